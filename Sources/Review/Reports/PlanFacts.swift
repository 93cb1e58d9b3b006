package import Approvals
package import Git
import Resources

/// A plan, and what lies around it that a reviewer should know.
package struct PlanFacts: Sendable {
    package let plan: Plan
    /// Where the draft stands now, if it still exists: it may have moved on since it was submitted.
    package let draftTip: ObjectID?
    /// Members who committed to the draft by git's author fields, which prove nothing.
    package let committers: [String]
    /// Other drafts that change the same.
    package let overlaps: [Overlap]
    /// Drafts that are not published, and whose changes this one contains.
    package let beneath: [String]
    /// Other open requests for the same draft.
    package let rivals: [ApprovalRequest]

    package init(
        _ plan: Plan, draftTip: ObjectID? = nil, committers: [String] = [], overlaps: [Overlap] = [],
        beneath: [String] = [], rivals: [ApprovalRequest] = []
    ) {
        self.rivals = rivals
        self.beneath = beneath
        self.plan = plan
        self.draftTip = draftTip
        self.committers = committers
        self.overlaps = overlaps
    }

    package init(_ plan: Plan, in workspace: OpenWorkspace) throws {
        let repository = workspace.repository
        let tip = try Drafts(workspace).all().first { $0.name.isExactly(plan.draft) }?.tip
        var committers: [String] = []
        for id in try repository.commits(reachableFrom: [plan.revision], hiding: [workspace.tip]) {
            let email = try repository.commit(id).author.email
            for member in workspace.settings.members(email: email) where !committers.contains(member.id) {
                committers.append(member.id)
            }
        }
        self.init(
            plan, draftTip: tip, committers: committers, overlaps: try Planner(workspace).overlaps(with: plan),
            beneath: try Stacks(workspace).drafts(beneath: plan.revision, of: plan.draft),
            rivals: try plan.request.map { request in
                try Requests(workspace).open().filter { $0.draftName.isExactly(plan.draft) && $0.id != request.id }
            } ?? [])
    }

    package var hasMovedOn: Bool { plan.request != nil && draftTip != nil && draftTip != plan.revision }
}
