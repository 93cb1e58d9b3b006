import Git
package import Resources

/// Gives drafts another name.
package struct DraftRenamer: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Moves a member's own draft to another name, here and where others see it; whatever has it checked out follows.
    ///
    /// - Throws: `NameRefusal.hasRequest` while it is submitted: the request names it, and those who review it know it so.
    package func rename(_ draft: Draft, to slug: String, by member: Member) async throws -> Draft {
        guard Draft.accepts(slug: slug) else { throw NameRefusal.invalidName(slug, renaming: draft.name) }
        guard draft.isOf(member) else { throw RightsRefusal.mayNotRename(draft: draft.name, owner: draft.member) }
        if let request = try Requests(workspace).open(of: draft.name) {
            throw NameRefusal.hasRequest(draft: draft.name, id: request.id)
        }
        let renamed = Draft(member: draft.member, slug: slug, tip: draft.tip)
        guard try Drafts(workspace).existing(at: renamed.reference) == nil else {
            throw NameRefusal.draftExists(renamed.name)
        }
        let message = "assent: rename \(draft.name) to \(renamed.name)"
        if remote != nil, let there = try SharedRefs(workspace).shared(draft.reference) {
            try await Mover(workspace).share(
                [
                    RefUpdate(name: renamed.reference, expected: nil, new: there, message: message),
                    RefUpdate(name: draft.reference, expected: there, new: nil, message: message),
                ], message)
        }
        // git moves the branch's settings and every work tree that is on it.
        if draft.isHere { try await WorkTree(workspace).git.check(["branch", "--move", draft.name, renamed.name]) }
        return renamed
    }
}
