package import Git
package import Resources

/// Which branch is published and which commit started the workspace, as this clone took them once and holds them from
/// then on (protocol.md, Refs): one file, `assent/pin` in the common git folder, so that the two never come apart.
/// Whoever may push can push a branch called `main`; nobody can push what is pinned here.
package struct Pin: Hashable, Sendable {
    /// Without `refs/heads/`. Nil in a clone that pinned its genesis before branches were pinned with it.
    package var branch: String?
    package var genesis: ObjectID
    /// The remote that was seen to have the workspace: should main be gone from there, nothing is published beside it.
    package var remote: String?
    /// Where main was when it was found last, on the line that is pinned: of one that is gone since, what is known of it;
    /// and what makes no question of a tip that was looked at before.
    package var lastSeen: ObjectID?

    private static func path(in repository: Repository) -> String { repository.commonDirectory + "/assent/pin" }
    private static func oldPath(in repository: Repository) -> String { repository.commonDirectory + "/assent/genesis" }

    package init(branch: String?, genesis: ObjectID, remote: String? = nil, lastSeen: ObjectID? = nil) {
        self.lastSeen = lastSeen
        self.branch = branch
        self.genesis = genesis
        self.remote = remote
    }

    /// Nil where nothing is pinned yet.
    ///
    /// - Throws: `WorkspaceRefusal.unreadablePin`: a damaged pin must not turn this into a first use.
    package init?(of repository: Repository) throws {
        let file = LocalFile(Self.path(in: repository))
        guard file.exists else {
            let old = LocalFile(Self.oldPath(in: repository))
            guard old.exists else { return nil }
            guard let genesis = old.firstLine().flatMap({ ObjectID(hex: $0) }) else {
                throw WorkspaceRefusal.unreadablePin(path: old.path)
            }
            self.init(branch: nil, genesis: genesis)
            return
        }
        guard let pin = Self.read(file.firstLine() ?? "") else { throw WorkspaceRefusal.unreadablePin(path: file.path) }
        self = pin
    }

    private static func read(_ line: String) -> Pin? {
        let json: JSON
        do { json = try JSON(canonical: line.utf8) } catch { return nil }
        guard let branch = json["branch"]?.string, let genesis = json["genesis"]?.string.flatMap(ObjectID.init(hex:))
        else { return nil }
        var pin = Pin(branch: branch, genesis: genesis, remote: json["remote"]?.string)
        pin.lastSeen = json["lastSeen"]?.string.flatMap(ObjectID.init(hex:))
        return pin
    }

    package func write(in repository: Repository) throws(FileProblem) {
        guard let branch else { preconditionFailure("the branch is pinned with the genesis") }
        var members: JSON.Members = ["branch": .string(branch), "genesis": .string(genesis.hex)]
        members["remote"] = remote.map(JSON.string)
        members["lastSeen"] = lastSeen.map { .string($0.hex) }
        try LocalFile(Self.path(in: repository)).write(JSON.object(members).canonical + "\n")
        LocalFile(Self.oldPath(in: repository)).remove()
    }

    /// Writes it where this repository may be written; one that may only be read is looked at anew each time.
    func writeIfPossible(in repository: Repository) {
        do { try write(in: repository) } catch {}
    }
}

extension OpenWorkspace {
    /// Who administers the workspace by the settings of its first commit: with their keys everything begins.
    package func founders(in genesis: ObjectID) throws -> [Member] {
        try OpenWorkspace.settings(in: repository.commit(genesis).tree, of: repository).members(who: .manage)
    }
}
