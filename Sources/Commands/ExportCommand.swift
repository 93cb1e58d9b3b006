import Approvals
import ArgumentParser
import Git
import Review

struct ExportCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Everything that is published, as JSON lines.",
        usage: "assent export [--at <commit>]",
        discussion: """
            For whatever runs the syncs: one model or sync a line, models first, by slug; the same commit gives the \
            same bytes. Both formats are these lines.

            A line: {version, commit, kind, slug, path, content, columns, model, source, destination}. source and \
            destination are where aliases lead; content is what the file says. Numbers and texts that JSON cannot \
            hold as YAML has them are {"$float": "1.50"}, {"$ambiguous": "014"}; a key that starts with $ gets one \
            more. A file that cannot be read, or that programs read differently, has the content null, is named with the reason on standard error, and makes the status 1.

            Example:
              assent export > published.jsonl
              assent export --at 1f0c2d9e
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    @Option(help: ArgumentHelp("As it was published by this commit on main.", valueName: "commit"))
    var at: String?

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let export = try workspace.export(at: try at.map { try workspace.repository.commit(named: $0) })
        for resource in export.resources {
            invocation.terminal.print(SafeText.json(Shapes.line(of: resource, export)))
        }
        let unreadable = export.unreadable
        if unreadable.isEmpty { return .fine }
        invocation.note(Page(unreadable: unreadable).text(invocation.terminal.errorStyle))
        return .findings
    }
}
