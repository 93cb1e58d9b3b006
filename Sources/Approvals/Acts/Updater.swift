import Git
package import Resources

/// The outcome of merging main into a draft.
package struct DraftUpdate: Sendable {
    package enum Kind: Sendable { case upToDate, updated, conflicts }

    package let kind: Kind
    /// As it is now.
    package let draft: Draft
    /// Files that changed on the draft, or in the work tree.
    package let paths: [String]
    /// Conflicts that people have to resolve: they are marked in the files, and a merge is in progress.
    package let conflicts: [FieldConflict]
    /// The remote from which commits of others on this draft were brought here first; nil: there were none.
    package var tookFrom: String?
    /// Texts in which what main and the draft changed came together, in different lines.
    package var joined: [Merge.JoinedText] = []
}

/// Merges main into drafts.
package struct Updater: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Merges main into a draft, by the same merge as publishing. Where both changed the same field of a draft that is
    /// checked out, the files get all three values and a merge is left begun, as by `git merge`; elsewhere it is
    /// refused.
    package func update(_ draft: Draft, by member: Member) async throws -> DraftUpdate {
        let here = try repository.reference(draft.reference)
        var update = try await bringMain(into: draft, by: member)
        if let here, let there = try SharedRefs(workspace).shared(draft.reference), there != here,
            try repository.isAncestor(here, of: there)
        {
            update.tookFrom = remote?.name
        }
        return update
    }

    private func bringMain(into draft: Draft, by member: Member) async throws -> DraftUpdate {
        // What others added to it there comes first.
        let draft = try await Mover(workspace).here(Drafts(workspace).existing(at: draft.reference) ?? draft)
        let isCurrent = try Drafts(workspace).current()?.name.isExactly(draft.name) ?? false
        if isCurrent, repository.isMerging { throw ContentRefusal.updateBegun(draft: draft.name) }
        if try repository.isAncestor(tip, of: draft.tip) {
            return DraftUpdate(kind: .upToDate, draft: draft, paths: [], conflicts: [])
        }
        let unsaved = isCurrent ? try await WorkTree(workspace).unsavedChanges() : []
        // As `git merge`: what is edited comes along, unless it is to be another file now.
        func requireRoom(for tree: ObjectID, _ isInTheWay: (StatusEntry) -> Bool = { _ in false }) throws {
            let changed = Set(try paths(changedFrom: draft.tip, to: tree))
            let inTheWay = unsaved.filter { changed.contains($0.path) || isInTheWay($0) }.map(\.path)
            guard inTheWay.isEmpty else { throw ContentRefusal.unsaved(paths: inTheWay, draft: draft.name) }
        }
        let message = "Merge \(branch) into \(draft.name)"
        func updated(to commit: ObjectID) async throws -> DraftUpdate {
            try requireRoom(for: repository.commit(commit).tree)
            let problem = try await Mover.advance(
                draft.reference, from: draft.tip, to: commit, message: "assent: update \(draft.name)", in: repository,
                session)
            // The draft has moved; the next command lets the work tree follow.
            if let problem { throw problem }
            return DraftUpdate(
                kind: .updated, draft: Draft(member: draft.member, slug: draft.slug, tip: commit),
                paths: try paths(changedFrom: draft.tip, to: repository.commit(commit).tree), conflicts: [])
        }
        // A draft that has nothing of its own goes along.
        if try repository.isAncestor(draft.tip, of: tip) { return try await updated(to: tip) }
        let merger = Merger(repository: repository, layout: layout, limit: .none)
        let merge = try merger.merge(draft.tip, of: draft.name, onto: tip)
        if merge.conflicts.isEmpty {
            let signature = signature(of: member)
            var update = try await updated(
                to: repository.writeCommit(
                    tree: merge.tree(in: repository), parents: [draft.tip, tip], author: signature,
                    committer: signature,
                    message: message + "\n"))
            update.joined = merge.joined
            return update
        }
        guard isCurrent else { throw ContentRefusal.conflicts(draft: draft.name, merge.conflicts) }
        let marked = try merger.marked(merge)
        // A merge that is begun has the index for itself: what is staged would become part of it.
        try requireRoom(for: marked.tree) { $0.index != .none }
        try await WorkTree(workspace).git.beginMerge(
            of: tip, into: draft.tip, message: message, leaving: marked.tree, unmerged: marked.unmerged)
        return DraftUpdate(
            kind: .conflicts, draft: draft, paths: try paths(changedFrom: draft.tip, to: marked.tree),
            conflicts: merge.conflicts)
    }

    private func paths(changedFrom commit: ObjectID, to tree: ObjectID) throws -> [String] {
        try repository.changes(from: repository.commit(commit).tree, to: tree).map(\.path)
    }

    /// Commits the merge that an update left begun, once nothing in it is marked as a conflict any more.
    func concludeMerge(
        on draft: Draft, _ paths: [String], by member: Member, message: String?,
        forwardingErrors forward: @escaping @Sendable ([UInt8]) -> Void
    ) async throws -> Saving {
        let marked = try await Planner(workspace).preview(by: member.id).findings.filter { $0.code == .mergeConflict }
        guard marked.isEmpty else { throw ContentRefusal.findings(draft: draft.name, marked) }
        let commit = try await WorkTree(workspace).git.concludeMerge(paths, message: message, forwardingErrors: forward)
        return Saving(
            draft: Draft(member: draft.member, slug: draft.slug, tip: commit), commit: commit, paths: paths,
            isMoved: false)
    }
}
