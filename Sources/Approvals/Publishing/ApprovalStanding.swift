import Git
import Resources

/// How far a revision is approved: what a CI job asks before it lets a change through.
package enum ApprovalStanding: Sendable {
    /// Part of main. How it came there is for `verify` to say.
    case published
    /// Nothing that it changes needs approval; the plan, where it is a draft's.
    case notNeeded(Plan?)
    case approved(Plan)
    case waits(Plan)
    /// Main changed the same fields: there is no meaning yet that could be approved.
    case conflicts(Plan)
    /// It needs approval and belongs to no draft, so that nobody can approve it.
    case noDraft(Decision)

    package init(_ plan: Plan) {
        if !plan.merge.conflicts.isEmpty {
            self = .conflicts(plan)
        } else if plan.isEmpty || plan.decision.requirements.isEmpty && plan.decision.strangers.isEmpty {
            self = .notNeeded(plan)
        } else {
            self = plan.decision.isSatisfied && plan.proposalProblem == nil ? .approved(plan) : .waits(plan)
        }
    }
}

extension OpenWorkspace {
    /// How far what is checked out is approved. The name of a draft's branch proves nothing of its author, so that who may
    /// publish without being asked is not let through here: that is an act of theirs, `publish`.
    package func standing(of hand: AtHand) throws -> ApprovalStanding {
        switch hand {
        case .published: return .published
        case .draft(let draft): return ApprovalStanding(try plan(draft, by: draft.member))
        case .other(let commit):
            let decision = try demands(on: commit)
            return decision.requirements.isEmpty ? .notNeeded(nil) : .noDraft(decision)
        }
    }

    /// What the policy asks of a commit that nobody has asked approval for, against what it and main started from.
    private func demands(on commit: ObjectID) throws -> Decision {
        guard let start = try withHistory({ try repository.mergeBases(tip, commit).first }) else {
            throw repository.isShallow ? Refusal.shallow : Refusal.unrelatedHistory(draft: commit.short)
        }
        let (before, after) = (try snapshot(of: start), try snapshot(of: commit))
        let changes = try repository.changes(from: before.tree, to: after.tree).compactMap { change in
            try layout.file(at: change.path).flatMap { file in
                try compare(file, before: before.text(of: file), after: after.text(of: file)).map { (change.path, $0) }
            }
        }
        let focus = Set(changes.map(\.1.file))
        var evidence = Evidence(touches: try Meaning(changes, before: before, after: after).touches, authors: [])
        if !focus.isEmpty {
            let findings = check(
                focus, in: try after.workspace(for: focus), before: try before.workspace(for: focus))
            evidence.risks = Set(findings.filter(\.isRisk).map(\.code.rawValue))
        }
        return policy.decide(evidence)
    }
}
