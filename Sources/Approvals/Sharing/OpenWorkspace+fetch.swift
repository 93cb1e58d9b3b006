import Git

extension OpenWorkspace {
    /// The remote that git's configuration names, whether or not the workspace is shared there yet.
    package static func remote(of session: Session) throws -> Remote? {
        try Remote.configured(in: Repository(at: session.directory, environment: session.environment))
    }

    /// Brings here what the remote has.
    ///
    /// - Throws: `RemoteError`; what was fetched last stands.
    package static func fetch(_ remote: Remote, _ session: Session) async throws {
        let repository = try Repository(at: session.directory, environment: session.environment)
        let main = try findMain(in: repository, of: remote) ?? findMain(in: repository, of: nil)
        let git = git(in: repository, session)
        do {
            try await git.fetch(remote.refspecs(main: main?.name), from: remote.name, progress: session.progress)
        } catch let error as RemoteError where error.problem == .noSuchRef {
            // A branch of another name, or nothing yet.
            try await git.fetch(remote.refspecs(main: nil), from: remote.name, progress: session.progress)
        }
    }

    /// After a fetch: main here, and work trees that have it checked out, go where the remote's went. With edits in the
    /// way, or commits of its own, it stays.
    package func followRemote() async throws {
        guard let remote, let here = try repository.reference(main), here != tip,
            try repository.isAncestor(here, of: tip)
        else { return }
        do {
            let problem = try await Self.advance(
                main, from: here, to: tip, message: "assent: follow \(remote.name)", in: repository, session)
            if let problem { throw problem }
        } catch Refusal.branchIsEdited {}
    }
}
