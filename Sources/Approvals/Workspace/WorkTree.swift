package import Git
package import Resources

/// The working tree is git's: what touches it runs git, so that hooks, sparse checkouts, filters and signing keep
/// working (protocol.md).
package struct WorkTree: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Runs git where the command runs.
    package var git: GitProcess { Self.git(in: repository, session) }

    static func git(in repository: Repository, _ session: Session) -> GitProcess {
        GitProcess(directory: repository.workDirectory ?? repository.gitDirectory, environment: session.environment)
    }

    /// Checks a branch out. A `post-checkout` hook that fails comes too late to keep git from it: what it says is
    /// passed on.
    package func switchBranch(to branch: String, creatingAt start: ObjectID? = nil) async throws {
        guard let words = try await git.switchBranch(to: branch, creatingAt: start) else { return }
        session.notify?("assent: git switched to \(branch), and its post-checkout hook failed:")
        for line in words.split(separator: "\n") { session.notify?("  \(line)") }
    }

    /// Where a merge is begun, git changes to no other branch, and what it left in the files is neither saved nor set
    /// aside.
    package func requireSettled() throws {
        guard repository.isMerging else { return }
        throw ContentRefusal.updateBegun(draft: try repository.head().branch.map { $0.shortBranch } ?? branch)
    }

    /// Uncommitted changes to governed files in this command's work tree, by path; none in a bare repository.
    package func unsavedChanges() async throws -> [StatusEntry] { try await questionOfChanges()().unsaved }

    /// The same as a question, which git can answer while something else is done.
    package func questionOfUnsavedChanges() throws -> @Sendable () async throws -> [StatusEntry] {
        let question = try questionOfChanges()
        return { try await question().unsaved }
    }

    /// What `git status` says of the places where governed files lie.
    package struct Changes: Sendable {
        /// Of governed files, by path.
        package let unsaved: [StatusEntry]
        /// Files that lie where only governed files may, under names that none can have: nothing that changes them can
        /// be published.
        package let misnamed: [StatusEntry]
        /// What else lies in their folders.
        let others: [StatusEntry]
    }

    /// A105: changed files in the workspace's folders, or in such as may be taken for them, that are not governed, but
    /// read like models or syncs.
    package func strays() async throws -> [Finding] { strays(among: try await questionOfChanges()().others) }

    /// The same, of what git says.
    func strays(among changed: [StatusEntry]) -> [Finding] {
        let yaml = changed.filter { entry in
            let path = entry.path.lowercased()
            let hasEnding = path.split(separator: "/").last?.contains(".") ?? false
            return !hasEnding || path.hasSuffix(".yml") || path.hasSuffix(".yaml")
        }
        return yaml.prefix(Self.mostStrays).compactMap { entry -> Finding? in
            guard let file = repository.workFiles.file(at: entry.path, limit: (1 << 20) + 1) else { return nil }
            return .stray(FileText(bytes: file.bytes, mode: file.mode.rawValue), at: entry.path, in: layout)
        }
    }

    /// Folders may be shared with thousands of other files.
    private static let mostStrays = 100

    /// Uncommitted changes, as a question which git can answer while something else is done.
    package func questionOfChanges() throws -> @Sendable () async throws -> Changes {
        guard !repository.isBare else { return { Changes(unsaved: [], misnamed: [], others: []) } }
        // Aliases lie beside the folders, and the root may be the top of a large repository: they are asked for by
        // name.
        let known = try published.listing(layout.root).map(\.name) + repository.workFiles.names(in: layout.root)
        let named = known.map(layout.path(inRoot:)).filter { layout.file(at: $0) != nil || layout.isLookalike($0) }
        let folders = layout.folders.filter { $0 != layout.root } + layout.foldersMeant.map(\.folder)
        let paths = Set([Layout.settingsPath] + folders + named)
        return { [git, layout] in
            let changed = try await git.status(paths.sorted())
            let governed = changed.filter { layout.isGoverned($0.path) }
            return Changes(
                unsaved: governed.filter { layout.file(at: $0.path) != nil },
                misnamed: governed.filter { layout.file(at: $0.path) == nil },
                others: changed.filter { !layout.isGoverned($0.path) })
        }
    }

    /// Governed files as they stand in the work tree; nil for one that is gone.
    package func files(at paths: [String]) -> [GovernedFile: FileText?] {
        var files: [GovernedFile: FileText?] = [:]
        for path in paths {
            guard let file = layout.file(at: path) else { continue }
            // A byte more than is read of any file says that it is too large.
            let stands = repository.workFiles.file(at: path, limit: (1 << 20) + 1)
            files[file] = .some(stands.map { FileText(bytes: $0.bytes, mode: $0.mode.rawValue) })
        }
        return files
    }
}
