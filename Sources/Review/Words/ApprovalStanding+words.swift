package import Approvals
import Git
import Resources

extension Reader {
    /// How far a revision is approved, on one line without a full stop.
    package func words(of standing: ApprovalStanding) -> Words {
        switch standing {
        case .published: "this is already part of \(branch)"
        case .notNeeded: "no approval is needed"
        case .approved(let plan): "\(plan.draft) is approved: \(lines(on: plan).joined(by: "; "))"
        case .waits(let plan): "\(plan.draft) waits for approval: \(lines(on: plan).joined(by: "; "))"
        case .conflicts(let plan):
            "\(plan.draft) conflicts with what was published since, so nobody can approve it yet"
        case .noDraft: "this changes something that needs approval but is not a draft, so nobody can approve it"
        case .unfit(let paths):
            "this changes \(paths.map { Words($0) }.inWords()), which drafts cannot change, so nobody can approve it"
        }
    }

    /// What stands in the way, or what was given.
    private func lines(on plan: Plan) -> [Words] {
        let verdicts = verdicts(on: plan) + [unproven(plan)].compactMap { $0 }
        let blocks = verdicts.filter { $0.mark == .blocks }
        return (blocks.isEmpty ? verdicts : blocks).map {
            $0.name == "approvals" ? $0.words : "\($0.name) \($0.words)"
        }
    }

    /// That the request cannot be attributed to its author.
    func unproven(_ plan: Plan) -> Verdict? {
        guard let problem = plan.proposalProblem, let author = plan.request?.record.proposer else { return nil }
        return Verdict(
            .blocks, "request",
            "by \(name(author)) \(Words(problem)); \(who(resubmitters(of: plan))) can submit it again")
    }
}
