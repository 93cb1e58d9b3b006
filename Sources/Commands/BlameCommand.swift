import Approvals
import ArgumentParser
import Resources
import Review

struct BlameCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blame",
        abstract: "Show which request last changed each field, and who approved it.",
        usage: "assent blame model/<slug> | sync/<slug>",
        discussion: """
            Groups the published fields by the request that last changed them, newest first. Fields that have not \
            changed since the workspace was started come last.

            \(Output.blame.help)

            Example:
              assent blame sync/leads-to-crm
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .blame }

    @Argument(help: "A published model or sync.")
    var resource: String

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let blame = try ResourceHistory(workspace).blame(try ResourceNames(workspace).resource(named: resource))
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        invocation.answer(
            BlamePage(blame, for: reader).page.text(invocation.terminal.style),
            json: HistoryShapes.blame(blame, for: reader))
        return .fine
    }
}
