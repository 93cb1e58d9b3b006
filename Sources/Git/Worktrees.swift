/// The places where a repository's files are checked out.
package struct Worktrees {
    private let repository: Repository

    package init(_ repository: Repository) { self.repository = repository }

    /// All places where files are checked out, the first one (unless the repository is bare) in front, the linked ones
    /// by the names git gave them. Those whose folder is gone are left out.
    package func all() throws(GitError) -> [Worktree] {
        let common = repository.commonDirectory
        var worktrees: [Worktree] = []
        if let path = try firstWorktree(), let head = try head(in: common) {
            worktrees.append(Worktree(path: path, head: head, isLinked: false))
        }
        for name in File.names(in: common + "/worktrees").sorted() {
            let folder = "\(common)/worktrees/\(name)"
            // `gitdir` names the file `.git` in the worktree.
            guard let link = File.line(folder + "/gitdir"), let head = try head(in: folder) else { continue }
            let file = File.path(link, in: folder)
            guard File.size(file) != nil, file.hasSuffix("/.git") else { continue }
            worktrees.append(Worktree(path: String(file.dropLast(5)), head: head, isLinked: true))
        }
        return worktrees
    }

    /// The worktrees in which this branch (`refs/heads/main`) is checked out.
    package func on(_ branch: String) throws(GitError) -> [Worktree] {
        try all().filter { $0.head.branch == branch }
    }

    private func firstWorktree() throws(GitError) -> String? {
        if !repository.isLinked { return repository.workDirectory }
        // Who is trusted here is trusted there.
        var environment = repository.environment.filter {
            !["GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE"].contains($0.key)
        }
        environment["GIT_DIR"] = repository.commonDirectory
        return try Repository(at: repository.commonDirectory, environment: environment).workDirectory
    }

    /// HEAD of a worktree; nil if it is damaged.
    private func head(in folder: String) throws(GitError) -> Head? {
        guard let line = File.line(folder + "/HEAD") else { return nil }
        if let name = line.suffix(after: "ref: ") { return .branch(name: name, tip: try repository.reference(name)) }
        return ObjectID(hex: line).map { .detached($0) }
    }
}

/// A place where files are checked out.
package struct Worktree: Hashable, Sendable {
    /// The top folder, absolute.
    package let path: String
    package let head: Head
    /// Not the repository's first one.
    package let isLinked: Bool

    package init(path: String, head: Head, isLinked: Bool) {
        self.path = path
        self.head = head
        self.isLinked = isLinked
    }
}
