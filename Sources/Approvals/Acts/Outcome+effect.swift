import Git
import Resources

extension Outcome.Effect {
    /// Which draft it is about.
    package var draft: String? {
        switch self {
        case .submitted(_, let plan), .revised(_, let plan), .approved(_, let plan), .declined(_, let plan),
            .handedOver(_, let plan, _):
            plan.draft
        case .commented(let request, _), .withdrawn(let request, _): request.draftName
        case .published(let landing): landing.plan.draft
        case .deleted(let draft, _), .started(let draft): draft.name
        case .accepted: nil
        }
    }

    /// What names the request and the act for good: the digests of its first event and of the act's; nil: it belongs to no
    /// request.
    package var digests: (opening: String, event: String)? {
        switch self {
        case .submitted(let request, _), .revised(let request, _):
            (request.id, request.digest(ofLast: \.isProposal))
        case .approved(let request, _): (request.id, request.digest(ofLast: \.isApproval))
        case .declined(let request, _): (request.id, request.digest(ofLast: \.isDecline))
        case .handedOver(let request, _, _): (request.id, request.chain.last.digest)
        case .commented(let request, let event), .withdrawn(let request, let event): (request.id, event.digest)
        case .published(let landing): (landing.record.id, landing.record.chain.last.digest)
        // A draft that nobody had submitted has its tip.
        case .deleted(let draft, let closed):
            closed.map { ($0.0.id, $0.1.digest) } ?? (draft.tip.hex, draft.tip.hex)
        case .started, .accepted: nil
        }
    }

    /// What was said with it.
    package var comment: String? {
        switch self {
        case .submitted(let request, _), .revised(let request, _), .approved(let request, _), .declined(let request, _),
            .handedOver(let request, _, _):
            request.record.last?.comment
        case .commented(_, let event), .withdrawn(_, let event): event.event.comment
        case .deleted(_, let closed): closed?.1.event.comment
        case .published(let landing): landing.record.chain.last.event.comment
        case .started, .accepted: nil
        }
    }

    /// What happened, in a word: with it and the digest of the event each effect has a name that no other has.
    package var name: String {
        switch self {
        case .submitted: "submitted"
        case .revised: "revised"
        case .commented: "commented"
        case .approved: "approved"
        case .handedOver: "handed over"
        case .declined: "declined"
        case .published: "published"
        case .withdrawn: "withdrawn"
        case .deleted: "deleted"
        case .started: "started"
        case .accepted: "accepted"
        }
    }

}

extension ApprovalRequest {
    /// Of the last act of a kind that stands.
    fileprivate func digest(ofLast isIt: (Event) -> Bool) -> String {
        record.entries.last { isIt($0.event) }?.recorded.digest ?? chain.last.digest
    }
}
