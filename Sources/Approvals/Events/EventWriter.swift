package import Git

/// Events that are not yet in the repository, and where they go.
package struct EventWriter {
    let repository: Repository

    package init(repository: Repository) { self.repository = repository }

    /// Headers are fixed by the event alone, so that writing it again gives the same commit.
    private func signature(of event: Event) -> AuthorStamp {
        AuthorStamp(
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
        let named = signed.event.proposal?.revision
        let standing = try named.map { try repository.commit($0).tree } ?? tip.map { try repository.commit($0).tree }
        return try write(
            signed, tree: standing ?? ObjectID.emptyTree, parents: [tip, named].compactMap { $0 })
    }

    /// Re-creates a request's events, and then `more`, as one line on top of the landed revision, so that nothing of
    /// superseded revisions stays reachable. Answers the last.
    ///
    /// - Parameter signer: of the commits, for hosts that take signed ones only.
    func land(_ events: [SignedEvent], on revision: ObjectID, signer: CommitSigner?) async throws -> ObjectID {
        guard events.count > Self.many else {
            return try await land(events, on: revision, signer: signer, in: repository).last ?? revision
        }
        // Anybody can make a request long.
        return try await PackWriter(repository).store {
            try await land(events, on: revision, signer: signer, in: $0)
        } ?? revision
    }

    /// So many commits are better kept in a pack.
    private static let many = 100

    private func land(
        _ events: [SignedEvent], on revision: ObjectID, signer: CommitSigner?, in repository: Repository
    ) async throws -> [ObjectID] {
        let tree = try repository.commit(revision).tree
        var commits: [ObjectID] = []
        for signed in events {
            try signed.event.requireRoom()
            let signature = signature(of: signed.event)
            commits.append(
                try await CommitWriter(repository, signer: signer).write(
                    tree: tree, parents: [commits.last ?? revision], author: signature, message: signed.message))
        }
        return commits
    }

    /// Re-creates the events of a chain and one more alone, without any revision: what is kept of a closed request.
    package func close(_ chain: EventChain, with last: SignedEvent) async throws -> ObjectID? {
        let events = chain.events.map(\.signed) + [last]
        guard events.count > Self.many else { return try close(events).last }
        // Not in memory alone: what it stands on, the empty tree, is to last as well.
        _ = try write(chain.opening.signed, tree: ObjectID.emptyTree, parents: [])
        return try await PackWriter(repository).store { try EventWriter(repository: $0).close(events) }
    }

    private func close(_ events: [SignedEvent]) throws -> [ObjectID] {
        var commits: [ObjectID] = []
        for signed in events {
            commits.append(
                try write(signed, tree: ObjectID.emptyTree, parents: commits.last.map { [$0] } ?? []))
        }
        return commits
    }
}
