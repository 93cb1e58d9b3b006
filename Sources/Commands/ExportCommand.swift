import Approvals
import ArgumentParser
import Git
import Review

struct ExportCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print everything that is published, as JSON lines.",
        usage: "assent export [--at <commit>]",
        discussion: """
            For the program that runs the syncs: one line for each model and sync, models first, by slug. The same \
            commit always gives the same bytes. --format json prints the same lines.

            \(Output.export.help)

            content is what the file says; model, source and destination are names with aliases resolved. What YAML can \
            say and JSON cannot is written as {"$float": "1.50"} or {"$ambiguous": "014"}; a key that starts with $ gets \
            a second $. If a file cannot be read, or programs would read it differently, its content is null, \
            standard error names it and the reason, and the status is 1.

            Example:
              assent export > published.jsonl
              assent export --at 1f0c2d9e
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .export }

    @Option(help: ArgumentHelp("As of this commit on main.", valueName: "commit"))
    var at: String?

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let export = try Exporter(workspace).export(at: try at.map { try NamedCommit($0, in: workspace.repository).id })
        for resource in export.resources {
            invocation.terminal.print(SafeText.json(Shapes.line(of: resource, export)))
        }
        let unreadable = export.unreadable
        if unreadable.isEmpty { return .fine }
        invocation.note(UnreadableFilesPage(unreadable).page.text(invocation.terminal.errorStyle))
        return .findings
    }
}
