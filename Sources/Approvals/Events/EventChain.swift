package import Git

/// An event as it was found: in which commit, and with which digest.
package struct RecordedEvent: Hashable, Sendable {
    package let signed: SignedEvent
    package let commit: ObjectID
    package let digest: String

    package var event: Event { signed.event }
}

/// Why a chain of events cannot be believed.
package struct ChainProblem: Error, Hashable {
    package let commit: ObjectID
    package let reason: String
}

/// The acts on one approval request, in order: the first is its `submit` (protocol.md, Events).
package struct EventChain: Hashable, Sendable {
    package private(set) var events: [RecordedEvent]

    /// The digest of the first event.
    package var id: String { events[0].digest }
    package var first: Event { events[0].event }
    package var last: RecordedEvent { events[events.count - 1] }

    /// The `submit` or `revise` in force.
    package var proposal: Event { recordedProposal.event }

    var recordedProposal: RecordedEvent {
        events.last { $0.event.kind == .submit || $0.event.kind == .revise }!
    }

    /// Who submitted or revised. Git's author fields prove nothing.
    package var authors: Set<String> {
        Set(events.filter { $0.event.kind == .submit || $0.event.kind == .revise }.map(\.event.actor))
    }

    /// Reads the chain that ends in `tip`.
    ///
    /// In a request's ref each event that names a revision has that revision as a parent; on main all events stand in
    /// one line on top of the landed revision; of a closed request only the events are left. What is common to all is
    /// the line of first parents, and that is what is read.
    package init(endingIn tip: ObjectID, in repository: Repository) throws {
        var found: [RecordedEvent] = []
        var next: ObjectID? = tip
        while let id = next {
            let commit = try repository.commit(id)
            let signed: SignedEvent
            do { signed = try SignedEvent(message: commit.messageBytes) } catch {
                throw ChainProblem(commit: id, reason: error.reason)
            }
            let event = signed.event
            found.append(RecordedEvent(signed: signed, commit: id, digest: signed.digest))
            next = event.sequence == 0 ? nil : commit.parents.first
            if next == nil && event.sequence != 0 {
                throw ChainProblem(commit: id, reason: "the event before it is missing")
            }
        }
        events = found.reversed()
        try checkLinks()
    }

    private func checkLinks() throws(ChainProblem) {
        for (position, recorded) in events.enumerated() {
            let event = recorded.event
            func fail(_ reason: String) throws(ChainProblem) {
                throw ChainProblem(commit: recorded.commit, reason: reason)
            }
            if event.sequence != position { try fail("it is out of order") }
            if event.workspace != first.workspace || event.branch != first.branch {
                try fail("it belongs to another workspace or branch")
            }
            guard position > 0 else { continue }
            if event.previous != events[position - 1].digest { try fail("it does not follow the event before it") }
            if event.request != id { try fail("it belongs to another request") }
            if event.kind == .submit || event.kind == .accept { try fail("a second first event") }
        }
    }
}

extension EventChain {
    /// The member's last `approve` or `decline` of a subject is the one that counts, across `revise` (protocol.md).
    ///
    /// - Parameter counts: false for an event that is void, which neither counts nor blocks.
    package func verdicts(on subject: String, where counts: (RecordedEvent) -> Bool) -> [String: Event] {
        var verdicts: [String: Event] = [:]
        for recorded in events where recorded.event.kind == .approve || recorded.event.kind == .decline {
            if recorded.event.subject == subject, counts(recorded) { verdicts[recorded.event.actor] = recorded.event }
        }
        return verdicts
    }

    /// The waiver for this subject: a `publish` event that says "publish now".
    package func waiver(of subject: String, where counts: (RecordedEvent) -> Bool) -> Event? {
        events.last {
            $0.event.kind == .publish && $0.event.waive == true && $0.event.subject == subject && counts($0)
        }?.event
    }

    /// The closing event, if there is one.
    package var closing: Event? {
        let event = last.event
        return event.kind == .withdraw || event.kind == .delete ? event : nil
    }
}

// MARK: - Writing

/// Events that are not yet in the repository, and where they go.
package struct EventWriter {
    let repository: Repository

    package init(repository: Repository) { self.repository = repository }

    /// Headers are fixed by the event alone, so that writing it again gives the same commit.
    private func signature(of event: Event) -> Signature {
        Signature(
            name: event.actor, email: "\(event.actor)@assent.invalid", time: Timestamp.seconds(event.time),
            offsetMinutes: 0)
    }

    private func write(_ signed: SignedEvent, tree: ObjectID, parents: [ObjectID]) throws -> ObjectID {
        let event = signed.event
        try event.requireRoom()
        let signature = signature(of: event)
        return try repository.writeCommit(
            tree: tree, parents: parents, author: signature, committer: signature, message: signed.message)
    }

    /// Appends an event to a request's own chain: its parents are the event before and, where it names a new revision,
    /// that revision.
    package func append(_ signed: SignedEvent, after tip: ObjectID?) throws -> ObjectID {
        let event = signed.event
        let named = event.kind == .submit || event.kind == .revise ? event.revision : nil
        let standing = try named.map { try repository.commit($0).tree } ?? tip.map { try repository.commit($0).tree }
        return try write(
            signed, tree: standing ?? ObjectID.emptyTree, parents: [tip, named].compactMap { $0 })
    }

    /// Re-creates a request's events, and then `more`, as one line on top of the landed revision, so that nothing of
    /// superseded revisions stays reachable. Answers the last.
    ///
    /// - Parameter signer: of the commits, for hosts that take signed ones only.
    func land(_ events: [SignedEvent], on revision: ObjectID, signer: CommitSigner?) async throws -> ObjectID {
        let tree = try repository.commit(revision).tree
        var tip = revision
        for signed in events {
            try signed.event.requireRoom()
            let signature = signature(of: signed.event)
            tip = try await repository.writeCommit(
                tree: tree, parents: [tip], author: signature, committer: signature, message: signed.message,
                signer: signer)
        }
        return tip
    }

    /// Re-creates the events alone, without any revision: what is kept of a closed request.
    package func close(_ events: [SignedEvent]) throws -> ObjectID {
        try events.reduce(ObjectID?.none) {
            try write($1, tree: ObjectID.emptyTree, parents: [$0].compactMap { $0 })
        }!
    }
}
