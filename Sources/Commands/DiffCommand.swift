import Approvals
import ArgumentParser
import Resources
import Review

struct DiffCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare with what is published, field by field.",
        usage: "assent diff [<what>] [--text]",
        discussion: """
            Compares the current draft, unsaved edits included, or the draft, request, model or sync that you name. \
            Comments, layout and the order of keys do not count as changes; --text shows them too. Fields that \
            both the draft and main have changed come first, with all three values.

            \(Output.diff.help)

            Example:
              assent diff
              assent diff ana/new-leads
              assent diff sync/leads-to-crm
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .diff }

    @Argument(help: "A draft, a request, or model/<slug> or sync/<slug>.", completion: .reviewables)
    var what: String?

    @Flag(help: "Compare the files line by line, as git does.")
    var text = false

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let comparison = try await WorkComparison(of: what, in: workspace)
        let reader = try Reader(workspace, nil)
        invocation.answer(
            DiffPage(comparison, of: what, asText: text, for: reader).page.text(invocation.terminal.style),
            json: [
                "changes": Shapes.changes(comparison.changes, workspace.layout),
                "uses": Shapes.uses(comparison.uses, workspace.layout),
                "conflicts": Shapes.conflicts(Conflicts(comparison.conflicts, workspace.layout)),
            ])
        return .fine
    }
}
