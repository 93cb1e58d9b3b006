package import Git
package import Resources

/// The outcome of saving.
package struct Saving: Sendable {
    package let draft: Draft
    /// Nil: nothing differed from what was saved.
    package let commit: ObjectID?
    /// What is in the commit.
    package let paths: [String]
    /// Files that were not saved: no file of a workspace can have their names.
    package var misnamed: [String] = []
    /// Files that were not saved: they read like models or syncs, but are not (A105).
    package var strays: [Finding] = []
    /// The work was done on main, and was moved to a new draft.
    package let isMoved: Bool
    /// The remote that it was sent to; nil: the remote already has it, there is none, or it could not be reached.
    package var sentTo: String?
}

extension Planner {
    /// Errors of a draft that was saved, which will be in the way of submitting it. That somebody committed there what
    /// no draft can have is told by who submits.
    package func errors(in saving: Saving, by member: Member) throws -> [Finding] {
        do {
            return try plan(saving.draft, by: member.id).newErrors.filter { $0.code != .onlyInDraft }
        } catch is ContentRefusal { return [] }
    }
}

/// Saves work on drafts.
package struct Saver: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// The message of what would be saved, where nobody gives one; nil: nothing is to be saved by itself, or it cannot
    /// be.
    package func usualMessage() async throws -> String? {
        guard repository.workDirectory != nil, !repository.isMerging else { return nil }
        if try Drafts(workspace).current() == nil {
            guard case .branch(main, _?) = try repository.head() else { return nil }
        }
        let paths = try await WorkTree(workspace).unsavedChanges().map(\.path)
        return paths.isEmpty ? nil : summary(of: paths)
    }

    /// F3, *Save as draft*: commits governed files, and no others, on the draft that is checked out. On main the work
    /// moves to a new draft first. What the user has staged of other files stays staged.
    package func save(
        by member: Member, message: String?, forwardingErrors forward: @escaping @Sendable ([UInt8]) -> Void
    )
        async throws -> Saving
    {
        guard repository.workDirectory != nil else { throw WorkspaceRefusal.noWorkTree }
        let changes = try await WorkTree(workspace).questionOfChanges()()
        let (paths, misnamed) = (changes.unsaved.map(\.path), changes.misnamed.map(\.path))
        let strays = WorkTree(workspace).strays(among: changes.others)
        if paths.isEmpty, !misnamed.isEmpty, !repository.isMerging { throw ContentRefusal.misnamed(paths: misnamed) }
        for path in paths {
            if let bytes = repository.workFiles.size(at: path), bytes > Merger.largestBlob {
                throw ContentRefusal.tooLargeToSave(path: path, bytes: bytes)
            }
        }
        var draft = try Drafts(workspace).current()
        var isMoved = false
        if repository.isMerging, let draft {
            return try await Updater(workspace).concludeMerge(
                on: draft, paths, by: member, message: message, forwardingErrors: forward)
        }
        if draft == nil {
            try WorkTree(workspace).requireSettled()
            guard case .branch(main, let head?) = try repository.head() else {
                throw NameRefusal.notOnDraft(head: try repository.head().name)
            }
            guard let first = paths.first else {
                throw ContentRefusal.nothingToSave(branch: branch, strays: strays)
            }
            let wanted = layout.file(at: first)?.resource?.slug ?? "settings"
            let slug = Draft.accepts(slug: wanted) ? wanted : "changes"
            var moved = Draft(member: member.id, slug: slug, tip: head)
            if let empty = try DraftStarter(workspace).emptyDraft(slug, for: member, at: head) {
                moved = empty
                try await WorkTree(workspace).switchBranch(to: moved.name)
            } else {
                moved = Draft(member: member.id, slug: try Drafts(workspace).freeSlug(slug, for: member), tip: head)
                try Drafts(workspace).requireRoom(for: moved)
                try await WorkTree(workspace).switchBranch(to: moved.name, creatingAt: head)
            }
            draft = moved
            isMoved = true
        }
        guard let draft else { throw NameRefusal.notOnDraft(head: "") }
        let commit =
            paths.isEmpty
            ? nil
            : try await WorkTree(workspace).git.save(
                paths, message: message ?? summary(of: paths), forwardingErrors: forward)
        return Saving(
            draft: Draft(member: draft.member, slug: draft.slug, tip: commit ?? draft.tip), commit: commit,
            paths: try commit.map(paths(in:)) ?? [], misnamed: misnamed, strays: strays, isMoved: isMoved)
    }

    /// What a commit changes: not all that was edited need have come into it.
    private func paths(in commit: ObjectID) throws -> [String] {
        let saved = try repository.commit(commit)
        let before = try saved.parents.first.map { try repository.commit($0).tree } ?? .emptyTree
        return try repository.changes(from: before, to: saved.tree).map(\.path)
    }

    private func summary(of paths: [String]) -> String {
        let names = paths.map { layout.file(at: $0)?.resource?.description ?? $0 }
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return "Change " + names.prefix(3).joined(separator: ", ")
            + (names.count > 3 ? " and \(names.count - 3) more" : "")
    }
}
