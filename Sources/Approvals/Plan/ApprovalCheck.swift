import Git
import Resources

/// Whether what is checked out has the approvals that it needs, as CI jobs ask.
package struct ApprovalCheck: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// - Parameter branch: what a CI job is for, as its host says: chooses where several drafts hold the same commit.
    /// - Throws: `NameRefusal.notOnDraft` where there is no commit yet, `ContentRefusal.shallow`.
    package func atHand(branch: String? = nil) throws -> HeadState {
        let head = try repository.head()
        guard let commit = head.commit else { throw NameRefusal.notOnDraft(head: head.name) }
        if let name = head.branch, let draft = Draft(reference: name, tip: commit) { return .draft(draft) }
        return try withHistory {
            if try repository.isAncestor(commit, of: tip) { return .published(commit) }
            if let draft = try draft(at: commit, preferring: branch) { return .draft(draft) }
            // `refs/pull/<n>/merge` and its like: main, and what is to be merged into it.
            let parents = try repository.commit(commit).parents
            guard parents.count == 2, try repository.isAncestor(parents[0], of: tip),
                try !repository.isAncestor(parents[1], of: tip),
                let draft = try draft(at: parents[1], preferring: branch),
                try isPlainMerge(commit, of: draft, into: parents[0])
            else { return .other(commit) }
            return .draft(draft)
        }
    }

    /// The draft that a commit is a state of: its tip, what it asks approval for, or what it was before it moved on.
    private func draft(at commit: ObjectID, preferring branch: String?) throws -> Draft? {
        let holding = try Drafts(workspace).all().filter {
            try $0.tip == commit || repository.isAncestor(commit, of: $0.tip)
        }
        guard holding.count > 1 else {
            return try holding.first.map { Draft(member: $0.member, slug: $0.slug, tip: commit) } ?? asking(at: commit)
        }
        let ending = holding.filter { $0.tip == commit }
        let likely = ending.isEmpty ? holding : ending
        let named = holding.first { branch.map($0.name.isExactly) ?? false }
        if let named = named ?? (likely.count == 1 ? likely[0] : nil) {
            return Draft(member: named.member, slug: named.slug, tip: commit)
        }
        return try asking(at: commit) ?? Draft(member: likely[0].member, slug: likely[0].slug, tip: commit)
    }

    private func asking(at commit: ObjectID) throws -> Draft? {
        try Requests(workspace).open().first { $0.revision == commit }.flatMap {
            Draft(reference: Refs.heads + $0.draftName, tip: commit)
        }
    }

    /// Whether the tree of a merge that somebody made is what merging the draft makes, and no more: an approval of the
    /// draft covers nothing else that was put into the merge. Of a governed file that both sides changed, git may write
    /// another text with the same meaning; everything else is the same entry.
    private func isPlainMerge(_ commit: ObjectID, of draft: Draft, into main: ObjectID) throws -> Bool {
        let merge: Merge
        do {
            merge = try Merger(repository: repository, layout: layout).merge(draft.tip, of: draft.name, onto: main)
        } catch ContentRefusal.unfitCommit, ContentRefusal.ungovernedChanges { return false }
        guard merge.conflicts.isEmpty else { return false }
        let expected = try merge.tree(in: repository)
        let made = try repository.commit(commit).tree
        let difference = try repository.difference(from: expected, to: made)
        guard difference.broken.isEmpty else { return false }
        return try difference.changes.allSatisfy { change in
            guard let file = layout.file(at: change.path), let old = change.old, let new = change.new,
                old.mode == new.mode, old.mode.isFile
            else { return false }
            return try compare(
                file, before: readText(of: old, in: repository), after: readText(of: new, in: repository)) == nil
        }
    }

    /// Runs what reads history. Where it was cut off, libgit2 takes the rest for damaged.
    package func withHistory<Answer>(_ read: () throws -> Answer) throws -> Answer {
        do { return try read() } catch is GitError where repository.isShallow { throw ContentRefusal.shallow }
    }
}
