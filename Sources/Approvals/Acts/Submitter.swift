import Git
package import Resources
import Spelling

/// The outcome of submitting a draft.
package struct Submission: Sendable {
    package enum Kind: Sendable { case submitted, revised, unchanged }

    package let kind: Kind
    package let request: ApprovalRequest
    package let plan: Plan
    /// F9: members who may approve all of it; if there is none, nobody can approve it alone.
    package let approvers: [String]
    /// Drafts that are not published, and whose changes the request contains.
    package let beneath: [String]
    /// Requests that others opened for the same draft at the same moment: one is enough.
    package var rivals: [ApprovalRequest] = []
    package fileprivate(set) var outcome: Outcome
}

/// What submitting a draft would come to.
package struct Prospect: Sendable {
    package let plan: Plan
    package let subject: String
    /// F9: members who may approve all of it.
    package let approvers: [String]
    /// Drafts that are not published, and whose changes it contains.
    package let beneath: [String]
    /// Who would be told.
    package let asked: [String]
}

/// Asks for a draft to be published.
package struct Submitter: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// F3, *Submit approval request*: opens a request for a draft as it is now, or revises the open one.
    package func submit(_ draft: Draft, by member: Member, to chosen: [String], comment: String?) async throws
        -> Submission
    {
        let prospect = try prospect(of: draft, by: member, to: chosen)
        let (plan, subject, approvers, beneath) = (
            prospect.plan, prospect.subject, prospect.approvers, prospect.beneath
        )
        try SeenDraft(draft, in: workspace).require(plan, by: member)
        let open = plan.request
        func submission(_ kind: Submission.Kind, _ request: ApprovalRequest) throws -> Submission {
            // What kept the request from counting is over.
            let plan = kind == .revised && plan.proposalProblem != nil ? try Planner(workspace).plan(request) : plan
            return Submission(
                kind: kind, request: request, plan: plan, approvers: approvers, beneath: beneath,
                outcome: try kind == .unchanged
                    ? outcome(ofRepeating: request, plan, by: member)
                    : outcome(of: request, after: open, plan, by: member))
        }
        if let open, open.revision == draft.tip, open.subject == subject, plan.proposalProblem == nil {
            // The same words again, after a command that was cut off, do not make another request.
            let said = open.record.proposal
            if comment == nil && chosen.isEmpty
                || open.record.proposer == member.id && said.comment == comment && said.to == chosen
            {
                return try submission(.unchanged, open)
            }
        }
        let signed = try await ActSigner(workspace).sign(
            proposal(of: draft, subject: subject, by: member, after: open, to: chosen, comment: comment))
        let event = signed.event
        let commit = try EventWriter(repository: repository).append(signed, after: open?.tip)
        let id = open?.id ?? event.digest
        let asked = RefUpdate(name: Refs.requests + id, expected: open?.tip, new: commit, message: event.summary)
        let draftUpdate = try Mover(workspace).sending(draft, message: event.summary)
        try await Mover(workspace).share([asked] + draftUpdate, event.summary, by: member)
        var done = try submission(open == nil ? .submitted : .revised, try Requests(workspace).open(at: commit))
        guard open == nil else { return done }
        // What goes with the draft goes alone: its ref lets only one through.
        done.rivals = try await rivals(of: done.request, isAlone: !draftUpdate.isEmpty)
        guard let stays = (done.rivals.map(\.id) + [id]).min(), !done.rivals.isEmpty else { return done }
        // Those who see each other's requests decide alike: the smallest id stays, the other comments go there.
        let surplus = stays == id ? done.rivals.filter { $0.record.authors == [member.id] } : [done.request]
        for request in surplus {
            do {
                done.outcome.add(
                    try await Withdrawer(refreshed()).withdraw(
                        request, by: member, comment: "Submitted twice at the same moment: \(stays.prefix(8)) stays."))
            } catch is RemoteError { return done } catch is any Refusal {
                // Whoever opened it was faster.
            }
        }
        done.rivals.removeAll { rival in surplus.contains { $0.id == rival.id } }
        guard stays != id else { return done }
        var again = try await Submitter(refreshed()).submit(draft, by: member, to: chosen, comment: comment)
        done.outcome.add(again.outcome)
        again.outcome = done.outcome
        return again
    }

    /// What submitting a draft would come to: nothing is done.
    package func prospect(of draft: Draft, by member: Member, to chosen: [String]) throws -> Prospect {
        if let unknown = chosen.first(where: { settings.member($0) == nil }) {
            throw MemberRefusal.unknownMember(unknown, nearest: nearest(unknown, among: settings.members.map(\.id)))
        }
        let plan = try Planner(workspace).plan(draft, by: member.id)
        let subject = try requireMaySubmit(plan, by: member)
        let approvers = settings.members.map(\.id).filter { policy.mayApprove($0, plan.evidence()) }
        // Where nobody may approve all of it, those who may approve some are all there is to ask.
        let unable = approvers.isEmpty ? [] : chosen.filter { !approvers.contains($0) }
        if let first = unable.first {
            throw RightsRefusal.cannotApprove(
                member: first, draft: draft.name, isAuthor: plan.authors.contains(first), who: approvers)
        }
        return Prospect(
            plan: plan, subject: subject, approvers: approvers,
            beneath: try Stacks(workspace).drafts(beneath: draft.tip, of: draft.name),
            asked: Concerns.asked(chosen, plan, under: settings).filter { $0 != member.id })
    }

    /// That a draft can be asked for as it is planned.
    ///
    /// - Returns: its subject.
    @discardableResult
    package func requireMaySubmit(_ plan: Plan, by member: Member) throws -> String {
        guard !plan.isEmpty else {
            throw ContentRefusal.nothingToPublish(draft: plan.draft, isAskedFor: plan.request != nil)
        }
        try requireSound(plan, allowing: [.onlyInDraft])
        guard let subject = plan.subject else {
            throw ContentRefusal.conflicts(draft: plan.draft, plan.merge.conflicts)
        }
        try requireMayDraft(plan, by: member)
        return subject
    }

    /// Nothing happened, or the command that did it was cut off.
    private func outcome(ofRepeating request: ApprovalRequest, _ plan: Plan, by member: Member) -> Outcome {
        guard request.record.proposer == member.id else { return Outcome(.submit, by: member, []) }
        let isFirst = request.record.entries.count(where: \.event.isProposal) == 1
        return Outcome(
            .submit, by: member, [isFirst ? .submitted(request, plan) : .revised(request, plan)], under: settings)
    }

    /// - Parameter open: the request as it was before; nil: there was none.
    private func outcome(
        of request: ApprovalRequest, after open: ApprovalRequest?, _ plan: Plan, by member: Member
    ) throws -> Outcome {
        guard let open else { return Outcome(.submit, by: member, [.submitted(request, plan)], under: settings) }
        let voided = try Planner(workspace).approvalsVoided(byRevising: open, to: request.subject)
        return Outcome(.submit, by: member, [.revised(request, plan)], under: settings, voided: voided)
    }

    /// Other open requests for the same draft, of which this command knew nothing.
    private func rivals(of request: ApprovalRequest, isAlone: Bool) async throws -> [ApprovalRequest] {
        if isAlone { return [] }
        if let remote {
            do { try await Fetcher.fetch(remote, session) } catch is RemoteError { return [] }
        }
        return try Requests(refreshed()).open().filter {
            $0.draftName.isExactly(request.draftName) && $0.id != request.id
        }
    }

    /// The `submit` that opens a request, or the `revise` that continues one.
    func proposal(
        of draft: Draft, subject: String, by member: Member, after open: ApprovalRequest?, to chosen: [String] = [],
        comment: String? = nil
    ) throws -> Event {
        let proposal = Proposal(
            draft: draft.name, matter: Matter(revision: draft.tip, subject: subject), to: chosen, comment: comment)
        return try event(
            by: member, open.map { .revise(proposal, $0.chain.next) } ?? .submit(proposal, nonce: session.nonce()))
    }
}
