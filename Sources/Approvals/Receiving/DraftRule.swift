import Git
import Resources

/// A draft: pushed by members who may draft, each under their own name or where somebody else's goes on, with commits that a
/// draft may have; deleted by who may.
struct DraftRule: RefRule {
    let reception: Reception
    let member: String
    let slug: String

    private var name: String { "draft/\(member)/\(slug)" }

    func problem(_ ref: PushedRef) throws -> PushRefusal.Reason? {
        guard let new = ref.new else { return try deletion(of: ref) }
        if ref.old == nil, !Draft.accepts(slug: slug) { return .reserved(.notDraft) }
        if let reason = rightsProblem(isNew: ref.old == nil) { return reason }
        guard try repository.kind(of: new) == .commit else { return .notCommit }
        return try unfitness(of: new, name)
    }

    private func rightsProblem(isNew: Bool) -> PushRefusal.Reason? {
        switch pusher {
        case .member(let pusher) where !reception.isFirst:
            guard settings.permissions(of: pusher).contains(.draft) else { return .mayNotDraft(pusher.id) }
            if isNew, !pusher.id.isExactly(member) { return .anothersName(owner: member, pusher: pusher.id) }
            return nil
        case .member, .unknown, .relay:
            // Without it, nobody knows who goes on with somebody's draft.
            guard isNew, !reception.isFirst else { return nil }
            guard let owner = settings.member(member) else { return .unknownOwner(member) }
            return settings.permissions(of: owner).contains(.draft) ? nil : .ownerMayNotDraft(member)
        }
    }

    private func deletion(of ref: PushedRef) throws -> PushRefusal.Reason? {
        guard let old = ref.old, !reception.isMainRefused else { return nil }
        let asking = try Requests(workspace).open().filter { $0.draftName.isExactly(name) }
        if let left = asking.first(where: { !isEnded($0) }) { return .draftHasRequest(id: left.id, draft: name) }
        guard case .member(let pusher) = pusher, !pusher.id.isExactly(member), asking.isEmpty,
            try !reception.line.has(old)
        else { return nil }
        let touches = try RevisionTouches(reception).touches(of: old, name)
        return policy.may(pusher.id, .approve, touches) ? nil : .mayNotDelete(owner: member, pusher: pusher.id)
    }

    /// It is published or closed by the same push.
    private func isEnded(_ request: ApprovalRequest) -> Bool {
        reception.landing[request.id] != nil || push[Refs.closed + request.id]?.new != nil
    }
}

/// What publishing a revision would reach.
struct RevisionTouches: RefRule {
    let reception: Reception

    init(_ reception: Reception) { self.reception = reception }

    /// Of what cannot be published it cannot be told: only an unlimited role reaches that.
    func touches(of revision: ObjectID, _ draft: String) throws -> [Touch] {
        do {
            return try RevisionMeaning(
                revision, of: draft, onto: tip, before: published, line: line, layout: layout
            ).meaning.touches
        } catch is any Refusal { return [.unknown] }
    }
}
