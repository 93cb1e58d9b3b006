import Git
package import Resources

/// Deletes drafts of which nothing is left to publish.
package struct DraftPruner: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    package struct Pruning: Sendable {
        package internal(set) var pruned: [Draft] = []
        /// Those that another work tree is on, with that work tree's folder.
        package internal(set) var kept: [(draft: Draft, directory: String)] = []
    }

    /// Deletes the drafts that went live: the member's own wherever they are, and copies of others' drafts that only this
    /// clone still has. Nothing is lost: main contains their commits.
    package func prune(for member: Member) async throws -> Pruning {
        var pruning = Pruning()
        for draft in try Drafts(workspace).all() where try isLive(draft) {
            let isShared = try remote != nil && SharedRefs(workspace).shared(draft.reference) != nil
            guard draft.isOf(member) || remote != nil && !isShared else { continue }
            if let worktree = try Worktrees(repository).on(draft.reference).first {
                guard worktree.path == repository.workDirectory else {
                    pruning.kept.append((draft, worktree.path))
                    continue
                }
                let unsaved = try await WorkTree(workspace).unsavedChanges().map(\.path)
                guard unsaved.isEmpty else { throw ContentRefusal.unsaved(paths: unsaved, draft: draft.name) }
                try await WorkTree(workspace).git.switchBranch(to: branch)
            }
            let message = "assent: prune \(draft.name)"
            if let there = try SharedRefs(workspace).shared(draft.reference) {
                try await Mover(workspace).share(
                    [RefUpdate(name: draft.reference, expected: there, new: nil, message: message)], message)
            }
            if let here = try repository.reference(draft.reference) {
                try repository.update([RefUpdate(name: draft.reference, expected: here, new: nil, message: message)])
            }
            pruning.pruned.append(draft)
        }
        return pruning
    }

    /// All its commits are part of main by a landing. A draft that stands on a commit of main's own line has none yet.
    private func isLive(_ draft: Draft) throws -> Bool {
        guard try Requests(workspace).open(of: draft.name) == nil, try repository.isAncestor(draft.tip, of: tip) else {
            return false
        }
        return try !History(workspace).line.contains(draft.tip)
    }
}
