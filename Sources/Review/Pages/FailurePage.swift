import Approvals
import Git
import Resources

/// The first commit that is not valid, and what can be done.
struct FailurePage {
    let page: Page

    init(_ failure: VerificationFailure, _ verification: Verification, _ reader: Reader) {
        var page = Page()
        page.add(
            .table(
                Table([
                    Verdict(
                        .blocks, reader.branch,
                        "\(failure.commit.short, .strong) is the first commit that is not valid",
                        notes: [
                            reader.words(of: failure.reason),
                            "(rule \(failure.rule) of verification: \(RuleName(failure.rule).words); nothing after it is proven)",
                        ])
                ])))
        page.gap()
        page.add(
            .commands([
                .command("git show --stat", failure.commit.short),
                .command("git log --first-parent", "\(verification.genesis.short)..\(verification.tip.short)"),
            ]))
        let isCopy = if case .idChanged = failure.reason { true } else { false }
        if isCopy {
            page.say("If whoever made it confirms that this is a copy, this clone starts there too:")
            page.add(.commands([.command(NextStep.startingCopy(at: failure.commit).command)]))
            page.say("If it is not, it has to be repaired.")
        }
        if let repair = verification.repair { page.add(Self.mending(failure, repair, reader)) }
        self.page = page
    }

    private static func mending(_ failure: VerificationFailure, _ repair: Repair, _ reader: Reader) -> [Block] {
        let ids = repair.administrators.map(\.id)
        let administrators: Words = ids.isEmpty ? "an administrator" : reader.who(ids)
        let isAlone = repair.leavesSettings && repair.commits.count == 1
        if isAlone {
            // Main is never reset: what was published after it would be lost.
            guard reader.has(.draft) else {
                return [
                    .paragraph(
                        "\(administrators.capitalized) can undo its changes (assent revert \(failure.commit.short), then assent publish) or let them stand. Either way the commit must then be accepted: assent accept \(failure.commit.short)."
                    )
                ]
            }
            return [
                .paragraph("To undo its changes, publish a draft that takes them back:"),
                .commands([.command("assent revert", failure.commit.short)]),
                .paragraph("Then, or if they may stay, \(administrators) can accept it:"),
                .commands([.command("assent accept", failure.commit.short, then: "-m \"…\"")]),
            ]
        }
        let choice: Block = .paragraph("\(administrators.capitalized) can accept it.")
        let settings: Words =
            repair.leavesSettings
            ? "After it the settings were broken until \(repair.commits.last?.short ?? "") fixed them: accept both together."
            : "After it the settings are missing, unreadable or another workspace's: restore them first."
        return [choice, .paragraph(settings), .steps(NextStep.each(of: repair, on: reader.branch))]
    }
}
