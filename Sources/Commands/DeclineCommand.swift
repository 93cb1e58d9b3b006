import Approvals
import ArgumentParser
import Resources
import Review

struct DeclineCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Decline a request, with a reason. It stays open.",
        usage: "assent decline [<request>] [-m <reason>]",
        discussion: """
            Any member who can approve a request can decline it. A declined request cannot be published, however many \
            others approve it, until its author changes it and submits it again, or you approve it. A member with \
            permission to publish can still publish it; this is recorded. Without -m, git's editor opens on a terminal.

            \(Output.decline.help)

            Example:
              assent decline ana/new-leads -m "Half of these people have left: join crm.employed."
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .decline }

    @Argument(help: "A request: its id, its draft, or a model or sync that it changes.")
    var request: String?

    @Option(
        name: [.customShort("m"), .customLong("message")],
        help: ArgumentHelp("Why, and what would have to change.", valueName: "reason"))
    var message: String?

    func validate() throws { try message?.requireWords("a reason") }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let name = try await invocation.request(request, to: .decline, "decline")
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me()
        let request = try RequestNames(workspace).request(named: name)
        let reader = try Reader(workspace, me)
        let plan = try Decliner(workspace).requireMayDecline(request, by: me)
        let isSeen = ViewedPlans(workspace).hasSeen(plan, by: me.id)
        let authors = reader.who(request.record.owners.sorted(), "and")
        let unseen: Words = isSeen ? "" : " You have not viewed it as it is now."
        let question: Words = "Why do you decline \(request.draftName), and what would have to change?"
        let command = ["assent", "decline", reader.short(draft: request.draftName)]
        let reason = try await MessageDialogue(invocation, command, in: workspace).words(
            message, for: "\(question) \(authors) will read this.\(unseen)",
            orElse: ValidationError("say why: decline needs -m <reason>"))
        let outcome = try await Decliner(workspace).decline(request, by: me, reason: reason)
        invocation.report(
            outcome, by: me, in: workspace,
            DeclinePage(outcome, isSeen: isSeen, for: reader).page.text(invocation.terminal.style),
            json: Shapes.outcome(outcome))
        return .fine
    }
}

extension String {
    /// An act that consists of words needs some.
    func requireWords(_ what: String) throws {
        if allSatisfy(\.isWhitespace) { throw ValidationError("-m needs \(what), and yours is empty") }
        try requireRoom()
    }

    /// Refused before anything is done: otherwise `--save` would have saved already.
    func requireRoom() throws {
        guard utf8.count > Event.mostCommentBytes else { return }
        throw ValidationError(
            RefusalWords(CommentRefusal.commentTooLong(bytes: utf8.count), in: RefusalContext(nil)).message.plain)
    }
}
