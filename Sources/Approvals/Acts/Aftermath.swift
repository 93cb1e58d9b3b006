import Git
import Resources

/// What a publish means for others. It gets the workspace as it was before.
///
/// Main has moved already: whatever goes wrong here (a draft of somebody else that cannot be read) must not fail the
/// act, nor have it done again.
struct Aftermath: OnWorkspace {
    let workspace: OpenWorkspace

    init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// - Parameter commit: main as it is after that; nil: as it is now.
    func outcome(of landed: [Landing], _ act: Outcome.Act, by member: Member, after commit: ObjectID? = nil) -> Outcome
    {
        var concerns = Concerns(of: member, under: settings)
        for landing in landed { concerns.add(.published(landing), voiding: []) }
        var voided: [VoidedApproval] = []
        let failures = Failures()
        failures.collect {
            let after = try commit.map(workspace.at) ?? refreshed()
            for landing in landed where landing.plan.changes.contains(where: { $0.file == .settings }) {
                concerns.addThoseChanged(by: landing.plan.draft, to: after.settings)
            }
            for request in try Requests(after).open() {
                failures.collect {
                    if let approval = try Planner(after).approvalVoided(of: request, since: tip) {
                        voided.append(approval)
                    }
                }
            }
            concerns.add(voided)
            for draft in try draftsOverlapping(landed) {
                failures.collect {
                    guard try isKeptFromMerging(draft, by: landed) else { return }
                    let request = try Requests(after).open(of: draft.name)
                    concerns.add(request?.record.authorsInOrder ?? [draft.member], .conflicts, draft.name)
                }
            }
        }
        return Outcome(
            act, by: member, landed.map(Outcome.Effect.published), concerns, voided: voided,
            problem: landed.first?.problem, missed: failures.first)
    }

    /// Drafts that change fields that went live.
    private func draftsOverlapping(_ landed: [Landing]) throws -> [Draft] {
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
        return names.isEmpty ? [] : try Drafts(workspace).all().filter { names.contains($0.name) }
    }

    /// The draft could be merged with main before, and cannot be any more.
    private func isKeptFromMerging(_ draft: Draft, by landed: [Landing]) throws -> Bool {
        guard let now = landed.last?.commit else { return false }
        return try conflicts(draft, onto: now) && !conflicts(draft, onto: tip)
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

/// Errors that do not stop the work: the first is kept.
private final class Failures {
    private(set) var first: (any Error)?

    func collect(_ work: () throws -> Void) {
        do { try work() } catch { first = first ?? error }
    }
}
