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
    package static func configured(in repository: Repository) throws -> Remote? {
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

    /// What a fetch brings here: main, drafts, landings and requests.
    func refspecs(main: String?) -> [String] {
        let heads = main.map { [$0, Refs.drafts + "*", Refs.landings + "*"] } ?? [Refs.heads + "*"]
        return (heads + [Refs.assent + "*"]).map { "+\($0):\(tracking($0))" }
    }
}
