import Approvals
import ArgumentParser
import Resources
import Review

struct BlameCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blame",
        abstract: "Show which request last changed each field, and who approved it.",
        usage: "assent blame [model/<slug> | sync/<slug>]",
        discussion: """
            Groups the published fields by the request that last changed them, newest first. Fields that have not \
            changed since the workspace was started come last. Without a name, on a terminal, it offers models and syncs.

            \(Output.blame.help)

            Example:
              assent blame sync/leads-to-crm
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .blame }

    @Argument(help: "A published model or sync.")
    var resource: String?

    private static let unnamed = Invocation.Unnamed(
        question: "Which model or sync do you want to see?",
        demand: "say what to look at: model/<slug> or sync/<slug>. assent list shows all of them",
        none: NothingToName(
            message: "there are no models and no syncs yet.", next: [.init("make a model", "assent new model <slug>")]))

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let resource = try await invocation.name(resource, orElse: Self.unnamed) { try $0.publishedResources() }
        let workspace = try await invocation.openWorkspace()
        let blame = try ResourceHistory(workspace).blame(try ResourceNames(workspace).resource(named: resource))
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        invocation.answer(
            BlamePage(blame, for: reader).page.text(invocation.terminal.style),
            json: HistoryShapes.blame(blame, for: reader))
        return .fine
    }
}
