import Approvals
import ArgumentParser
import Resources
import Review

struct RevertCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revert",
        abstract: "Start a draft that undoes a published change.",
        usage: "assent revert [<request> | <commit>]",
        discussion: """
            Reverts field by field, so what was published since stays. If a field has changed again since, it is \
            named and nothing is done. The draft is reviewed like any other; nothing is published, and your files \
            stay as they are. Without a name, on a terminal, it offers what was published.

            \(Output.revert.help)

            Example:
              assent revert ana/new-leads
              assent revert 3f2a91c0
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .revert }

    @Argument(help: "A published request, by its id or draft, or a commit on main.")
    var change: String?

    private static let unnamed = Invocation.Unnamed(
        question: "What do you want to revert?", permission: .draft,
        demand: "say what to revert: a published request, by its id or draft, or a commit on main",
        none: NothingToName(
            message: "nothing is published yet.", next: [.init("all requests", "assent requests --all")]))

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let change = try await invocation.name(change, orElse: Self.unnamed) { try $0.published() }
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me(who: .draft)
        let reversal = try Reverter(workspace).revert(try Reverter(workspace).publishedChange(named: change), by: me)
        let reader = try Reader(workspace, me)
        invocation.report(
            ReversalPage(reversal, for: reader).page.text(invocation.terminal.style),
            json: Shapes.reversal(reversal, workspace.layout))
        return .fine
    }
}
