package import Approvals
import FoundationEssentials
package import Git
package import Resources

/// A plan, and what lies around it that a reviewer should know.
package struct PlanFacts: Sendable {
    package let plan: Plan
    /// Where the draft stands now, if it still exists: it may have moved on since it was submitted.
    package let draftTip: ObjectID?
    /// The draft has moved on to where it changes nothing, so that it cannot be submitted.
    package let isDraftEmpty: Bool
    /// The draft is checked out.
    package let isCurrent: Bool
    /// The last request for a draft that nobody asks for now, if it was ended not long ago.
    package let ended: ApprovalRequest?
    /// Members who committed to the draft by git's author fields, which prove nothing.
    package let committers: [String]
    /// Drafts that must go live before it, or with it in one step (F6): it is planned as after these.
    package let after: [String]
    /// Those of them that the reader has not seen as they are now.
    package let unseen: [String]
    /// Other drafts that change the same things.
    package let overlaps: [Overlap]
    /// Drafts that are not published, and whose changes this one contains.
    package let beneath: [String]
    /// Other open requests for the same draft.
    package let rivals: [ApprovalRequest]
    /// What is new since the reader last looked; nil: this is the first time, or it is not shown.
    package var since: SinceViewed?

    package init(
        _ plan: Plan, draftTip: ObjectID? = nil, isDraftEmpty: Bool = false, isCurrent: Bool = false,
        ended: ApprovalRequest? = nil, after: [String] = [], unseen: [String] = [], committers: [String] = [],
        overlaps: [Overlap] = [],
        beneath: [String] = [], rivals: [ApprovalRequest] = []
    ) {
        self.isDraftEmpty = isDraftEmpty
        self.isCurrent = isCurrent
        self.ended = ended
        self.after = after
        self.unseen = unseen
        self.rivals = rivals
        self.beneath = beneath
        self.plan = plan
        self.draftTip = draftTip
        self.committers = committers
        self.overlaps = overlaps
    }

    /// - Parameters:
    ///   - others: requests that must go live before it, or with it.
    ///   - member: the reader.
    package init(
        _ plan: Plan, after others: [ApprovalRequest] = [], for member: Member? = nil, in workspace: OpenWorkspace
    ) throws {
        let repository = workspace.repository
        let draft = try Drafts(workspace).existing(at: Refs.heads + plan.draft)
        let hasMovedOn = plan.request != nil && draft.map { $0.tip != plan.revision } ?? false
        let continued = ContinuedRequests(workspace, by: draft.map { [$0] } ?? [])
        let ended =
            plan.request == nil
            ? try ClosedRequests(workspace).endedLately { try continued.draft(of: $0) != nil } : []
        var committers: [String] = []
        for id in try repository.commits(reachableFrom: [plan.revision], hiding: [workspace.tip]) {
            let email = try repository.commit(id).author.email
            for member in workspace.settings.members(email: email) where !committers.contains(member.id) {
                committers.append(member.id)
            }
        }
        self.init(
            plan, draftTip: draft?.tip,
            isDraftEmpty: try hasMovedOn && draft.map { try Self.isEmpty($0, in: workspace) } ?? false,
            isCurrent: try Drafts(workspace).current()?.name.isExactly(plan.draft) ?? false,
            ended: ended.first, after: others.map(\.draftName),
            unseen: try others.filter { try !Self.isSeen($0, by: member, in: workspace) }.map(\.draftName),
            committers: committers, overlaps: try Planner(workspace).overlaps(with: plan),
            beneath: try Stacks(workspace).drafts(beneath: plan.revision, of: plan.draft),
            rivals: try plan.request.map { request in
                try Requests(workspace).open().filter { $0.draftName.isExactly(plan.draft) && $0.id != request.id }
            } ?? [])
    }

    private static func isSeen(
        _ request: ApprovalRequest, by member: Member?, in workspace: OpenWorkspace
    ) throws -> Bool {
        guard let member else { return false }
        return try ViewedPlans(workspace).hasSeen(Planner(workspace).plan(request), by: member.id)
    }

    /// Of one that cannot be planned at all it is not known.
    private static func isEmpty(_ draft: Draft, in workspace: OpenWorkspace) throws -> Bool {
        do { return try Planner(workspace).plan(draft, by: draft.member).isEmpty } catch is any Refusal { return false }
    }

    package var hasMovedOn: Bool { plan.request != nil && draftTip != nil && draftTip != plan.revision }
}
