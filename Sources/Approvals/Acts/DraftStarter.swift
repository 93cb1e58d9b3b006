package import Git
package import Resources

/// Starts drafts and, where there is a work tree, checks them out.
package struct DraftStarter: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// As `startAndSwitch`, called after a resource, under another name where that one is taken.
    package func startAnyAndSwitch(after resource: String, for member: Member) async throws -> Draft {
        try WorkTree(workspace).requireSettled()
        let wanted = Draft.slug(for: resource)
        guard let empty = try emptyDraft(wanted, for: member, at: tip) else {
            return try await startAndSwitch(try Drafts(workspace).freeSlug(wanted, for: member), for: member)
        }
        if repository.workDirectory != nil { try await WorkTree(workspace).switchBranch(to: empty.name) }
        return empty
    }

    /// A draft that was made for the same before, and has nothing in it yet: its command was killed.
    func emptyDraft(_ slug: String, for member: Member, at start: ObjectID) throws -> Draft? {
        let draft = Draft(member: member.id, slug: slug, tip: start)
        guard try repository.reference(draft.reference) == start, try Worktrees(repository).on(draft.reference).isEmpty
        else { return nil }
        return draft
    }

    /// Starts a draft and, where there is a work tree, checks it out; edits that are not saved come along, as in git.
    ///
    /// - Parameter commit: where it starts; main's tip, if none is given.
    package func startAndSwitch(_ slug: String, for member: Member, at commit: ObjectID? = nil) async throws -> Draft {
        try WorkTree(workspace).requireSettled()
        try await Mover(workspace).cleanUp()
        let draft = try Drafts(workspace).start(slug, for: member, at: commit)
        guard repository.workDirectory != nil else { return draft }
        do { try await WorkTree(workspace).switchBranch(to: draft.name) } catch {
            // A draft that could not be entered was not asked for.
            try repository.update([
                RefUpdate(
                    name: draft.reference, expected: draft.tip, new: nil, message: "assent: \(draft.name) not started")
            ])
            throw error
        }
        return draft
    }

    /// Starts a draft on another one, or on main.
    package func startAndSwitch(_ slug: String, for member: Member, on base: Draft?) async throws -> Draft {
        let draft = try await startAndSwitch(slug, for: member, at: base?.tip)
        if let base {
            try await WorkTree(workspace).git.check(["config", "branch.\(draft.name).assentBase", base.name])
        } else if try Stacks(workspace).base(of: draft.name) != nil {
            // Of an older draft of that name.
            try await WorkTree(workspace).git.check(["config", "--unset", "branch.\(draft.name).assentBase"])
        }
        return draft
    }
}
