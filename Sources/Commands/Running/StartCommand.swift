import Approvals
import ArgumentParser
import Git
import Resources
import Review

/// `assent` alone: tells the one command to type next.
struct StartCommand: RunnableCommand {
    static let configuration = CommandConfiguration(commandName: "start", shouldDisplay: false)

    @OptionGroup var global: GlobalOptions
    static var output: Output? { .start }

    init() {}

    init(global: GlobalOptions) {
        self.global = global
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let (fact, step) = try await next(invocation)
        let page = Page(.paragraph(fact), .steps([step]))
        invocation.answer(page.text(invocation.terminal.style), json: ["next": .string(step.command)])
        return .fine
    }

    private func next(_ invocation: Invocation) async throws -> (Words, NextStep) {
        do {
            let workspace = try await invocation.openWorkspace()
            return (
                "This is the workspace \(workspace.settings.workspace, .strong).",
                .init("where you are, and what waits for you", "assent status")
            )
        } catch WorkspaceRefusal.noWorkspace {
            return (
                "This repository is not a workspace yet.",
                .init("make it one (models and syncs are not changed)", "assent init")
            )
        } catch let error as GitError {
            guard case .notFound = error.problem else { throw error }
            return (
                "There is no git repository here.",
                .init("in the repository that holds your Git Sync folder", "assent init")
            )
        }
    }
}
