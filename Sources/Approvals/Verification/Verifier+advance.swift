import Git

/// What would come onto main's line.
struct MainAdvance {
    /// Oldest first.
    let commits: [ObjectID]
    var landings: [ProvenLanding] = []
    /// The first commit that is not valid; nothing after it is judged.
    var failure: VerificationFailure?
}

extension Verifier {
    /// Judges what main's line has between two tips, commit by commit, as `verify` does (protocol.md, Receiving). What was
    /// there before was judged when it came. A commit that nobody approved is refused, even if its acceptance comes with it.
    ///
    /// - Parameter goOn: asked now and then; throws where there is no time left.
    /// - Returns: nil: the old tip is not on the line of the new one.
    func advance(from old: ObjectID, to new: ObjectID, goOn: () throws -> Void) throws -> MainAdvance? {
        if repository.isShallow { throw ContentRefusal.shallow }
        guard let line = try repository.firstParents(from: new, until: old).map({ Array($0.reversed()) }) else {
            return nil
        }
        let verifies = repository.verifiesObjects
        repository.verifiesObjects = true
        defer { repository.verifiesObjects = verifies }
        var judgements: [Judgement] = []
        for start in stride(from: 0, to: line.count, by: Self.batch) {
            try goOn()
            judgements += judge(Array(line[start..<min(start + Self.batch, line.count)]))
        }
        var advance = MainAdvance(commits: line)
        var landed = Landed(found: try PastLandings(upTo: old, in: repository).commits(of: named(by: judgements)))
        for judgement in judgements {
            do {
                guard let landing = try judgement.landing(after: landed) else { continue }
                advance.landings.append(landing)
                landed.insert(landing)
            } catch let failure as VerificationFailure {
                advance.failure = failure
                break
            }
        }
        return advance
    }

    private static let batch = 64

    /// The requests that land, and those that have to be live before them.
    private func named(by judgements: [Judgement]) -> Set<String> {
        judgements.reduce(into: []) { named, judgement in
            if let request = judgement.request { named.insert(request) }
            if case .success(let judged?) = judgement.outcome { named.formUnion(judged.restsOn) }
        }
    }
}
