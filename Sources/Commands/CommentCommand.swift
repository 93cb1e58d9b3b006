import Approvals
import ArgumentParser
import Resources
import Review

struct CommentCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment",
        abstract: "Comment on a request; nothing else changes.",
        usage: "assent comment <request> -m <text>",
        discussion: """
            Any member can comment. assent view shows all comments, with who wrote them and when.

            \(Output.comment.help)

            Example:
              assent comment ana/new-leads -m "Which accounts have no work e-mail?"
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .comment }

    @Argument(help: "A request: its id, its draft, or a model or sync that it changes.")
    var request: String

    @Option(
        name: [.customShort("m"), .customLong("message")],
        help: ArgumentHelp("Your comment.", valueName: "text"))
    var message: String

    func validate() throws { try message.requireWords("a text") }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me()
        let request = try RequestNames(workspace).request(named: request)
        let outcome = try await Commenter(workspace).comment(request, by: me, message)
        try invocation.report(
            CommentPage(outcome, for: Reader(workspace, me)).page.text(invocation.terminal.style),
            json: Shapes.outcome(outcome))
        return .fine
    }
}
