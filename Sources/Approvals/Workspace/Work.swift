import Git
package import Resources

/// Committing to drafts without a work tree, for what the product itself writes: settings, members, new resources in a
/// bare repository.
extension OpenWorkspace {
    /// A commit on top of a draft with these files changed (nil: removed). Answers the draft as it is now.
    package func commit(_ files: [GovernedFile: FileText?], to draft: Draft, by member: Member, message: String) throws
        -> Draft
    {
        let tree = try repository.commit(draft.tip).tree
        let edits = try files.map { file, text in
            let action: TreeEdit.Action =
                if let text { .put(try repository.writeBlob(text.bytes), .file) } else { .remove }
            return TreeEdit(layout.path(of: file), action)
        }
        let edited = try repository.editTree(tree, edits)
        guard edited != tree else { return draft }
        let signature = signature(of: member)
        let commit = try repository.writeCommit(
            tree: edited, parents: [draft.tip], author: signature, committer: signature, message: message + "\n")
        try repository.update([
            RefUpdate(name: draft.reference, expected: draft.tip, new: commit, message: "assent: \(message)")
        ])
        return Draft(member: draft.member, slug: draft.slug, tip: commit)
    }
}
