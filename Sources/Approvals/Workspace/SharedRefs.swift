package import Git

/// What is recorded here alone, where a remote has the workspace.
package struct OnlyHere: Hashable, Sendable {
    package let remote: String
    /// On main: somebody committed to it.
    package let commits: Int
    /// Made before the workspace was shared.
    package let requests: Int
}

/// Refs by the names that they have for everybody: the remote's, or where there is none this repository's own.
package struct SharedRefs: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// A ref as everybody sees it, as of the last fetch.
    package func shared(_ name: String) throws -> ObjectID? {
        try repository.reference(remote?.tracking(name) ?? name)
    }

    /// Refs as everybody sees them, by the names that they have for everybody.
    package func shared(under prefix: String) throws -> [Reference] {
        guard let remote else { return try repository.references(under: prefix) }
        let tracking = remote.tracking(prefix)
        return try repository.references(under: tracking).map {
            Reference(name: prefix + $0.name.dropFirst(tracking.count), id: $0.id)
        }
    }

    /// What is recorded here and not on the remote, so that nobody else sees it; nil without a remote.
    package func onlyHere() throws -> OnlyHere? {
        guard let remote else { return nil }
        let here = try repository.reference(main)
        let commits = try here.map { $0 == tip ? 0 : try repository.commits(reachableFrom: [$0], hiding: [tip]).count }
        return OnlyHere(remote: remote.name, commits: commits ?? 0, requests: try requestsOnlyHere().count)
    }

    private func requestsOnlyHere() throws -> [String] {
        try repository.references(under: Refs.requests).filter { request in
            try [request.name, Refs.closed + request.name.dropFirst(Refs.requests.count)].allSatisfy {
                try shared($0) == nil
            }
        }.map(\.name)
    }
}
