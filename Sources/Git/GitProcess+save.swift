extension GitProcess {
    /// Commits exactly these paths as they are in the working tree (changed, new and deleted ones), on the branch that
    /// is checked out. What the user has staged of other paths stays staged, and is not committed. Hooks run and
    /// commits are signed as git is configured.
    ///
    /// - Parameters:
    ///   - paths: files, from the top of the repository, taken literally.
    ///   - author: without it, whom git's configuration names.
    ///   - noVerify: leaves out the `pre-commit` and `commit-msg` hooks.
    ///   - forwardingErrors: is given what git and the hooks print, as it comes.
    /// - Returns: the commit; nil if nothing differs from HEAD.
    /// - Throws: git's own words if a hook refuses, a merge is going on, …; the index is then as it was.
    @discardableResult
    package func save(
        _ paths: [String], message: String, author: AuthorStamp? = nil, noVerify: Bool = false,
        forwardingErrors forward: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws(GitError) -> ObjectID? {
        let git = elsewhereAtTop(try await top())
        let wanted = Set(paths.map { Array($0.utf8) })
        let changed = try await git.status(paths).filter { wanted.contains(Array($0.path.utf8)) }
        if changed.isEmpty { return nil }
        // `git commit --only` refuses what git does not know yet.
        let new = changed.filter { $0.workTree == .untracked }.map(\.path)
        if !new.isEmpty { try await git.onPaths(["add", "--intent-to-add"], new) }
        var commit = git
        if let author {
            commit = GitProcess(
                directory: git.directory,
                environment: git.environment.merging([
                    "GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email,
                    "GIT_AUTHOR_DATE": author.date,
                ]) { $1 })
        }
        do throws(GitError) {
            try await commit.onPaths(
                ["commit", "--quiet", "--only", "-m", message] + (noVerify ? ["--no-verify"] : []),
                changed.map(\.path), forward)
        } catch {
            if error.lockFile != nil { throw error }
            let difference = try await git.run(
                ["--literal-pathspecs", "diff", "--quiet", "HEAD", "--"] + changed.map(\.path))
            // Staged one way and changed back in the working tree, or committed by a git that was killed before it
            // wrote the index: it is not a failure that there is nothing to commit.
            if difference.isSuccess {
                try await git.onPaths(["reset", "--quiet"], changed.map(\.path))
                return nil
            }
            if !new.isEmpty { try await git.onPaths(["rm", "--cached", "--quiet", "--ignore-unmatch"], new) }
            throw error
        }
        return try await git.commit("HEAD")
    }

    /// Runs git with paths, taken literally, on its standard input: as many as there may be.
    @discardableResult
    func onPaths(
        _ arguments: [String], _ paths: [String], _ forward: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws(GitError) -> GitOutput {
        var list: [UInt8] = []
        for path in paths { list += Array(path.utf8) + [0] }
        return try await check(
            ["--literal-pathspecs"] + arguments + ["--pathspec-from-file=-", "--pathspec-file-nul"], input: list,
            forwardingErrors: forward)
    }

    func commit(_ revision: String) async throws(GitError) -> ObjectID {
        let text = try await check(["rev-parse", "--verify", revision + "^{commit}"]).text
        guard let id = ObjectID(hex: String(text.dropLast())) else {
            throw GitError(message: "git rev-parse printed something unexpected: \(text)")
        }
        return id
    }
}
