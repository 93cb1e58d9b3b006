import Git
import Resources

/// What a publish means for others. It is handed the workspace as it was before.
struct Aftermath: OnWorkspace {
    let workspace: OpenWorkspace

    init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    func outcome(of landed: [Landing], _ act: Outcome.Act, by member: Member) throws -> Outcome {
        let after = try refreshed()
        let voided = try Planner(after).approvalsVoided(since: tip)
        var concerns = Concerns(of: member, under: settings)
        for landing in landed { concerns.addThoseWhoTookPart(in: landing.record) }
        for landing in landed where landing.plan.changes.contains(where: { $0.file == .settings }) {
            concerns.addThoseChanged(by: landing.plan.draft, to: after.settings)
        }
        concerns.add(voided)
        for draft in try draftsInConflict(with: landed) {
            let request = try Requests(after).open(of: draft.name)
            concerns.add(request?.record.authorsInOrder ?? [draft.member], .conflicts, draft.name)
        }
        return Outcome(
            act, by: member, landed.map(Outcome.Effect.published), concerns, voided: voided,
            problem: landed.first?.problem)
    }

    /// Drafts that could be merged with main before, and cannot be any more.
    private func draftsInConflict(with landed: [Landing]) throws -> [Draft] {
        guard let now = landed.last?.commit else { return [] }
        var names: Set<String> = []
        for landing in landed {
            let plan = landing.plan
            for overlap in try Overlaps(workspace).overlaps(
                with: plan.changes, uses: [:], at: plan.revision, except: plan.draft)
            {
                if case .sameFields = overlap.what { names.insert(overlap.draft) }
            }
        }
        names.subtract(landed.map(\.plan.draft))
        guard !names.isEmpty else { return [] }
        return try Drafts(workspace).all().filter { draft in
            guard names.contains(draft.name) else { return false }
            return try conflicts(draft, onto: now) && !conflicts(draft, onto: tip)
        }
    }

    /// What cannot be published at all conflicts with nothing.
    private func conflicts(_ draft: Draft, onto commit: ObjectID) throws -> Bool {
        do {
            return try !Merger(repository: repository, layout: layout)
                .merge(draft.tip, of: draft.name, onto: commit).conflicts.isEmpty
        } catch is any Refusal {
            return false
        }
    }
}
