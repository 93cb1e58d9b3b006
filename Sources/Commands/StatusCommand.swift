import Approvals
import ArgumentParser
import Git
import Resources
import Review
import YAML

struct StatusCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show where you are, what you changed, and what waits for you.",
        usage: "assent status",
        discussion: """
            Shows what the current draft changes, unsaved edits included; what needs approval, and why; findings; \
            your open requests; and the requests that wait for you.

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
        invocation.answer(
            StatusPage(report, for: reader).page.text(invocation.terminal.style),
            json: Shapes.status(report, for: reader))
        Notifier(invocation, in: workspace.repository).tellUndelivered()
        return .fine
    }
}
