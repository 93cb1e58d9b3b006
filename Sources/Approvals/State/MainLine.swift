package import Git

/// Where drafts left main, found without walking its whole history: most drafts are a few commits of one parent each
/// on top of a commit of main's first-parent line. Read as far back as the oldest draft that was asked for, and once,
/// however many drafts are asked for.
package final class MainLine {
    private let repository: Repository
    let tip: ObjectID
    /// Main's first-parent line, newest first, as far as it was read; each with its position.
    private var positions: [ObjectID: Int] = [:]
    /// For each commit on the line, its parents that are not on the line.
    private var others: [[ObjectID]] = []
    private var next: ObjectID?
    /// Commits beside the line that main reaches through the first so many commits of the line.
    private var beside: Set<ObjectID> = []
    private var reached = 0
    private var departures: [ObjectID: Departure] = [:]
    private var comparisons: [Comparison: TreeDifference] = [:]

    private struct Comparison: Hashable {
        let old: ObjectID
        let new: ObjectID
    }

    /// A revision, how it left main, and how it differs from there.
    struct Compared: Sendable {
        let revision: Commit
        let base: Commit
        let departure: Departure
        let difference: TreeDifference

        init(revision: Commit, base: Commit, departure: Departure, difference: TreeDifference) {
            self.revision = revision
            self.base = base
            self.departure = departure
            self.difference = difference
        }

        /// Compares anew.
        init(_ revision: ObjectID, _ departure: Departure, in repository: Repository) throws {
            let (base, revision) = (try repository.commit(departure.base), try repository.commit(revision))
            self.init(
                revision: revision, base: base, departure: departure,
                difference: try repository.difference(from: base.tree, to: revision.tree))
        }
    }

    package init(_ tip: ObjectID, in repository: Repository) {
        self.repository = repository
        self.tip = tip
        next = tip
    }

    /// A draft that is a plain line on top of something that main has.
    package struct Departure: Sendable {
        /// The one merge base.
        package let base: ObjectID
        /// What the draft has and main has not, newest first.
        package let commits: [ObjectID]
    }

    /// Nil where the history is not that simple, and has to be walked.
    package func departure(of revision: ObjectID) throws -> Departure? {
        if let known = departures[revision] { return known }
        // Both lines step by step: neither may be read to its end because of the other. What is below the meeting
        // point on the draft's line is main's own.
        var line: [Commit] = []
        var places: [ObjectID: Int] = [:]
        var step: ObjectID? = revision
        var meeting: Int?
        while meeting == nil {
            if let id = step {
                if positions[id] != nil {
                    meeting = line.count
                    places[id] = line.count
                    line.append(try repository.commit(id))
                    break
                }
                let commit = try repository.commit(id)
                places[id] = line.count
                line.append(commit)
                step = commit.parents.first
            } else if next == nil {
                return nil
            }
            if let id = try readOn() { meeting = places[id] }
        }
        guard let meeting, let position = positions[line[meeting].id] else { return nil }
        let own = line[..<meeting]
        guard own.allSatisfy({ $0.parents.count == 1 }) else { return nil }
        // Part of it may have gone live: then main has it beside the line, above the meeting point.
        try reach(through: position)
        let end = own.firstIndex { beside.contains($0.id) } ?? meeting
        let departure = Departure(base: line[end].id, commits: own[..<end].map(\.id))
        departures[revision] = departure
        return departure
    }

    /// Whether a commit is part of main, on its line or beside it.
    func has(_ commit: ObjectID) throws -> Bool {
        try departure(of: commit)?.commits.isEmpty ?? repository.isAncestor(commit, of: tip)
    }

    /// How a revision differs from where it left main; nil where that has to be searched for.
    func compared(_ revision: ObjectID) throws -> Compared? {
        guard let departure = try departure(of: revision) else { return nil }
        let (base, revision) = (try repository.commit(departure.base), try repository.commit(revision))
        return Compared(
            revision: revision, base: base, departure: departure,
            difference: try difference(from: base.tree, to: revision.tree))
    }

    /// How two trees differ; found once, since a draft of one commit is compared for what it changes, for what it may
    /// consist of, and for what others should know.
    func difference(from old: ObjectID, to new: ObjectID) throws -> TreeDifference {
        let comparison = Comparison(old: old, new: new)
        if let known = comparisons[comparison] { return known }
        let difference = try repository.difference(from: old, to: new)
        comparisons[comparison] = difference
        return difference
    }

    /// What was compared elsewhere.
    func take(_ compared: [Compared]) {
        for one in compared {
            departures[one.revision.id] = one.departure
            comparisons[Comparison(old: one.base.tree, new: one.revision.tree)] = one.difference
            repository.take([one.revision, one.base])
        }
    }

    /// Reads one commit more of main's line.
    private func readOn() throws -> ObjectID? {
        guard let id = next else { return nil }
        let commit = try repository.commit(id)
        positions[id] = others.count
        others.append(Array(commit.parents.dropFirst()))
        next = commit.parents.first
        return id
    }

    /// Collects what main reaches beside its line through the commits newer than a position.
    private func reach(through position: Int) throws {
        guard reached < position else { return }
        var waiting = others[reached..<position].flatMap { $0 }
        reached = position
        while let id = waiting.popLast() {
            // The line itself, where a side leaves it, is reached by other ways.
            guard positions[id] == nil, beside.insert(id).inserted else { continue }
            waiting += try repository.commit(id).parents
        }
    }
}
