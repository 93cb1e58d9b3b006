import Git
package import Resources

/// Removes unsaved edits from the work tree.
package struct EditDiscarder: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Puts unsaved edits of models, syncs and settings aside, on git's stash, from where `git stash pop` brings them
    /// back.
    ///
    /// - Parameter resource: discards its edits alone; nil: all of them.
    /// - Returns: the files, from the top of the repository; none if nothing was unsaved.
    package func discard(_ resource: ResourceID? = nil) async throws -> [String] {
        guard repository.workDirectory != nil else { throw WorkspaceRefusal.noWorkTree }
        let paths = try await WorkTree(workspace).unsavedChanges().map(\.path).filter { path in
            resource.map { layout.file(at: path)?.resource == $0 } ?? true
        }
        if paths.isEmpty { return [] }
        // What main changed stands among the edits: without it, the merge would record that it had been taken back.
        if repository.isMerging { throw ContentRefusal.updateBegun(draft: try repository.head().name) }
        let head = try repository.head().name
        try await WorkTree(workspace).git.check(
            [
                "--literal-pathspecs", "stash", "push", "--quiet", "--include-untracked", "-m",
                "assent: discarded on \(head)", "--",
            ] + paths)
        return paths
    }
}
