package import Git
package import Resources

/// A request to publish one revision of a draft, with all that was said about it.
package struct ApprovalRequest: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case open
        /// Withdrawn, or deleted with its draft.
        case closed
        /// By this commit on main.
        case published(ObjectID)
    }

    package let state: State
    package let chain: EventChain
    /// Where its ref points; of a published one, the last event on main.
    package let tip: ObjectID

    package var id: String { chain.id }
    package var draftName: String { chain.proposal.draft ?? "" }
    package var revision: ObjectID { chain.proposal.revision ?? .zero }
    package var subject: String { chain.proposal.subject ?? "" }
    /// Who asked first.
    package var author: String { chain.first.actor }
    package var reference: String { Refs.requests + id }
}

extension ApprovalRequest {
    fileprivate init(at tip: ObjectID, state: State, in repository: Repository) throws {
        self.init(state: state, chain: try EventChain(endingIn: tip, in: repository), tip: tip)
    }
}

extension OpenWorkspace {
    /// All open requests, newest first.
    package func openRequests() throws -> [ApprovalRequest] {
        try requests(at: shared(under: Refs.requests).map(\.id), state: .open)
            .sorted { ($0.chain.first.time, $0.id) > ($1.chain.first.time, $1.id) }
    }

    package func closedRequests() throws -> [ApprovalRequest] {
        try requests(at: shared(under: Refs.closed).map(\.id), state: .closed)
            .sorted { ($0.chain.first.time, $0.id) > ($1.chain.first.time, $1.id) }
    }

    /// Requests that are part of main's history, newest first; they need no ref.
    package func publishedRequests() throws -> [ApprovalRequest] {
        try landings().map { try request(at: $0.lastEvent, state: .published($0.commit)) }
    }

    func request(at tip: ObjectID, state: ApprovalRequest.State) throws -> ApprovalRequest {
        try ApprovalRequest(at: tip, state: state, in: repository)
    }

    /// Many, in order, on all cores.
    private func requests(at tips: [ObjectID], state: ApprovalRequest.State) throws -> [ApprovalRequest] {
        let reading = OnAllCores<ObjectID, Result<ApprovalRequest, any Error>>(tips, chunk: 32, in: repository) { own in
            { tips in tips.map { tip in Result { try ApprovalRequest(at: tip, state: state, in: own) } } }
        }
        return try reading.outcomes { tips in
            tips.map { tip in Result { try request(at: tip, state: state) } }
        }.map { try $0.get() }
    }

    /// Merges on main's first-parent line whose second parent is an event, newest first.
    func landings() throws -> [(commit: ObjectID, lastEvent: ObjectID, id: String)] {
        var found: [(ObjectID, ObjectID, String)] = []
        for id in try repository.firstParents(from: tip) {
            let commit = try repository.commit(id)
            guard commit.parents.count == 2, let request = Trailer.request.value(in: commit.message) else { continue }
            found.append((id, commit.parents[1], request))
        }
        return found
    }

    /// The open request of a draft.
    package func openRequest(of draft: String) throws -> ApprovalRequest? {
        try openRequests().first { $0.draftName == draft }
    }

    /// The request that a person means: an id or the beginning of one, a draft, or a resource that one open request
    /// touches.
    package func request(named name: String) throws -> ApprovalRequest {
        let open = try openRequests()
        let hex = name.lowercased()
        if hex.utf8.count >= 4, hex.utf8.allSatisfy({ Digest.hexadecimal.contains($0) }) {
            var matches = open.filter { $0.id.hasPrefix(hex) }
            if matches.isEmpty { matches = try closedRequests().filter { $0.id.hasPrefix(hex) } }
            if matches.isEmpty {
                matches = try landings().filter { $0.id.hasPrefix(hex) }
                    .map { try request(at: $0.lastEvent, state: .published($0.commit)) }
            }
            if matches.count > 1 { throw Refusal.ambiguousRequest(name, ids: matches.map(\.id)) }
            if let match = matches.first { return match }
        }
        if let resource = ResourceID(name) {
            let touching = try open.filter { try resources(changedBy: $0.revision).contains(resource) }
            if touching.count > 1 { throw Refusal.ambiguousRequest(name, ids: touching.map(\.id)) }
            if let match = touching.first { return match }
            throw Refusal.unknownRequest(name)
        }
        let short = name.hasPrefix("draft/") ? name : "draft/\(name)"
        let own = open.filter { $0.draftName == short }
        let sameSlug = own.isEmpty ? open.filter { $0.draftName.hasSuffix("/\(name)") } : own
        if sameSlug.count > 1 { throw Refusal.ambiguousRequest(name, ids: sameSlug.map(\.id)) }
        if let match = sameSlug.first { return match }
        let drafts = try drafts()
        if let draft = drafts.first(where: { $0.name == short || $0.slug == name }) {
            throw Refusal.noRequest(draft: draft.name)
        }
        if let past = try past(draft: short) { return past }
        throw Refusal.unknownRequest(name)
    }

    /// The newest closed or published request of a draft that is gone.
    private func past(draft name: String) throws -> ApprovalRequest? {
        try publishedRequests().first { $0.draftName == name } ?? closedRequests().first { $0.draftName == name }
    }

    /// The models and syncs that a revision changes against what it started from.
    package func resources(changedBy revision: ObjectID) throws -> Set<ResourceID> {
        guard let base = try repository.mergeBases(tip, revision).first else { return [] }
        let changes = try repository.changes(
            from: repository.commit(base).tree, to: repository.commit(revision).tree)
        return Set(changes.compactMap { layout.file(at: $0.path)?.resource })
    }
}
