import Approvals
import ArgumentParser
import Resources
import Review

struct SaveCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Commit your edits to the draft. Nobody is told.",
        usage: "assent save [-m <text>]",
        discussion: """
            Commits models, syncs and settings as they are on disk, and nothing else; other files that you staged \
            stay staged. On main, it first moves your edits to a new draft. You can use git commit instead.

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
        let saving = try await invocation.save(in: workspace, by: me, message: message)
        let errors = try saving.commit.map { _ in
            try Planner(invocation.reopenWorkspace()).errors(in: saving, by: me)
        }
        try invocation.report(
            SavingPage(saving, findings: errors ?? [], for: try Reader(workspace, me)).page
                .text(invocation.terminal.style),
            json: Shapes.saving(saving, findings: errors ?? []))
        return .fine
    }
}
