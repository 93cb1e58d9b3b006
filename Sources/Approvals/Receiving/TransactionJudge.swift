package import Git
import Resources

/// Judges refs that git is about to move in one step, which it has locked (`reference-transaction`). A push that is not atomic
/// is several such steps, and much can happen between them: what must go together is held together here.
///
/// A landing takes its request's ref away in the same step; and an open request's ref goes only in the step that publishes it,
/// or once it is published or closed.
package struct TransactionJudge {
    private let input: [UInt8]
    private let repository: Repository
    private let session: Session

    /// - Parameter input: lines of old, new and name, as git writes them.
    package init(_ input: [UInt8], in repository: Repository, _ session: Session) {
        self.input = input
        self.repository = repository
        self.session = session
    }

    package func refusals() throws -> [PushRefusal] {
        let served: ServedMain
        do { served = try ServedMain(in: repository) } catch is ServedMain.Unclear { return [] }
        guard let branch = served.branch, let tip = served.tip else { return [] }
        let main = Refs.heads + branch
        let step = PushedRefs(input) { $0.name.isExactly(main) || $0.name.hasBytes(Refs.assent) }
        let new = step[main]?.new ?? tip
        let landing = try landings(since: tip, to: new)
        let kept = landing.keys.filter { !step.deletes(Refs.requests + $0) }
        var refusals = try kept.filter(isOpen).map { id in
            PushRefusal(ref: main, reason: .apart(id: id))
        }
        // Somebody may have withdrawn it since the push was judged.
        for (id, commit) in landing.sorted(by: { $0.key < $1.key }) {
            guard let closing = try closing(of: id, main, tip) else { continue }
            refusals.append(
                PushRefusal(ref: main, reason: .landsClosed(id: id, commit: commit, closing: closing)))
        }
        // Of a ref that is packed, git asks beforehand, as if it were nowhere.
        for ref in step.refs where ref.new == nil && ref.old != nil && ref.name.hasBytes(Refs.requests) {
            let id = String(ref.name.dropFirst(Refs.requests.count))
            guard landing[id] == nil, try isOpen(id), step[Refs.closed + id]?.new == nil,
                try PastLandings(upTo: tip, in: repository).commits(of: [id]).isEmpty,
                try repository.reference(Refs.closed + id) == nil
            else { continue }
            refusals.append(PushRefusal(ref: ref.name, reason: .apart(id: id)))
        }
        return refusals
    }

    private func landings(since tip: ObjectID, to new: ObjectID) throws -> [String: ObjectID] {
        guard new != tip, let line = try repository.firstParents(from: new, until: tip) else { return [:] }
        return try line.reduce(into: [:]) { found, id in
            if let landing = try LandingOnMain(at: id, in: repository) { found[landing.request] = id }
        }
    }

    /// The event that closed a request; nil: it is not closed.
    private func closing(of id: String, _ main: String, _ tip: ObjectID) throws -> Event? {
        let name = Refs.closed + id
        guard try repository.reference(name) != nil else { return nil }
        let workspace = try OpenWorkspace(
            session, repository, FoundMain(name: main, tip: tip), settings: PastSettings(repository))
        guard let found = try Requests(workspace).request(at: name, state: .closed) else { return nil }
        return workspace.policy.closing(of: found.record) { Requests(workspace).touches(of: found) }
    }

    /// Whether the server has a sound chain of this request's events.
    private func isOpen(_ id: String) throws -> Bool {
        guard Digest.isWellFormed(id), let tip = try repository.reference(Refs.requests + id) else { return false }
        do {
            return try EventChain(endingIn: tip, most: ChainCache.most) { try repository.commit($0) }.id == id
        } catch is ChainProblem { return false } catch let error as GitError where error.isWrongKind { return false }
    }
}
