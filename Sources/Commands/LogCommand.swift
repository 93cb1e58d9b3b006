import Approvals
import ArgumentParser
import Resources
import Review
import Spelling

struct LogCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Show what was published, who submitted and approved it, and when.",
        usage: "assent log [model/<slug> | sync/<slug> | <request>] [-n <number>]",
        discussion: """
            Lists the newest first. For a model or sync, lists only what changed it; for a published request, by its id, \
            its draft or its commit on main, only that one. Times are local on a terminal, otherwise in UTC. The log shows \
            what is on record; assent verify proves that the rules were kept.

            \(Output.log.help)

            Example:
              assent log
              assent log sync/leads-to-crm
              assent log -n 5
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .log }

    @Argument(
        help: ArgumentHelp(
            "A model or sync, even a deleted one, or a published request (default: all).", valueName: "what"))
    var what: String?

    @Option(
        name: .customShort("n"),
        help: ArgumentHelp("Show at most this many entries, newest first.", valueName: "number"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("-n takes a number of 1 or more, not \(limit)") }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let history = ResourceHistory(workspace)
        let entries =
            try what.map { try history.history(named: $0, limit: limit ?? .max) }
            ?? history.history(of: nil, limit: limit ?? .max)
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        invocation.answer(
            HistoryPage(entries, for: reader).page.text(invocation.terminal.style),
            json: HistoryShapes.log(entries, for: reader))
        return .fine
    }
}
