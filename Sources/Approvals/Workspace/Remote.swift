package import Git
import Resources

/// The repository that a team shares, as git's configuration names it (protocol.md, With a remote). What it has, as of
/// the last fetch, shows here under names of its own: branches where git keeps them, `refs/remotes/origin/`, and requests
/// under `refs/assent-remotes/origin/`, which no `git fetch --prune` takes away.
package struct Remote: Hashable, Sendable {
    /// `origin`
    package let name: String

    private var heads: String { "refs/remotes/\(name)/" }
    private var acts: String { "refs/assent-remotes/\(name)/" }

    /// Where a ref of the remote shows here.
    func tracking(_ shared: String) -> String {
        if shared.hasPrefix(Refs.heads) { return heads + shared.dropFirst(Refs.heads.count) }
        return acts + shared.dropFirst(Refs.assent.count)
    }

    /// git config `assent.remote`; else the one that the pin holds to, that main follows, `origin`, or the only one there
    /// is. `.` means none.
    ///
    /// - Throws: `RemoteError` for a name that git does not know, and `WorkspaceRefusal.unclearRemote` where nobody can say
    ///   which of several it is: without it nothing would be shared, unseen.
    static func configured(in repository: Repository) throws -> Remote? {
        if let name = try repository.config("assent.remote") {
            if name == "." { return nil }
            guard try repository.config("remote.\(name).url") != nil else {
                throw RemoteError(.notRemote, remote: name, words: [])
            }
            return Remote(name: name)
        }
        let names = try repository.remoteNames()
        guard names.count > 1 else { return names.first.map(Remote.init(name:)) }
        let pin = try Pin(of: repository)
        let head = try repository.head().branch.flatMap { $0.hasPrefix(Refs.drafts) ? nil : $0.shortBranch }
        let main = try repository.config("assent.branch") ?? pin?.branch ?? head ?? "main"
        let followed = try repository.config("branch.\(main).remote")
        for likely in [pin?.remote, followed, "origin"] {
            if let likely, names.contains(where: likely.isExactly) { return Remote(name: likely) }
        }
        throw WorkspaceRefusal.unclearRemote(names)
    }

    /// What a fetch brings here: main, drafts and requests.
    func refspecs(main: String?) -> [String] {
        let heads = main.map { [$0, Refs.drafts + "*"] } ?? [Refs.heads + "*"]
        return (heads + [Refs.assent + "*"]).map { "+\($0):\(tracking($0))" }
    }
}

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
