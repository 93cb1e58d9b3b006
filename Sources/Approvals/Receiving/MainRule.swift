import Git
import Resources

/// Main moves forward only, over commits that are valid; a landing contains every event that the server has
/// of its request, and takes its ref away.
struct MainRule: RefRule {
    let reception: Reception

    /// What a push makes of main, where it may.
    struct Passed {
        let tip: ObjectID
        let landing: [String: ObjectID]
    }

    /// - Throws: `PushRefusal.Reason`.
    func judge(_ new: ObjectID) throws -> Passed {
        if new == tip { return Passed(tip: new, landing: [:]) }
        guard try repository.kind(of: new) == .commit else { throw PushRefusal.Reason.notCommit }
        guard let advance = try Verifier(repository).advance(from: tip, to: new, goOn: reception.deadline.check) else {
            throw PushRefusal.Reason.notForward(tip)
        }
        if let genesis, try !Verifier(repository).isOnLine(genesis, of: tip) {
            throw PushRefusal.Reason.notForward(genesis)
        }
        if let failure = advance.failure { throw PushRefusal.Reason.invalid(failure) }
        for landing in advance.landings {
            if let reason = try problem(landing) { throw reason }
        }
        for commit in advance.commits {
            if let reason = try problem(accepting: commit) { throw reason }
        }
        let landed = Dictionary(
            advance.landings.map { ($0.request, $0.commit) }, uniquingKeysWith: { first, _ in first })
        return Passed(tip: new, landing: landed)
    }

    /// Main goes on under the name that its settings give it, so that the old one may go.
    var isRenamed: Bool {
        get throws {
            let next = Refs.heads + settings.branch
            guard !settings.branch.isExactly(branch), let tip = try push[next].map(\.new) ?? repository.reference(next)
            else { return false }
            return try Verifier(repository).isOnLine(self.tip, of: tip)
        }
    }

    private func problem(_ landing: ProvenLanding) throws -> PushRefusal.Reason? {
        try reception.deadline.check()
        let commit = try repository.commit(landing.commit)
        let events = try EventChain(endingIn: commit.parents[1], in: repository).events
        if let closing = try closing(of: landing.request) {
            return .landsClosed(id: landing.request, commit: landing.commit, closing: closing)
        }
        var known: Set<String> = []
        if let recorded = try chain(at: Refs.requests, landing.request) {
            known = Set(recorded.events.map(\.digest))
            let brought = Set(events.map(\.digest))
            if let missing = recorded.events.first(where: { !brought.contains($0.digest) }) {
                return .leavesOut(missing.event, commit: landing.commit)
            }
            guard push.deletes(Refs.requests + landing.request) else {
                return .requestStays(id: landing.request, landing: landing.commit)
            }
        }
        let judging = try pastSettings.settings(before: landing.commit) ?? settings
        return events.lazy.filter { !known.contains($0.digest) }.compactMap { problem(bringing: $0, under: judging) }
            .first
    }

    /// An acceptance of what was there before belongs to no request.
    private func problem(accepting id: ObjectID) throws -> PushRefusal.Reason? {
        let commit = try repository.commit(id)
        guard commit.parents.count == 1, let signed = SignedEvent(in: commit) else { return nil }
        let judging = try pastSettings.settings(before: id) ?? settings
        return problem(
            bringing: RecordedEvent(signed: signed, commit: id, digest: signed.digest), under: judging)
    }
}
