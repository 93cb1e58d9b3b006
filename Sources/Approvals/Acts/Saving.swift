package import Git
package import Resources

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What saving did.
package struct Saving: Sendable {
    package let draft: Draft
    /// Nil: nothing differed from what was saved.
    package let commit: ObjectID?
    package let paths: [String]
    /// The work was done on main, and was moved to a new draft.
    package let isMoved: Bool
    /// The remote to which it went; nil: it has it, or there is none, or it could not be reached.
    package var sentTo: String?
}

extension OpenWorkspace {
    /// F3, *Save as draft*: commits governed files, and no others, on the draft that is checked out. On main the work
    /// moves to a new draft first. What the user has staged of other files stays staged.
    package func save(
        by member: Member, message: String?, forwardingErrors forward: @escaping @Sendable ([UInt8]) -> Void
    )
        async throws -> Saving
    {
        guard repository.workDirectory != nil else { throw WorkspaceRefusal.noWorkTree }
        let paths = try await unsavedChanges().map(\.path)
        for path in paths {
            if let bytes = repository.workTreeSize(at: path), bytes > Merger.largestBlob {
                throw ContentRefusal.tooLargeToSave(path: path, bytes: bytes)
            }
        }
        var draft = try currentDraft()
        var isMoved = false
        if repository.isMerging, let draft {
            return try await concludeMerge(on: draft, paths, by: member, message: message, forwardingErrors: forward)
        }
        if draft == nil {
            guard case .branch(main, let head?) = try repository.head() else {
                throw NameRefusal.notOnDraft(head: try repository.head().name)
            }
            guard let first = paths.first else {
                throw ContentRefusal.nothingToSave(branch: branch)
            }
            let wanted = layout.file(at: first)?.resource?.slug ?? "settings"
            let slug = Draft.accepts(slug: wanted) ? wanted : "changes"
            var moved = Draft(member: member.id, slug: slug, tip: head)
            if let empty = try emptyDraft(slug, for: member, at: head) {
                moved = empty
                try await git.switchBranch(to: moved.name)
            } else {
                moved = Draft(member: member.id, slug: try freeSlug(slug, for: member), tip: head)
                try await git.switchBranch(to: moved.name, creatingAt: head)
            }
            draft = moved
            isMoved = true
        }
        guard let draft else { throw NameRefusal.notOnDraft(head: "") }
        let commit =
            paths.isEmpty
            ? nil
            : try await git.save(
                paths, message: message ?? summary(of: paths), forwardingErrors: forward)
        return Saving(
            draft: Draft(member: draft.member, slug: draft.slug, tip: commit ?? draft.tip), commit: commit,
            paths: paths, isMoved: isMoved)
    }

    private func summary(of paths: [String]) -> String {
        let names = paths.map { layout.file(at: $0)?.resource?.description ?? $0 }
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return "Change " + names.prefix(3).joined(separator: ", ")
            + (names.count > 3 ? " and \(names.count - 3) more" : "")
    }

    /// As `startAndSwitch`, under another name where that one is taken.
    package func startAnyAndSwitch(_ wanted: String, for member: Member) async throws -> Draft {
        guard let empty = try emptyDraft(wanted, for: member, at: tip) else {
            return try await startAndSwitch(try freeSlug(wanted, for: member), for: member)
        }
        if repository.workDirectory != nil { try await git.switchBranch(to: empty.name) }
        return empty
    }

    /// A draft that was made for the same before, and has nothing in it yet: its command was killed.
    private func emptyDraft(_ slug: String, for member: Member, at start: ObjectID) throws -> Draft? {
        let draft = Draft(member: member.id, slug: slug, tip: start)
        guard try repository.reference(draft.reference) == start, try repository.worktrees(on: draft.reference).isEmpty
        else { return nil }
        return draft
    }

    /// Starts a draft and, where there is a work tree, checks it out; edits that are not saved come along, as in git.
    ///
    /// - Parameter commit: where it starts; main's tip, if none is given.
    package func startAndSwitch(_ slug: String, for member: Member, at commit: ObjectID? = nil) async throws -> Draft {
        try await cleanUp()
        let draft = try startDraft(slug, for: member, at: commit)
        guard repository.workDirectory != nil else { return draft }
        do { try await git.switchBranch(to: draft.name) } catch {
            // A draft that could not be entered was not asked for.
            try repository.update([
                RefUpdate(
                    name: draft.reference, expected: draft.tip, new: nil, message: "assent: \(draft.name) not started")
            ])
            throw error
        }
        return draft
    }

    /// Deletes a draft; where it is checked out in this command's own work tree, main is checked out first.
    ///
    /// - Returns: the request that was closed with it.
    @discardableResult
    package func deleteAndLeave(_ draft: Draft, by member: Member, comment: String?) async throws -> ApprovalRequest? {
        for worktree in try repository.worktrees(on: draft.reference) {
            guard worktree.path == repository.workDirectory else {
                throw NameRefusal.checkedOutElsewhere(draft: draft.name, directory: worktree.path)
            }
            let changed = try await unsavedChanges().map(\.path)
            let unsaved = try changed.filter { try !isOnTheWayToMain($0) }
            guard unsaved.isEmpty else { throw ContentRefusal.unsaved(paths: unsaved, draft: draft.name) }
            try requireMayDelete(draft, by: member)
            // git writes anew what is missing, and not what it takes for edited.
            for path in changed { unlink("\(worktree.path)/\(path)") }
            try await git.switchBranch(to: branch)
            // A file whose main version is staged already, git would leave missing.
            let missing = try changed.filter { try repository.entry(at: $0, in: published.tree) != nil }
            if !missing.isEmpty {
                try await git.check(["--literal-pathspecs", "checkout", "--quiet", "HEAD", "--"] + missing)
            }
        }
        return try await delete(draft, by: member, comment: comment)
    }

    /// A file that stands as main has it, or as its beginning, is none that somebody edited: git was killed on its way.
    private func isOnTheWayToMain(_ path: String) throws -> Bool {
        guard let file = repository.workTreeFile(at: path, limit: .max) else { return true }
        guard let entry = try repository.entry(at: path, in: published.tree), entry.mode == file.mode else {
            return false
        }
        return try repository.text(of: entry).bytes.starts(with: file.bytes)
    }
}

/// What changing the settings came to.
package struct SettingsChange: Sendable {
    package let draft: Draft
    /// Nil: it waits on its draft for someone with `manage`.
    package let landing: Landing?
}

extension OpenWorkspace {
    /// Edits assent.yaml on a draft of its own and, for who may, publishes it at once (commands.md, `settings`).
    package func changeSettings(
        _ slug: String, by member: Member, message: String, _ edit: (FileText) throws -> FileText
    ) async throws -> SettingsChange? {
        guard let before = try published.text(of: .settings) else {
            throw WorkspaceRefusal.noWorkspace(directory: session.directory)
        }
        let after = try edit(before)
        guard compare(.settings, before: before, after: after) != nil else { return nil }
        let (settings, findings) = Settings.parse(after)
        guard settings != nil, !findings.contains(where: { $0.severity == .error }) else {
            throw ContentRefusal.findings(draft: "assent.yaml", findings)
        }
        let changed = Snapshot(over: published, edits: [.settings: after])
        let problems = check(
            [.settings], in: try changed.workspace(for: [.settings]), before: try published.workspace(for: [.settings])
        ).filter { $0.severity == .error && !$0.isInherited }
        guard problems.isEmpty else { throw ContentRefusal.findings(draft: "assent.yaml", problems) }
        let draft = try startDraft(slug, changing: [.settings: after], by: member, message: message)
        guard settings != nil, self.settings.permissions(of: member).contains(.manage) else {
            return SettingsChange(draft: draft, landing: nil)
        }
        return SettingsChange(
            draft: draft, landing: try await Publisher(self).publish(draft, by: member, reason: nil))
    }
}
