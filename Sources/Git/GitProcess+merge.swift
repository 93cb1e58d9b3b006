extension Repository {
    /// Whether a merge is in progress in this work tree.
    package var isMerging: Bool { File.size(gitDirectory + "/MERGE_HEAD") != nil }

    /// What is merged into the commit that is checked out; nil if no merge is in progress.
    package var mergeHead: ObjectID? { File.line(gitDirectory + "/MERGE_HEAD").flatMap(ObjectID.init(hex:)) }
}

extension GitProcess {
    /// A path that nobody has decided on: what the index holds of it as base, ours and theirs.
    package struct Unmerged: Hashable, Sendable {
        package var path: String
        package var base: TreeEntry?
        package var ours: TreeEntry?
        package var theirs: TreeEntry?

        package init(path: String, base: TreeEntry?, ours: TreeEntry?, theirs: TreeEntry?) {
            self.path = path
            self.base = base
            self.ours = ours
            self.theirs = theirs
        }
    }

    /// Leaves a merge in progress, as `git merge` does after conflicts: `git status` lists them, `git commit` concludes
    /// it, `git merge --abort` takes it back.
    ///
    /// - Parameters:
    ///   - other: the commit that is merged into the one that is checked out.
    ///   - head: the commit that is checked out.
    ///   - tree: what files and index are to hold: all that could be merged, and marked conflicts.
    /// - Throws: if edits that are not committed are in the way; then nothing has changed.
    package func beginMerge(
        of other: ObjectID, into head: ObjectID, message: String, leaving tree: ObjectID, unmerged: [Unmerged]
    ) async throws(GitError) {
        // Files and index are laid out here: git notes only what is being merged.
        try await check(["merge", "--quiet", "--strategy=ours", "--no-commit", "--no-ff", "-m", message, other.hex])
        do throws(GitError) {
            try await follow(from: head, to: tree)
            try await check(["update-index", "-z", "--index-info"], input: unmerged.flatMap(\.indexLines))
        } catch {
            try await check(["merge", "--abort"])
            throw error
        }
    }

    /// Commits the merge in progress, with these paths as they are in the working tree.
    package func concludeMerge(
        _ paths: [String], message: String?, forwardingErrors forward: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws(GitError) -> ObjectID {
        let git = elsewhereAtTop(try await top())
        if !paths.isEmpty { try await git.onPaths(["add", "--all"], paths) }
        try await git.check(
            ["commit", "--quiet"] + (message.map { ["-m", $0] } ?? ["--no-edit"]), forwardingErrors: forward)
        return try await git.commit("HEAD")
    }
}

extension GitProcess.Unmerged {
    /// As `git update-index -z --index-info` reads them: the path out, then its three stages in.
    fileprivate var indexLines: [UInt8] {
        var lines = "0 \(ObjectID.zero.hex)\t\(path)\0"
        for (stage, entry) in [(1, base), (2, ours), (3, theirs)] {
            guard let entry else { continue }
            lines += "\(String(entry.mode.rawValue, radix: 8)) \(entry.id.hex) \(stage)\t\(path)\0"
        }
        return Array(lines.utf8)
    }
}
