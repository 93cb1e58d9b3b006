extension GitProcess {
    /// Switches to a branch, as `git switch` does: edits that are not committed come along, or git refuses.
    ///
    /// - Parameters:
    ///   - branch: its short name (`draft/ana/new-leads`).
    ///   - start: makes the branch new from this commit.
    /// - Returns: git's words if it switched and then reported a failure, because its `post-checkout` hook failed.
    @discardableResult
    package func switchBranch(to branch: String, creatingAt start: ObjectID? = nil) async throws(GitError) -> String? {
        let arguments =
            ["switch", "--quiet"]
            + (start.map { ["--no-track", "--create", branch, $0.hex] } ?? ["--no-guess", branch])
        let before = try await headBranch()
        if start == nil, before == branch { return nil }
        let output = try await run(arguments)
        if !output.isSuccess {
            let failure = output.failure(of: arguments)
            // What git itself refuses leaves it where it was.
            guard before != branch, try await headBranch() == branch else { throw failure }
            return failure.message
        }
        if start == nil {
            // git calls it a success where it could not take a file of the old branch away, and says so: once more.
            let left = output.error.split(separator: "\n").compactMap { line -> String? in
                guard let name = line.split(separator: "unable to unlink old '").last, name != line,
                    let end = name.lastIndex(of: "'")
                else { return nil }
                return String(name[..<end])
            }
            if !left.isEmpty { try await check(["--literal-pathspecs", "checkout", "--quiet", "HEAD", "--"] + left) }
        }
        return nil
    }

    /// Nil: no branch is checked out.
    private func headBranch() async throws(GitError) -> String? {
        try await run(["symbolic-ref", "--quiet", "HEAD"]).text.split(separator: "\n").first.map(String.init)?
            .suffix(after: "refs/heads/")
    }

    /// Brings index and files from `old` to `new`, after the checked-out branch has moved between them. What is staged
    /// or edited of other paths stays. git moves files itself like this (`git merge --ff-only`).
    ///
    /// - Throws: if edits that are not committed, or untracked files, are in the way; then nothing has changed.
    package func follow(from old: ObjectID, to new: ObjectID) async throws(GitError) {
        try await refreshIndex()
        try await check(["read-tree", "-m", "-u", old.hex, new.hex])
    }

    /// Whether `follow` would succeed: nil, or git's words on what is in the way. Changes nothing.
    package func obstacleToFollowing(from old: ObjectID, to new: ObjectID) async throws(GitError) -> String? {
        try await refreshIndex()
        let arguments = ["read-tree", "-m", "-u", "--dry-run", old.hex, new.hex]
        let output = try await run(arguments)
        if output.isSuccess { return nil }
        let failure = output.failure(of: arguments)
        // A lock that somebody holds or left behind is not an edit.
        if failure.lockFile != nil { throw failure }
        return failure.message
    }

    /// Without it, a file that was only touched counts as edited.
    private func refreshIndex() async throws(GitError) {
        // The status says that something is edited, which is for `read-tree` to judge.
        _ = try await run(["update-index", "-q", "--refresh"])
    }
}
