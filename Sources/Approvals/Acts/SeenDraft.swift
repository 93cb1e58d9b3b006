import Git
import Resources

/// A draft that is about to be recorded in a member's name. Anybody who may push can add to it on the remote.
struct SeenDraft: OnWorkspace {
    let workspace: OpenWorkspace
    let draft: Draft

    init(_ draft: Draft, in workspace: OpenWorkspace) {
        self.draft = draft
        self.workspace = workspace
    }

    /// Throws unless the member has all of it in their own clone, or viewed it.
    func require(_ plan: Plan, by member: Member) throws {
        if try repository.reference(draft.reference) == draft.tip { return }
        if ViewedPlans(workspace).viewed(plan, by: member.id)?.revision == draft.tip { return }
        throw try sentByOthers(isShown: plan.request.map { $0.revision == draft.tip } ?? true)
    }

    /// Throws if the remote has more of it.
    func requireWhole() throws {
        guard let now = try Drafts(workspace).existing(at: draft.reference) else {
            throw NameRefusal.unknownDraft(draft.name, nearest: [])
        }
        if now.tip != draft.tip { throw try sentByOthers(isShown: true) }
    }

    /// - Parameter isShown: `view` shows the draft, and not what was asked for before.
    private func sentByOthers(isShown: Bool) throws -> RightsRefusal {
        .sentByOthers(
            draft: draft.name, remote: remote?.name ?? "the repository", isShown: isShown,
            isCheckedOut: try Drafts(workspace).current()?.name.isExactly(draft.name) ?? false)
    }
}
