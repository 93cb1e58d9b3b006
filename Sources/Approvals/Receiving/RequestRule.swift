import Git
import Resources

/// The ref of an open request: made with its first event, then growing by events of members who may; it goes when the
/// request is published or closed.
struct RequestRule: RefRule {
    let reception: Reception

    func problem(_ ref: PushedRef, _ id: String) throws -> PushRefusal.Reason? {
        guard let new = ref.new else { return try deletion(of: ref, id) }
        if let closing = try closing(of: id) { return .closed(closing: closing) }
        if push[Refs.closed + id]?.new != nil { return .closed(closing: nil) }
        if let commit = try publishing(of: id) { return .published(commit) }
        let chain = try requireChain(endingIn: new, called: id)
        let known: Int
        if let old = ref.old {
            guard let place = chain.events.firstIndex(where: { $0.commit == old }) else { return .notGrown }
            known = place + 1
        } else {
            known = 0
            guard reception.isFirst || chain.count == 1 else { return .severalEvents(chain.count) }
        }
        return try problem(growing: chain, from: known, at: new)
    }

    private func problem(growing chain: EventChain, from known: Int, at tip: ObjectID) throws -> PushRefusal.Reason? {
        let record = RequestRecord(chain, under: settings)
        let request = ApprovalRequest(state: .open, record: record, tip: tip)
        var touches: [Touch]?
        for (place, recorded) in chain.events.enumerated().dropFirst(known) {
            try reception.deadline.check()
            let event = recorded.event
            if let reason = try shapeProblem(recorded, after: place == 0 ? nil : chain.events[place - 1]) {
                return reason
            }
            if event.closes { return .closesInPlace(event, commit: recorded.commit) }
            if let reason = EventRights(record).problem(recorded) { return reason }
            if let reason = problem(bringing: recorded, under: settings) { return reason }
            if let proposal = event.proposal, let reason = try unfitness(of: proposal.revision, proposal.draft) {
                return reason
            }
            guard let permission = event.act.reachingPermission else { continue }
            let reached = touches ?? Requests(workspace).touches(of: request)
            touches = reached
            if !policy.may(event.actor, permission, reached) {
                return .lacks(event, commit: recorded.commit, permission)
            }
        }
        return nil
    }

    /// An event holds no files of its own, and leads to nothing but the event before it and its revision.
    private func shapeProblem(_ recorded: RecordedEvent, after before: RecordedEvent?) throws -> PushRefusal.Reason? {
        let commit = try repository.commit(recorded.commit)
        let revision = recorded.event.proposal?.revision
        let standing = try (revision ?? before?.commit).map { try repository.commit($0).tree }
        let parents = [before?.commit, revision].compactMap(\.self)
        return commit.tree == standing && commit.parents == parents ? nil : .holdsMore(commit: commit.id)
    }

    private func deletion(of ref: PushedRef, _ id: String) throws -> PushRefusal.Reason? {
        if reception.isMainRefused || reception.landing[id] != nil || push[Refs.closed + id]?.new != nil { return nil }
        // A ref that is not a request belongs to nobody.
        guard let chain = try chain(at: Refs.requests, id), chain.first.workspace.isExactly(settings.id) else {
            return nil
        }
        if try closing(of: id) != nil || publishing(of: id) != nil { return nil }
        return .openRequestDeleted(id: id)
    }
}

/// Which of the events that come with a push stand.
struct EventRights {
    private let standing: Set<String>
    private let record: RequestRecord

    init(_ record: RequestRecord) {
        self.record = record
        standing = Set(record.entries.map(\.recorded.digest))
    }

    func problem(_ recorded: RecordedEvent) -> PushRefusal.Reason? {
        if standing.contains(recorded.digest) { return nil }
        let void = record.voids.last { $0.event == recorded.event }
        return .void(recorded.event, commit: recorded.commit, void?.reason ?? .notMember)
    }
}

extension Act {
    /// What an actor must have on everything that the request touches. Who closes it, `Policy.closing` says.
    fileprivate var reachingPermission: Permission? {
        switch self {
        case .submit, .revise: .draft
        case .approve, .decline: .approve
        case .publish: .draft
        case .comment, .withdraw, .delete, .accept: nil
        }
    }
}
