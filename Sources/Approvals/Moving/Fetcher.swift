import Git
import Resources

/// Fetches what the remote has.
package struct Fetcher: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Brings here what the remote has.
    ///
    /// - Throws: `RemoteError`; what was fetched last stands.
    package static func fetch(_ remote: Remote, _ session: Session) async throws {
        let repository = try Repository(at: session.directory, environment: session.environment)
        let git = WorkTree.git(in: repository, session)
        func bring(_ main: String?) async throws {
            try await session.waiting(for: .fetching(from: remote.name)) {
                try await git.fetch(remote.refspecs(main: main), from: remote.name)
            }
        }
        let pin = try Pin(of: repository)
        guard let branch = try repository.config("assent.branch") ?? pin?.branch else { return try await bring(nil) }
        let main = Refs.heads + branch
        let before = try repository.reference(remote.tracking(main))
        do { try await bring(main) } catch let error as RemoteError where error.problem == .noSuchRef {
            // Nothing yet, another name, or gone: then this clone alone may know where it was.
            if var pin, pin.branch?.isExactly(branch) == true, let before {
                pin.remote = remote.name
                try pin.see(before, in: repository)
                pin.writeIfPossible(in: repository)
            }
            return try await bring(nil)
        }
        guard let tip = try repository.reference(remote.tracking(main)) else { return }
        if var pin, pin.branch?.isExactly(branch) == true, let before, before != tip, !repository.isShallow,
            try !Verifier(repository).isOnLine(before, of: tip)
        {
            try pin.see(before, in: repository)
            pin.writeIfPossible(in: repository)
        }
        if try mayGoOnElsewhere(main, from: before, to: tip, remote, in: repository) { try await bring(nil) }
    }

    /// Brings here one ref more, as it is there now.
    ///
    /// - Returns: false: the remote does not have it.
    static func bring(_ reference: String, from remote: Remote, _ session: Session) async throws -> Bool {
        let repository = try Repository(at: session.directory, environment: session.environment)
        do {
            try await session.waiting(for: .fetching(from: remote.name)) {
                try await WorkTree.git(in: repository, session).fetch(
                    ["+\(reference):\(remote.tracking(reference))"], from: remote.name)
            }
            return true
        } catch let error as RemoteError where error.problem == .noSuchRef { return false }
    }

    /// Whether main may go on under another name: its settings say so, or the branch that was brought goes on as nobody
    /// may have let it through, so that it may be another one under the old name.
    private static func mayGoOnElsewhere(
        _ main: String, from before: ObjectID?, to tip: ObjectID, _ remote: Remote, in repository: Repository
    ) throws -> Bool {
        if let named = try nameOfMain(in: tip, of: repository), Refs.heads + named != main {
            return try repository.reference(remote.tracking(Refs.heads + named)) == nil
        }
        guard let before, before != tip, !repository.isShallow else { return false }
        return try !Verifier(repository).goesOn(from: before, to: tip)
    }

    /// What the settings in a commit call main; nil where nothing can be read.
    private static func nameOfMain(in commit: ObjectID, of repository: Repository) throws -> String? {
        do {
            return try OpenWorkspace.settings(in: repository.commit(commit).tree, of: repository).branch
        } catch is any Refusal {
            return nil
        }
    }

    /// The branch that the remote's HEAD names; nil if it names none, or cannot be asked.
    package static func head(of remote: Remote, _ session: Session) async throws -> String? {
        let repository = try Repository(at: session.directory, environment: session.environment)
        do {
            return try await session.waiting(for: .fetching(from: remote.name)) {
                try await WorkTree.git(in: repository, session).remoteHead(of: remote.name)
            }
        } catch is RemoteError { return nil }
    }

    /// After a fetch: main here, and work trees that have it checked out, go where the remote's went. With edits in the
    /// way, or commits of its own, it stays.
    package func followRemote() async throws {
        guard let remote, !isMainGone, let here = try repository.reference(main), here != tip,
            try repository.isAncestor(here, of: tip)
        else { return }
        do {
            let problem = try await Mover.advance(
                main, from: here, to: tip, message: "assent: follow \(remote.name)", in: repository, session)
            if let problem { throw problem }
        } catch MovedRefusal.branchIsEdited {}
    }
}

extension Pin {
    /// Notes a tip that main had, unless somebody pushed it under main's name meanwhile.
    fileprivate mutating func see(_ tip: ObjectID, in repository: Repository) throws {
        if try lastSeen.map({ try Verifier(repository).goesOn(from: $0, to: tip) }) ?? true { lastSeen = tip }
    }
}
