import Approvals
import ArgumentParser
import Resources
import Review

struct CommentCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment",
        abstract: "Comment on a request; nothing else changes.",
        usage: "assent comment [<request>] [-m <text>]",
        discussion: """
            Any member can comment. assent view shows all comments, with who wrote them and when. Without -m, git's \
            editor opens on a terminal.

            \(Output.comment.help)

            Example:
              assent comment ana/new-leads -m "Which accounts have no work e-mail?"
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .comment }

    @Argument(help: "A request: its id, its draft, or a model or sync that it changes.")
    var request: String?

    @Option(
        name: [.customShort("m"), .customLong("message")],
        help: ArgumentHelp("Your comment.", valueName: "text"))
    var message: String?

    func validate() throws { try message?.requireWords("a text") }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let name = try await invocation.request(request, to: .comment, "comment on")
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me()
        let request = try RequestNames(workspace).request(named: name)
        if message == nil { try Commenter(workspace).requireRoomForComment(in: request) }
        let reader = try Reader(workspace, me)
        let command = ["assent", "comment", reader.short(draft: request.draftName)]
        let text = try await MessageDialogue(invocation, command, in: workspace).words(
            message, for: "Your comment on \(request.draftName).",
            orElse: ValidationError("comment needs -m <text>"))
        let outcome = try await Commenter(workspace).comment(request, by: me, text)
        invocation.report(
            outcome, by: me, in: workspace,
            CommentPage(outcome, for: reader).page.text(invocation.terminal.style),
            json: Shapes.outcome(outcome))
        return .fine
    }
}
