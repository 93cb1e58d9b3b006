import Git
package import Resources

/// What the current work would change on main: the current draft with what is not yet saved.
package struct Preview: Sendable {
    /// Nil on main, on another branch, or detached.
    package let draft: Draft?
    /// The draft as it is saved; nil without one.
    package let plan: Plan?
    /// Main against the draft with its unsaved files; the same as the plan's where everything is saved.
    package let changes: [FileChange]
    package let findings: [Finding]
    /// Paths of governed files that differ from HEAD.
    package let unsaved: [String]
    /// Paths of files among them whose names no governed file can have.
    package let misnamed: [String]
    /// Those of the findings that are about files on disk which read like models or syncs and are none (A105).
    package let strays: [Finding]
    /// The syncs on every model that changes.
    package let uses: [String: [Subject.Use]]
    package let touches: [Touch]

    package var needsApproval: Bool { touches.contains(where: \.needsApproval) }
}

extension Planner {
    package func overlaps(with preview: Preview) throws -> [Overlap] {
        try Overlaps(workspace).overlaps(
            with: preview.changes, uses: preview.uses, at: preview.draft?.tip, except: preview.draft?.name)
    }

    /// - Parameter member: who would ask for it; decides what the plan says of approvals.
    package func preview(by member: String?) async throws -> Preview {
        let question = try WorkTree(workspace).questionOfChanges()
        async let changed = question()
        let draft = try Drafts(workspace).current()
        let plan = try draft.map { try self.plan($0, by: member ?? $0.member) }
        let unsaved = try await changed.unsaved.map(\.path)
        let misnamed = try await changed.misnamed.map(\.path)
        let strays = WorkTree(workspace).strays(among: try await changed.others)
        if unsaved.isEmpty, plan != nil || draft == nil {
            return Preview(
                draft: draft, plan: plan, changes: plan?.changes ?? [], findings: (plan?.findings ?? []) + strays,
                unsaved: [], misnamed: misnamed, strays: strays, uses: plan?.uses ?? [:], touches: plan?.touches ?? [])
        }
        let edits = WorkTree(workspace).files(at: unsaved)
        let tree =
            try plan?.merge.tree(in: repository) ?? repository.head().commit.map { try repository.commit($0).tree }
        let before = published
        var after = Snapshot(repository, tree: tree ?? .emptyTree, layout: layout, edits: edits)
        let touched = Set(edits.keys).union(plan?.changes.map(\.file) ?? [])
        var changes = try touched.sorted().compactMap { file -> (path: String, change: FileChange)? in
            try compare(file, before: before.text(of: file), after: after.text(of: file))
                .map { (layout.path(of: file), $0) }
        }
        (changes, after) = try after.takingRoot(changes, from: before)
        let meaning = try Meaning(changes, before: before, after: after)
        let focus = touched.union(changes.map(\.change.file))
        let findings =
            focus.isEmpty
            ? []
            : check(
                focus, in: try after.workspace(for: focus), before: try before.workspace(for: focus),
                otherDrafts: try draftModels(except: draft?.name ?? "", beneath: focus, in: after))
        return Preview(
            draft: draft, plan: plan, changes: changes.map(\.change), findings: findings + strays, unsaved: unsaved,
            misnamed: misnamed, strays: strays, uses: meaning.uses, touches: meaning.touches)
    }
}
