import Approvals
import ArgumentParser
import Git
import Resources
import Review
import YAML

struct StatusCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Where I am, what I changed, and what waits for me.",
        usage: "assent status",
        discussion: """
            What the current draft changes, with what is not saved yet; what of it needs approval, and why; findings; my \
            open requests; what waits for me.

            \(Output.status.help)

            Example:
              assent status
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .status }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace(looksOnly: true)
        let reader = try invocation.reader(of: workspace)
        let report = try await StatusReport(in: workspace, for: reader.member)
        let style = invocation.terminal.style
        invocation.answer(
            Page(report, for: reader, width: style.width).text(style), json: Shapes.status(report, for: reader))
        return .fine
    }
}
