import Approvals
import ArgumentParser
import Resources
import Review

struct SaveCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Save as draft: commit the workspace's files, and tell nobody.",
        usage: "assent save [-m <text>]",
        discussion: """
            Commits models, syncs and settings as they are on disk, and nothing else; what you staged of other files \
            stays staged. On main the work moves to a new draft first. You can use git commit instead.

            \(Output.save.help)

            Example:
              assent save
              assent save -m "Use the work e-mail for CRM leads"
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .save }

    @Option(name: [.customShort("m"), .customLong("message")], help: "What the commit says.")
    var message: String?

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me(who: .draft)
        let saving = try await invocation.save(in: workspace, by: me, message: message)
        try invocation.report(
            Page(saving, reader: try Reader(workspace, me)).text(invocation.terminal.style), json: Shapes.saving(saving)
        )
        return .fine
    }
}
