import Git
import Resources

/// What all acts have in common: check whether the member may, make the event, sign it, move the refs, and report the
/// outcome.
package protocol Acting: OnWorkspace {
    init(_ workspace: OpenWorkspace)
}

extension Acting {
    /// What a member does in this workspace, now.
    ///
    /// - Throws: where main has another name than its settings say: no event could then be proven.
    func event(by member: Member, _ act: Act) throws -> Event {
        try workspace.requireNamedMain()
        return Event(
            workspace: settings.id, branch: branch, actor: member.id, time: session.timestamp(), act)
    }

    /// Whether the request can be attributed to its author, as `verify` will require.
    func requireProven(_ plan: Plan) throws {
        if let problem = plan.proposalProblem, let record = plan.request?.record {
            throw RightsRefusal.unprovenRequest(draft: plan.draft, author: record.proposer, problem)
        }
    }

    /// No conflict, and no error that main does not have.
    func requireSound(_ plan: Plan, allowing allowed: Set<FindingCode> = []) throws {
        guard plan.merge.conflicts.isEmpty else {
            throw ContentRefusal.conflicts(draft: plan.draft, plan.merge.conflicts)
        }
        guard plan.newErrors.allSatisfy({ allowed.contains($0.code) }) else {
            throw ContentRefusal.findings(draft: plan.draft, plan.findings)
        }
    }

    /// That the member may change what a plan touches.
    func requireMayDraft(_ plan: Plan, by member: Member) throws {
        guard policy.may(member.id, .draft, plan.touches) else {
            throw RightsRefusal.mayNot(
                member: member.id, .draft, draft: plan.draft, plan: plan,
                who: policy.members(whoMay: .draft, plan.touches))
        }
    }

    func requireOpen(_ request: ApprovalRequest) throws {
        switch request.state {
        case .open: break
        case .closed:
            let draft = try Drafts(workspace).existing(at: Refs.heads + request.draftName)
            throw NameRefusal.requestClosed(
                id: request.id, draft: draft?.name, closing: request.record.closings.first)
        case .published(let landing): throw NameRefusal.requestPublished(id: request.id, landing: landing)
        }
    }

    /// That the member is an author, or may approve everything that the request touches.
    func requireHand(of member: Member, in request: ApprovalRequest) throws {
        try requireOpen(request)
        let authors = request.record.authors
        if authors.contains(member.id) { return }
        guard settings.permissions(of: member).contains(.approve) || settings.permissions(of: member).contains(.manage),
            policy.may(member.id, .approve, try Planner(workspace).plan(request).touches)
        else {
            throw RightsRefusal.mayNotTouchRequest(
                member: member.id, draft: request.draftName, authors: authors.sorted())
        }
    }

    /// The same request as it is now.
    func reread(_ request: ApprovalRequest) throws -> ApprovalRequest {
        try Requests(workspace).request(at: request.reference, state: .open)
            ?? RequestNames(workspace).request(named: request.id)
    }

    /// Does it, and does it again on the current state if somebody else was faster: for acts that mean the same
    /// whatever happened meanwhile, or refuse where they do not. A member who asks, comments or declines is told
    /// instead, so that they look first.
    ///
    /// - Throws: what the last attempt did: that main kept moving, or which draft or request did.
    func retrying<Result>(_ attempt: (Self) async throws -> Result) async throws -> Result {
        var now = self
        for _ in 1..<mostAttempts {
            do { return try await attempt(now) } catch let error as GitError where error.isModified {
                now = Self(try now.refreshed())
            }
        }
        do { return try await attempt(now) } catch let error as GitError
            where error.isModified && error.reference == main
        {
            throw MovedRefusal.mainMoved(branch: branch)
        }
    }
}

private let mostAttempts = 5
