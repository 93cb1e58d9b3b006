import Git
package import Resources

/// What a member says of a request, and that it may not go live as it is. Neither changes what is asked for.
extension OpenWorkspace {
    /// Any member may: to read a request is to be allowed to speak of it.
    package func comment(_ request: ApprovalRequest, by member: Member, _ text: String) async throws {
        // What others said meanwhile takes nothing from this.
        let request = try reread(request)
        try requireOpen(request)
        guard request.record.takesComments else {
            throw CommentRefusal.tooManyComments(draft: request.draftName, limit: RequestRecord.mostComments)
        }
        try await append(event(by: member, .comment(text, request.chain.next)), to: request)
    }

    /// F7, *Decline*: by who may approve it, with a reason. The request stays open; what it means now cannot go live
    /// until its member approves it.
    package func decline(_ request: ApprovalRequest, by member: Member, reason: String) async throws -> Plan {
        try requireOpen(request)
        if request.record.authors.contains(member.id) { throw RightsRefusal.ownDecline(draft: request.draftName) }
        let plan = try plan(request)
        guard policy.may(member.id, .approve, plan.touches) else {
            throw RightsRefusal.mayNotDecline(
                member: member.id, draft: plan.draft, plan: plan,
                who: settings.members.map(\.id).filter { policy.mayApprove($0, plan.evidence()) })
        }
        // Of a conflict it is not known yet what it would mean; what was asked for is.
        guard plan.subject == nil || !plan.decision.requirements.isEmpty else {
            throw RightsRefusal.needsNoApproval(draft: plan.draft)
        }
        let matter = Matter(revision: plan.revision, subject: plan.subject ?? request.subject)
        try await append(event(by: member, .decline(matter, reason: reason, request.chain.next)), to: request)
        return try self.plan(reread(request))
    }

    func requireOpen(_ request: ApprovalRequest) throws(NameRefusal) {
        switch request.state {
        case .open: break
        case .closed:
            throw NameRefusal.requestClosed(id: request.id, closing: request.record.closings.first)
        case .published(let landing): throw NameRefusal.requestPublished(id: request.id, landing: landing)
        }
    }

    /// The same words again, right after, are those of a command that was cut off: they stand already.
    private func append(_ event: Event, to request: ApprovalRequest) async throws {
        if let last = request.record.last, last.kind == event.kind, last.actor == event.actor,
            last.comment == event.comment, last.matter == event.matter
        {
            return
        }
        let commit = try EventWriter(repository: repository).append(try await sign(event), after: request.tip)
        try await share(
            [RefUpdate(name: request.reference, expected: request.tip, new: commit, message: event.summary)],
            event.summary)
    }
}
