internal import CGit2

/// A repository, read and written through libgit2.
///
/// Open one for each operation (it takes a quarter of a millisecond) and do not share it between threads: it is not
/// `Sendable`. Everything that it answers is a plain value that outlives it. It never touches the working tree or the
/// index; that is `GitProcess`.
///
///     let repository = try Repository(at: "/home/ana/growth", environment: environment)
///     if let main = try repository.reference("refs/heads/main") {
///         let tree = try repository.commit(main).tree
///     }
package final class Repository {
    /// What configuration and quarantine were taken from.
    package let environment: [String: String]
    /// Where it was looked for.
    let openedAt: String
    /// How many libgit2 objects this repository has open now.
    package let handles = HandleCount()
    let handle: Handle
    let objects: Handle
    let configuration: Handle
    /// Trees read lately: libgit2 itself keeps none above 4 KiB.
    var trees = TreeCache()
    /// Commits read lately: the same few are asked for again and again.
    var commits = CommitCache()
    /// Whether every object that is read from here on must have the content that its id names.
    package var verifiesObjects = false {
        didSet { (trees, commits) = (TreeCache(), CommitCache()) }
    }

    /// Finds the repository that holds `path`, as git does: upwards from there, not beyond the file system nor
    /// `GIT_CEILING_DIRECTORIES`.
    ///
    /// The process's own environment is not read; `environment` says where the configuration of the user is (`HOME`,
    /// `XDG_CONFIG_HOME`, `GIT_CONFIG_GLOBAL`, …) and may name the repository (`GIT_DIR`, `GIT_OBJECT_DIRECTORY`, …, as
    /// git does for hooks; relative paths count from `path`). Without it, only the repository's own configuration
    /// holds.
    ///
    /// - Parameter keepsObjects: false for who only looks: objects then are written to memory, without the wait for the
    ///   disk, and no ref may be moved to them.
    /// - Throws: `GitError` with a `problem`, if no repository can be used here.
    package init(at path: String, environment: [String: String] = [:], keepsObjects: Bool = true) throws(GitError) {
        try Library.start()
        let opening = Opening(path: path, environment: environment, keepsObjects: keepsObjects)
        self.environment = environment
        openedAt = path
        handle = try opening.repository(count: handles)
        configuration = try opening.configuration(of: handle, count: handles)
        objects = try opening.objects(of: handle, count: handles)
    }

    /// The repository's own folder: of a linked worktree `…/.git/worktrees/<name>`. Absolute, no `/` at the end.
    package var gitDirectory: String { directory(git_repository_path(handle.pointer)) ?? "" }

    /// Where refs, objects and configuration are: the same for all worktrees.
    package var commonDirectory: String { directory(git_repository_commondir(handle.pointer)) ?? gitDirectory }

    /// The top folder of the files; nil if bare.
    package var workDirectory: String? { directory(git_repository_workdir(handle.pointer)) }

    /// What stands in that folder.
    package var workFiles: WorkFiles { WorkFiles(top: workDirectory) }

    package var isBare: Bool { git_repository_is_bare(handle.pointer) == 1 }

    /// One of several worktrees of a repository, and not the first.
    package var isLinked: Bool { git_repository_is_worktree(handle.pointer) == 1 }

    /// History is cut off somewhere. (libgit2 looks for the file in a linked worktree's own folder, where it never is.)
    package var isShallow: Bool { File.size(commonDirectory + "/shallow").map { $0 > 0 } ?? false }

    private func directory(_ path: UnsafePointer<CChar>?) -> String? {
        guard let path else { return nil }
        let text = String(cString: path)
        return text.utf8.count > 1 && text.utf8.last == UInt8(ascii: "/") ? String(text.dropLast()) : text
    }
}
