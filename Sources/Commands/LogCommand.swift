import Approvals
import ArgumentParser
import Resources
import Review
import Spelling

struct LogCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "What was published: who asked, who approved, when.",
        usage: "assent log [model/<slug> | sync/<slug>] [-n <number>]",
        discussion: """
            Newest first; of a model or sync only what touched it. Times are in UTC. It tells what is on record; that \
            the rules were kept is proven by assent verify.

            \(Output.log.help)

            Example:
              assent log
              assent log sync/leads-to-crm
              assent log -n 5
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .log }

    @Argument(help: "A model or sync, also one that is deleted; else all of them.")
    var resource: String?

    @Option(
        name: .customShort("n"),
        help: ArgumentHelp("Show at most this many entries, newest first.", valueName: "number"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("-n takes a number from 1, not \(limit)") }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let resource = try resource.map { try workspace.resource(named: $0) }
        let entries = try workspace.history(of: resource, limit: limit ?? .max)
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        invocation.answer(
            Page(log: entries, for: reader).text(invocation.terminal.style), json: Shapes.log(entries, for: reader))
        return .fine
    }
}

extension OpenWorkspace {
    /// A resource as it is typed. A slug alone may be of either kind.
    func resource(named name: String) throws -> ResourceID {
        if let resource = ResourceID(name) { return resource }
        let both = ResourceKind.allCases.map { ResourceID(kind: $0, slug: name).description }
        let known = try ResourceKind.allCases.flatMap { kind in
            try published.slugs(of: kind).map { ResourceID(kind: kind, slug: $0).description }
        }
        let same = both.filter(known.contains)
        throw NameRefusal.unknownResource(name, nearest: same.isEmpty ? nearest(name, among: known) : same)
    }
}
