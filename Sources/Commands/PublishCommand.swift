import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct PublishCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Publish a draft now, if you may.",
        usage: "assent publish [<draft>] [-m <reason>] [--save]",
        discussion: """
            A member with permission to publish can skip the approval; this is recorded. Any member who can draft can \
            publish a change that is approved or needs no approval. On a terminal, it asks before a risk \
            goes live that nobody has approved; --yes skips the question.

            \(Output.publish.help)

            Example:
              assent publish
              assent publish ana/new-leads -m "The campaign starts at noon"
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .publish }

    @Argument(help: "The draft (default: the one you are on).", completion: .drafts)
    var draft: String?

    @Option(name: [.customShort("m"), .customLong("message")], help: "Why you publish without approval.")
    var message: String?

    @Flag(help: "Save unsaved edits first.")
    var save = false

    func validate() throws { try message?.requireRoom() }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let (workspace, me, draft) = try await invocation.savedDraft(draft, saves: save, message: message)
        guard try invocation.consents(toPublishing: draft, in: workspace, by: me) else { return .findings }
        return try await invocation.publish(draft, in: workspace, by: me, reason: message)
    }
}
