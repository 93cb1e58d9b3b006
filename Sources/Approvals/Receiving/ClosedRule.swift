import Git
import Resources

/// The ref of a closed request: made once, with a chain that ends in an act that closes the request and stands, and takes
/// the open one's ref away. It never changes and never goes: a closed id never opens again.
struct ClosedRule: RefRule {
    let reception: Reception

    func problem(_ ref: PushedRef, _ id: String) throws -> PushRefusal.Reason? {
        // One that closes nothing is nobody's, and in the way.
        let stands = try ref.old != nil && closing(of: id) != nil
        guard let new = ref.new else { return stands ? .closedDeleted : nil }
        if stands { return .closedChanged }
        if let commit = try publishing(of: id) { return .published(commit) }
        let chain = try requireChain(endingIn: new, called: id)
        if let reason = try shapeProblem(chain) { return reason }
        guard chain.last.event.closes else { return .unsound(.closesNothing(nil)) }
        var known: Set<String> = []
        if let open = try self.chain(at: Refs.requests, id) {
            known = Set(open.events.map(\.digest))
            let kept = Set(chain.events.map(\.digest))
            if let missing = open.events.first(where: { !kept.contains($0.digest) }) {
                return .leavesOut(missing.event, commit: new)
            }
            guard push.deletes(Refs.requests + id) else { return .openStays(id: id) }
        }
        return try problem(closing: chain, knowing: known, at: new)
    }

    private func problem(
        closing chain: EventChain, knowing known: Set<String>, at tip: ObjectID
    ) throws -> PushRefusal.Reason? {
        let record = RequestRecord(chain, under: settings)
        for recorded in chain.events where !known.contains(recorded.digest) {
            try reception.deadline.check()
            if let reason = EventRights(record).problem(recorded) { return reason }
            if let reason = problem(bringing: recorded, under: settings) { return reason }
        }
        let request = ApprovalRequest(state: .closed, record: record, tip: tip)
        let closing = policy.closing(of: record) { Requests(workspace).touches(of: request) }
        return closing == nil ? .lacks(chain.last.event, commit: chain.last.commit, .approve) : nil
    }

    /// Only the events of a closed request are kept.
    private func shapeProblem(_ chain: EventChain) throws -> PushRefusal.Reason? {
        var before: ObjectID?
        for recorded in chain.events {
            let commit = try repository.commit(recorded.commit)
            guard commit.tree == .emptyTree, commit.parents == [before].compactMap(\.self) else {
                return .holdsMore(commit: commit.id)
            }
            before = commit.id
        }
        return nil
    }
}
