package import Git
import Resources

/// An event as it is recorded: its commit and its digest.
package struct RecordedEvent: Hashable, Sendable {
    package let signed: SignedEvent
    package let commit: ObjectID
    package let digest: String

    package var event: Event { signed.event }
}

/// Why what a ref or a landing leads to is not a chain of events.
package struct ChainProblem: Error, Hashable {
    package let commit: ObjectID
    package let reason: String
    /// The last commit is not an event, so nobody meant it as a request.
    package var isOrdinaryCommit = false
}

/// The acts on one approval request as they are recorded, in order. The first is its `submit`, by this type
/// (protocol.md, Events). Which of them stand, `RequestRecord` says.
package struct EventChain: Hashable, Sendable {
    package let opening: RecordedEvent
    /// What `opening` asks for.
    package let openingProposal: Proposal
    /// All that followed.
    package let others: [RecordedEvent]

    /// The digest of the first event.
    package var id: String { opening.digest }
    package var first: Event { opening.event }
    package var last: RecordedEvent { others.last ?? opening }
    package var events: [RecordedEvent] { [opening] + others }
    package var count: Int { others.count + 1 }

    /// The place of the next event.
    package var next: Link { Link(request: id, sequence: count, previous: last.digest) }

    /// Reads the chain that ends in `tip`.
    ///
    /// In a request's ref each event that names a revision has that revision as a parent; on main all events stand in
    /// one line on top of the landed revision; of a closed request only the events are left. What is common to all is
    /// the line of first parents, and that is what is read.
    ///
    /// - Throws: `ChainProblem`; `GitError` where an object is missing, damaged or not a commit.
    package init(endingIn tip: ObjectID, in repository: Repository) throws {
        try self.init(endingIn: tip) { id in try repository.commit(id) }
    }

    /// The same, of commits that `read` finds.
    ///
    /// - Parameter most: events that are read; with more, it is not a chain.
    package init(endingIn tip: ObjectID, most: Int = .max, reading read: (ObjectID) throws -> Commit) throws {
        var found: [RecordedEvent] = []
        var next: ObjectID? = tip
        while let id = next {
            guard found.count < most else {
                throw ChainProblem(commit: tip, reason: "it has more than \(most) events")
            }
            let commit = try read(id)
            let signed: SignedEvent
            do { signed = try SignedEvent(message: commit.messageBytes) } catch {
                throw ChainProblem(
                    commit: id, reason: error.reason, isOrdinaryCommit: found.isEmpty && !SignedEvent.mayBe(in: commit))
            }
            found.append(RecordedEvent(signed: signed, commit: id, digest: signed.digest))
            if let link = signed.event.link {
                // Each is checked as it is read: a line that does not end well is not followed further than it holds.
                guard let parent = commit.parents.first else {
                    throw ChainProblem(commit: id, reason: "the event before it is missing")
                }
                if let later = found.dropLast().last?.event.link, later.sequence != link.sequence + 1 {
                    throw ChainProblem(commit: id, reason: "it is out of order")
                }
                next = parent
            } else {
                next = nil
            }
        }
        guard let opening = found.popLast(), case .submit(let proposal, _) = opening.event.act else {
            throw ChainProblem(commit: tip, reason: "it does not begin with a submit")
        }
        self.opening = opening
        openingProposal = proposal
        others = found.reversed()
        try checkLinks()
    }

    private func checkLinks() throws(ChainProblem) {
        var before = opening
        for (position, recorded) in others.enumerated() {
            let event = recorded.event
            func fail(_ reason: String) throws(ChainProblem) {
                throw ChainProblem(commit: recorded.commit, reason: reason)
            }
            guard let link = event.link else { return try fail("it is a second first event") }
            if link.sequence != position + 1 { try fail("it is out of order") }
            if link.previous != before.digest { try fail("it does not follow the event before it") }
            if link.request != id { try fail("it belongs to another request") }
            if !event.workspace.isExactly(first.workspace) || !event.branch.isExactly(first.branch) {
                try fail("it belongs to another workspace or branch")
            }
            before = recorded
        }
    }
}
