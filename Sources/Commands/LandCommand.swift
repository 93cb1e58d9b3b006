import Approvals
import ArgumentParser
import Review

struct LandCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "land",
        abstract: "Move main over what was approved, in a job on the host.",
        usage: "assent land [<branch>…]",
        discussion: """
            For hosts without a server hook, with the setting landing branch: approve and publish push a branch \
            assent/landing/<request>, and this command, in the one job that may push to main, verifies it and moves \
            main. If main has moved since, it merges again; what was approved must still mean the same. Without a \
            branch, it lands all that wait.

            \(Output.land.help)

            Example:
              assent verify --genesis 3b6f0d1c5a0e5d2f6c0e8b7d9a1f4e2c3d4b5a69
              assent land assent/landing/3f2a91c0
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .land }

    @Argument(help: "Branches to land, as approve and publish print them.")
    var branches: [String] = []

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        var workspace = try await invocation.openWorkspace()
        let waiting = try branches.isEmpty ? LandingBranch(workspace).waiting() : branches
        var outcomes: [Outcome] = []
        var failure: (any Error)?
        for branch in waiting {
            do { outcomes.append(try await LandingBranch(workspace).land(branch)) } catch {
                // One of many holds up no other.
                if waiting.count > 1 {
                    invocation.note(Failure(error, in: workspace).explanation.page.text(invocation.terminal.errorStyle))
                }
                failure = failure ?? error
            }
            workspace = try invocation.reopenWorkspace()
        }
        if let failure, waiting.count == 1 { throw failure }
        try invocation.report(
            LandedPage(outcomes, for: Reader(workspace, nil)).page.text(invocation.terminal.style),
            json: LandingShapes.landed(outcomes))
        for outcome in outcomes { invocation.note(leftBy: outcome) }
        return failure == nil ? .fine : .findings
    }
}
