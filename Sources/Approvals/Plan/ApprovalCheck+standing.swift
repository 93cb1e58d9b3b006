import Git
import Resources
import YAML

extension ApprovalCheck {
    /// How far what is checked out is approved. The name of a draft's branch does not prove who made it. So a member's
    /// right to publish without approval does not count here: they use it with `publish`.
    package func standing(of hand: HeadState) throws -> ApprovalStanding {
        switch hand {
        case .published: return .published
        case .draft(let draft): return ApprovalStanding(try Planner(workspace).plan(draft, by: draft.member))
        case .other(let commit):
            let demands = try demands(on: commit)
            if !demands.unfit.isEmpty { return .unfit(paths: demands.unfit) }
            return demands.decision.requirements.isEmpty ? .notNeeded(nil) : .noDraft(demands.decision)
        }
    }

    /// What the policy asks of a commit that nobody has asked approval for, against what it and main started from; and
    /// which paths it changes that nobody can approve.
    private func demands(on commit: ObjectID) throws -> (decision: Decision, unfit: [String]) {
        let bases = try withHistory { try repository.mergeBases(tip, commit) }
        guard let start = bases.first else {
            throw repository.isShallow ? ContentRefusal.shallow : ContentRefusal.unrelatedHistory(draft: commit.short)
        }
        let after = try snapshot(of: commit)
        var broken: [BrokenTree] = []
        var differing: [ExactText: TreeChange] = [:]
        for base in bases {
            let difference = try repository.difference(from: repository.commit(base).tree, to: after.tree)
            broken += difference.broken
            for change in difference.changes { differing[ExactText(change.path)] = change }
        }
        // Of several bases, it may have gone back to one in what main has from another: main itself is asked then.
        let before = bases.count > 1 ? published : try snapshot(of: start)
        let paths = try differing.values.filter { change in
            try bases.count == 1 || repository.entry(at: change.path, in: published.tree) != change.new
        }.map(\.path).sorted { $0.isExactlyBefore($1) }
        let (changes, state) = try after.takingRoot(try before.changes(to: after, at: paths), from: before)
        // What is published changes governed files alone; what changes others alone is nobody's business here.
        var unfit = paths.filter { path in
            guard layout.file(at: path) == nil else { return false }
            return !changes.isEmpty || layout.isManifest(path)
                || layout.isGoverned(path) && differing[ExactText(path)]?.new != nil
        }
        unfit += broken.map { $0.path.isEmpty ? "." : $0.path }
        let focus = Set(changes.map(\.change.file))
        var evidence = Evidence(touches: try Meaning(changes, before: before, after: state).touches, authors: [])
        if !focus.isEmpty {
            let findings = check(
                focus, in: try state.workspace(for: focus), before: try before.workspace(for: focus))
            evidence.risks = Set(findings.filter(\.isRisk).map(\.code.rawValue))
            if policy.asksForRisks(of: evidence.touches) {
                evidence.risks.formUnion(try state.risks(of: changes.map(\.change), before: before))
            }
        }
        return (policy.decide(evidence), unfit)
    }
}
