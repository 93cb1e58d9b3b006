import Approvals
import ArgumentParser
import Resources
import Review

struct SaveCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Commit your edits to the draft. Nobody is notified.",
        usage: "assent save [-m <text>]",
        discussion: """
            Commits models, syncs and settings as they are on disk, and nothing else; other files that you staged \
            stay staged. On main, it first moves your edits to a new draft. You can use git commit instead.

            Without -m, git's editor opens on a terminal, with a message that names what changed; elsewhere, and with \
            --yes, that is the message.

            \(Output.save.help)

            Example:
              assent save
              assent save -m "Use the work e-mail for CRM leads"
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .save }

    @Option(name: [.customShort("m"), .customLong("message")], help: "The commit message.")
    var message: String?

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me(who: .draft)
        let saving = try await invocation.save(
            in: workspace, by: me, message: try await words(of: me, in: workspace, invocation))
        let errors = try saving.commit.map { _ in
            try Planner(invocation.reopenWorkspace()).errors(in: saving, by: me)
        }
        try invocation.report(
            SavingPage(saving, findings: errors ?? [], for: try Reader(workspace, me)).page
                .text(invocation.terminal.style),
            json: Shapes.saving(saving, findings: errors ?? []))
        return .fine
    }

    /// Nil: what names the changes.
    private func words(of me: Member, in workspace: OpenWorkspace, _ invocation: Invocation) async throws -> String? {
        guard message == nil, invocation.mayAsk, let usual = try await Saver(workspace).usualMessage() else {
            return message
        }
        let draft = try Drafts(workspace).current()?.name
        let place: Words = draft.map { "on \($0)" } ?? "on a new draft"
        return try await MessageDialogue(invocation, ["assent", "save"], in: workspace).words(
            message, insteadOf: usual, for: "The message of the commit \(place). Nobody is notified.")
    }
}
