import Approvals
import Git
import Resources
import Review

/// F3 in one go: the editor, the checks, and the three ways to finish.
extension Invocation {
    /// - Parameter isNew: the file was only just written, so that it need not change to be gone on with.
    func edit(_ resource: ResourceID, on taken: EditedDraft, by me: Member, isNew: Bool) async throws -> ExitStatus {
        var workspace = try reopenWorkspace()
        let file = GovernedFile(resource)
        var taken = taken
        note(sentence: "\(resource, .strong) on \(taken.draft.name, .strong): \(workspace.layout.path(of: file))")
        var hasChanged = isNew
        while true {
            let isChanged: Bool
            do {
                (taken.draft, isChanged) = try await ResourceEditor(workspace).edit(file, on: taken.draft, by: me)
            } catch {
                // What was written before it failed stays where it was written.
                if !hasChanged, try await WorkTree(workspace).unsavedChanges().isEmpty {
                    try await ResourceEditor(workspace).putBack(taken)
                }
                throw error
            }
            hasChanged = hasChanged || isChanged
            guard hasChanged else { return try await leave(resource, as: taken, in: workspace) }
            workspace = try reopenWorkspace()
            let review = try await WorkReview(of: taken.draft, by: me, in: workspace)
            if review.isNothing { return try await leave(resource, as: taken, in: workspace) }
            var page = Page()
            let changes = ResourceReview.all(of: review.changes, uses: review.uses, layout: workspace.layout)
            page.add(ChangeTables(changes, workspace.layout).blocks)
            if review.changes.isEmpty { page.say("Only formatting changed: no field changed its meaning.") }
            page.gap()
            page.add(Page(review.findings.filter { !$0.isInherited }))
            terminal.print(page.text(terminal.style))
            let hasErrors = review.findings.contains { $0.severity == .error && !$0.isInherited }
            guard hasErrors, terminal.confirm("Go back to the editor?") else { break }
        }
        if workspace.repository.workDirectory != nil, try await !WorkTree(workspace).unsavedChanges().isEmpty {
            let saving = try await save(in: workspace, by: me, message: nil)
            taken.draft = saving.draft
            terminal.print(SavingPage(saving, for: try Reader(workspace, me)).page.text(terminal.style))
        }
        return try await finish(taken.draft, by: me)
    }

    /// Nothing is to be gone on with: a draft that was started for it goes as well.
    private func leave(_ resource: ResourceID, as taken: EditedDraft, in workspace: OpenWorkspace) async throws
        -> ExitStatus
    {
        try await ResourceEditor(workspace).putBack(taken)
        var page = Page()
        page.tell("Nothing changed: \(resource, .strong) is as it was.")
        terminal.print(page.text(terminal.style))
        return .fine
    }
}

/// What a draft changes, and what was found in it.
private struct WorkReview {
    let changes: [FileChange]
    let findings: [Finding]
    let uses: [String: [Subject.Use]]
    /// Not even how a file is written is another than on main.
    let isNothing: Bool
}

extension WorkReview {
    /// With what is not saved, where there is a work tree.
    init(of draft: Draft, by me: Member, in workspace: OpenWorkspace) async throws {
        guard workspace.repository.workDirectory != nil else {
            let plan = try Planner(workspace).plan(draft, by: me.id)
            self.init(changes: plan.changes, findings: plan.findings, uses: plan.uses, isNothing: plan.isEmpty)
            return
        }
        let preview = try await Planner(workspace).preview(by: me.id)
        self.init(
            changes: preview.changes, findings: preview.findings, uses: preview.uses,
            isNothing: preview.unsaved.isEmpty && preview.plan?.isEmpty ?? false)
    }
}
