import Git
package import Resources

/// Committing to drafts without a work tree, for what the product itself writes: settings, members, new resources in a
/// bare repository.
package struct DraftWriter: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// A commit on top of a draft with these files changed (nil: removed). Answers the draft as it is now.
    package func commit(_ files: [GovernedFile: FileText?], to draft: Draft, by member: Member, message: String) throws
        -> Draft
    {
        let commit = try write(files, onto: draft.tip, by: member, message: message)
        guard commit != draft.tip else { return draft }
        try repository.update([
            RefUpdate(name: draft.reference, expected: draft.tip, new: commit, message: "assent: \(message)")
        ])
        return Draft(member: draft.member, slug: draft.slug, tip: commit)
    }

    /// A draft on what is published that changes just these files. One of the member's own that does the very same is
    /// taken up: a command that was cut off has left it.
    func start(
        _ wanted: String, changing files: [GovernedFile: FileText?], by member: Member, message: String
    ) throws -> Draft {
        let commit = try write(files, onto: tip, by: member, message: message)
        let tree = try repository.commit(commit).tree
        let same = try Drafts(workspace).all().first { draft in
            guard draft.member.isExactly(member.id), draft.slug.utf8.starts(with: wanted.utf8) else { return false }
            let tip = try repository.commit(draft.tip)
            return tip.tree == tree && tip.parents == [self.tip]
        }
        return try same
            ?? Drafts(workspace).start(try Drafts(workspace).freeSlug(wanted, for: member), for: member, at: commit)
    }

    /// The commit alone, to which nothing leads yet; `parent`, where that has all of it already.
    func write(
        _ files: [GovernedFile: FileText?], onto parent: ObjectID, by member: Member, message: String
    ) throws -> ObjectID {
        let tree = try repository.commit(parent).tree
        let edits = try files.map { file, text in
            let action: TreeEdit.Action =
                if let text {
                    .put(try repository.writeBlob(text.bytes), FileMode(rawValue: text.mode) ?? .file)
                } else { .remove }
            return TreeEdit(layout.path(of: file), action)
        }
        let edited = try repository.editTree(tree, edits)
        guard edited != tree else { return parent }
        let signature = signature(of: member)
        return try repository.writeCommit(
            tree: edited, parents: [parent], author: signature, committer: signature, message: message + "\n")
    }
}
