import Approvals
import ArgumentParser
import Git
import Resources
import Review

/// `assent` alone, the home page: where one is, what waits, and what to type next.
struct StartCommand: RunnableCommand {
    static let configuration = CommandConfiguration(commandName: "start", shouldDisplay: false)

    @OptionGroup var global: GlobalOptions
    static var output: Output? { .start }

    init() {}

    init(global: GlobalOptions) {
        self.global = global
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let (page, next) = try await home(invocation)
        invocation.answer(page.text(invocation.terminal.style), json: ["next": .string(next)])
        return .fine
    }

    private func home(_ invocation: Invocation) async throws -> (Page, next: String) {
        do {
            let workspace = try await invocation.openWorkspace(looksOnly: true)
            let reader = try invocation.reader(of: workspace)
            return (
                HomePage(try await StatusReport(in: workspace, for: reader.member), for: reader).page, "assent status"
            )
        } catch let refusal as WorkspaceRefusal {
            guard case .noWorkspace = refusal, let step = RefusalWords(refusal, in: RefusalContext(nil)).next.first
            else { throw refusal }
            return tell("This repository is not a workspace yet.", step)
        } catch let error as GitError {
            guard case .notFound = error.problem else { throw error }
            return tell(
                "There is no git repository here.",
                NextStep("in the repository that holds your Git Sync folder", "assent init"))
        }
    }

    private func tell(_ fact: Words, _ step: NextStep) -> (Page, next: String) {
        (Page(.paragraph(fact), .steps([step])), step.command)
    }
}
