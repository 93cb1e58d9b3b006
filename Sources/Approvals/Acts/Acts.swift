import Git
package import Resources
import Spelling

/// What came of submitting a draft.
package struct Submission: Sendable {
    package enum Kind: Sendable { case submitted, revised, unchanged }

    package let kind: Kind
    package let request: ApprovalRequest
    package let plan: Plan
    /// F9: members who may approve all of it; where there is none, nobody can let it through alone.
    package let approvers: [String]
    /// Drafts that are not published, and whose changes the request contains.
    package let beneath: [String]
    /// Requests that others opened for the same draft at the same moment: one is enough.
    package var rivals: [ApprovalRequest] = []
}

extension OpenWorkspace {
    /// F3, *Submit approval request*: opens a request for a draft as it stands, or revises the open one.
    package func submit(_ draft: Draft, by member: Member, to chosen: [String], comment: String?) async throws
        -> Submission
    {
        if let unknown = chosen.first(where: { settings.member($0) == nil }) {
            throw MemberRefusal.unknownMember(unknown, nearest: nearest(unknown, among: settings.members.map(\.id)))
        }
        let plan = try plan(draft, by: member.id)
        guard !plan.isEmpty else { throw ContentRefusal.nothingToPublish(draft: draft.name) }
        try requireSound(plan, allowing: [.onlyInDraft])
        guard let subject = plan.subject else {
            throw ContentRefusal.conflicts(draft: draft.name, plan.merge.conflicts)
        }
        guard policy.may(member.id, .draft, plan.touches) else {
            throw RightsRefusal.mayNot(
                member: member.id, .draft, draft: draft.name, plan: plan,
                who: policy.members(whoMay: .draft, plan.touches))
        }
        let approvers = settings.members.map(\.id).filter { policy.mayApprove($0, plan.evidence()) }
        let beneath = try drafts(beneath: draft.tip, of: draft.name)
        func submission(_ kind: Submission.Kind, _ request: ApprovalRequest) -> Submission {
            Submission(kind: kind, request: request, plan: plan, approvers: approvers, beneath: beneath)
        }
        let open = plan.request
        if let open, open.revision == draft.tip, open.subject == subject, plan.proposalProblem == nil {
            // The same words again (after a command that was cut off) are no other request either.
            let said = open.record.proposal
            if comment == nil && chosen.isEmpty
                || open.record.proposer == member.id && said.comment == comment && said.to == chosen
            {
                return submission(.unchanged, open)
            }
        }
        let signed = try await sign(
            proposal(of: draft, subject: subject, by: member, after: open, to: chosen, comment: comment))
        let event = signed.event
        let commit = try EventWriter(repository: repository).append(signed, after: open?.tip)
        let id = open?.id ?? event.digest
        let asked = RefUpdate(name: Refs.requests + id, expected: open?.tip, new: commit, message: event.summary)
        let draftUpdate = try sending(draft, message: event.summary)
        try await share([asked] + draftUpdate, event.summary)
        var done = submission(open == nil ? .submitted : .revised, try openRequest(at: commit))
        guard open == nil else { return done }
        // What goes with the draft goes alone: its ref lets only one through.
        done.rivals = try await rivals(of: done.request, isAlone: !draftUpdate.isEmpty)
        guard let stays = (done.rivals.map(\.id) + [id]).min(), !done.rivals.isEmpty else { return done }
        // Of those who see each other all decide alike: the smallest id stays, and the words of the others go there.
        let surplus = stays == id ? done.rivals.filter { $0.record.authors == [member.id] } : [done.request]
        for request in surplus {
            do {
                try await refreshed().withdraw(
                    request, by: member, comment: "Submitted twice at the same moment: \(stays.prefix(8)) stays.")
            } catch is RemoteError { return done } catch is any Refusal {
                // Whoever opened it was faster.
            }
        }
        done.rivals.removeAll { rival in surplus.contains { $0.id == rival.id } }
        return stays == id ? done : try await refreshed().submit(draft, by: member, to: chosen, comment: comment)
    }

    /// Other open requests for the same draft, of which this command knew nothing.
    private func rivals(of request: ApprovalRequest, isAlone: Bool) async throws -> [ApprovalRequest] {
        if isAlone { return [] }
        if let remote {
            do { try await Self.fetch(remote, session) } catch is RemoteError { return [] }
        }
        return try refreshed().openRequests().filter {
            $0.draftName.isExactly(request.draftName) && $0.id != request.id
        }
    }

    /// The `submit` that opens a request, or the `revise` that goes on with one.
    func proposal(
        of draft: Draft, subject: String, by member: Member, after open: ApprovalRequest?, to chosen: [String] = [],
        comment: String? = nil
    ) -> Event {
        let proposal = Proposal(
            draft: draft.name, matter: Matter(revision: draft.tip, subject: subject), to: chosen, comment: comment)
        return event(
            by: member, open.map { .revise(proposal, $0.chain.next) } ?? .submit(proposal, nonce: session.nonce()))
    }

    /// What a member does in this workspace, now.
    func event(by member: Member, _ act: Act) -> Event {
        Event(
            workspace: settings.id, branch: branch, actor: member.id, time: session.timestamp(), act)
    }

    /// That what asks for it can be taken for its author's, as `verify` will want it.
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
}

// MARK: - Closing

extension OpenWorkspace {
    /// F7, *Withdraw request*: by an author, or by who may approve it. The draft stays.
    package func withdraw(_ request: ApprovalRequest, by member: Member, comment: String?) async throws {
        try requireHand(of: member, in: request)
        do {
            try await share(
                try await closing(request, by: member, .withdraw(comment: comment, request.chain.next)),
                "withdraw \(request.draftName)")
        } catch let error as GitError where error.isModified {
            // Somebody was faster: what they did decides, and is told in words.
            let now = try refreshed()
            let request = try now.reread(request, after: error)
            try await now.withdraw(request, by: member, comment: comment)
        }
    }

    /// F7, *Delete draft*: the branch, and its request if there is one. What only it held cannot be recovered.
    ///
    /// - Returns: the request that was closed with it, which somebody may have opened since anyone looked.
    @discardableResult
    package func delete(_ draft: Draft, by member: Member, comment: String?) async throws -> ApprovalRequest? {
        try requireMayDelete(draft, by: member)
        var updates: [RefUpdate] = []
        let request = try openRequest(of: draft.name)
        if let request {
            updates = try await closing(request, by: member, .delete(comment: comment, request.chain.next))
        }
        let message = "assent: delete \(draft.name)"
        if let tip = remote == nil ? draft.tip : try shared(draft.reference) {
            updates.append(RefUpdate(name: draft.reference, expected: tip, new: nil, message: message))
        }
        do {
            if !updates.isEmpty { try await share(updates, "delete \(draft.name)") }
            if remote != nil, let here = try repository.reference(draft.reference) {
                try repository.update([
                    RefUpdate(name: draft.reference, expected: here, new: nil, message: message)
                ])
            }
        } catch let error as GitError where error.isModified {
            let now = try refreshed()
            guard let found = try now.drafts().first(where: { $0.name.isExactly(draft.name) }) else {
                throw NameRefusal.unknownDraft(draft.name, nearest: [])
            }
            // What was added to it meanwhile was not meant.
            guard found.tip == draft.tip else { throw error }
            if let request { _ = try now.reread(request, after: error) }
            return try await now.delete(draft, by: member, comment: comment)
        }
        return request
    }

    /// The same request as somebody else has left it.
    ///
    /// - Throws: `error` if nothing happened to it, so that nothing is tried for ever.
    private func reread(_ request: ApprovalRequest, after error: GitError) throws -> ApprovalRequest {
        let now = try self.request(named: request.id)
        if now.state == .open, now.tip == request.tip { throw error }
        return now
    }

    /// Its own member, an author of its request, and who may approve all that it touches.
    package func requireMayDelete(_ draft: Draft, by member: Member) throws {
        if draft.member.isExactly(member.id) { return }
        if let request = try openRequest(of: draft.name) { return try requireHand(of: member, in: request) }
        let plan = try plan(draft, by: draft.member)
        guard policy.may(member.id, .approve, plan.touches) else {
            throw RightsRefusal.mayNotTouchRequest(member: member.id, draft: draft.name, authors: [draft.member])
        }
    }

    /// Authors, and who may approve all that the request touches, act on it.
    private func requireHand(of member: Member, in request: ApprovalRequest) throws {
        try requireOpen(request)
        let authors = request.record.authors
        if authors.contains(member.id) { return }
        guard settings.permissions(of: member).contains(.approve) || settings.permissions(of: member).contains(.manage),
            policy.may(member.id, .approve, try plan(request).touches)
        else {
            throw RightsRefusal.mayNotTouchRequest(
                member: member.id, draft: request.draftName, authors: authors.sorted())
        }
    }

    /// Keeps the events alone, so that the request cannot come back and the draft's content can go.
    private func closing(_ request: ApprovalRequest, by member: Member, _ act: Act) async throws -> [RefUpdate] {
        let event = event(by: member, act)
        let commit = try await EventWriter(repository: repository).close(request.chain, with: sign(event))
        return [
            RefUpdate(name: Refs.closed + request.id, expected: nil, new: commit, message: event.summary),
            RefUpdate(name: request.reference, expected: request.tip, new: nil, message: event.summary),
        ]
    }
}
