import Git
package import Resources

/// Says that a request may not go live as it is.
package struct Decliner: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// F7, *Decline*: by a member who may approve it, with a reason. The request stays open; what it means now cannot
    /// go live until its member approves it.
    package func decline(_ request: ApprovalRequest, by member: Member, reason: String) async throws -> Outcome {
        let plan = try requireMayDecline(request, by: member)
        let matter = Matter(revision: plan.revision, subject: plan.subject ?? request.subject)
        _ = try await append(
            event(by: member, .decline(matter, reason: reason, request.chain.next)), by: member, to: request)
        let now = try reread(request)
        return Outcome(.decline, by: member, [.declined(now, try Planner(workspace).plan(now))], under: settings)
    }

    /// Before anybody is asked for a reason.
    @discardableResult
    package func requireMayDecline(_ request: ApprovalRequest, by member: Member) throws -> Plan {
        try requireOpen(request)
        if request.record.authors.contains(member.id) { throw RightsRefusal.ownDecline(draft: request.draftName) }
        let plan = try Planner(workspace).plan(request)
        guard policy.may(member.id, .approve, plan.touches) else {
            throw RightsRefusal.mayNotDecline(
                member: member.id, draft: plan.draft, plan: plan,
                who: settings.members.map(\.id).filter { policy.mayApprove($0, plan.evidence()) })
        }
        // Of a conflict it is not known yet what it would mean; what was asked for is.
        guard plan.subject == nil || !plan.decision.requirements.isEmpty else {
            throw RightsRefusal.needsNoApproval(draft: plan.draft)
        }
        return plan
    }
}
