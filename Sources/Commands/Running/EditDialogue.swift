import Approvals
import Git
import Resources
import Review

/// What `new` has just written.
struct NewFiles {
    let texts: [GovernedFile: [UInt8]]
    /// It is there to be filled in, and says nothing by itself.
    let isScaffold: Bool
}

/// F3 in one go: the editor, the checks, and the three ways to finish.
struct EditDialogue {
    private let invocation: Invocation
    private var terminal: Terminal { invocation.terminal }

    init(_ invocation: Invocation) { self.invocation = invocation }

    /// - Parameter new: what was written to be edited: of a copy nothing need change to go on with it; nil: the file
    ///   was there.
    func edit(_ resource: ResourceID, on taken: EditedDraft, by me: Member, new: NewFiles? = nil) async throws
        -> ExitStatus
    {
        terminal.beginDialogue()
        var workspace = try invocation.reopenWorkspace()
        let file = GovernedFile(resource)
        let path = workspace.layout.path(of: file)
        var taken = taken
        invocation.note(sentence: "\(resource, .strong) on \(taken.draft.name, .strong): \(path)")
        var hasChanged = new?.isScaffold == false
        while true {
            let edit: ResourceEdit
            do {
                edit = try await ResourceEditor(workspace).edit(file, on: taken.draft, by: me)
            } catch {
                // What was written before the editor failed is kept.
                if !hasChanged, let new {
                    _ = try await ResourceEditor(workspace).takeBack(new.texts, on: taken)
                } else if !hasChanged, try await WorkTree(workspace).unsavedChanges().isEmpty {
                    try await ResourceEditor(workspace).putBack(taken)
                }
                throw error
            }
            hasChanged = hasChanged || edit.isChanged
            if !hasChanged, let new, try await ResourceEditor(workspace).takeBack(new.texts, on: taken) {
                return told("Nothing was written: \(resource, .strong) was not created.")
            }
            guard hasChanged else { return try await leave(resource, as: taken, in: workspace) }
            workspace = try invocation.reopenWorkspace()
            let review = try await WorkReview(of: edit.draft, by: me, in: workspace)
            if review.isNothing {
                taken.draft = try ResourceEditor(workspace).record(edit, on: taken.draft)
                return try await leave(resource, as: taken, in: workspace)
            }
            terminal.print(text(of: review, workspace))
            let hasErrors = review.findings.contains { $0.severity == .error && !$0.isInherited }
            let farewell = farewell(resource, at: path, edit)
            // Nobody can read such a file: it is not for others yet.
            let isBroken = review.changes.contains { $0.file == file && $0.isOpaque && $0.after != nil }
            do {
                if try hasErrors && goesBack(orElse: farewell) { continue }
                if hasErrors, isBroken { throw CalledOff(farewell: farewell) }
            } catch {
                if edit.copy != nil, new == nil { try await ResourceEditor(workspace).putBack(taken) }
                throw error
            }
            taken.draft = try ResourceEditor(workspace).record(edit, on: taken.draft)
            break
        }
        if workspace.repository.workDirectory != nil, try await !WorkTree(workspace).unsavedChanges().isEmpty {
            let saving = try await invocation.save(in: workspace, by: me, message: nil)
            taken.draft = saving.draft
            terminal.print(SavingPage(saving, for: try Reader(workspace, me)).page.text(terminal.style))
        }
        return try await FinishDialogue(invocation).finish(taken.draft, by: me)
    }

    /// All of it, or what a terminal has room for: nobody can turn pages where a question follows.
    private func text(of review: WorkReview, _ workspace: OpenWorkspace) -> String {
        let whole = page(of: review, workspace, isCut: false).text(terminal.style)
        return terminal.isLong(whole) ? page(of: review, workspace, isCut: true).text(terminal.style) : whole
    }

    private func page(of review: WorkReview, _ workspace: OpenWorkspace, isCut: Bool) -> Page {
        var page = Page()
        let changes = ResourceReview.all(of: review.changes, uses: review.uses, layout: workspace.layout)
        page.add(ChangeTables(changes, workspace.layout, isCut: isCut).blocks)
        if isCut { page.add(.steps([NextStep("see all of it", "assent diff")])) }
        if review.changes.isEmpty { page.say("Only formatting changed: no field changed its meaning.") }
        page.gap()
        page.add(Page(review.findings.filter { !$0.isInherited }))
        return page
    }

    /// Asks whether to fix errors at once. If it is cancelled, what was written is neither saved nor lost.
    private func goesBack(orElse farewell: Page) throws -> Bool {
        do {
            return try terminal.asking(orElse: farewell) { try terminal.confirm("Go back to the editor?") }
        } catch is CalledOff {
            throw CalledOff(farewell: farewell)
        }
    }

    private func farewell(_ resource: ResourceID, at path: String, _ edit: ResourceEdit) -> Page {
        var farewell = Page()
        let next: Words =
            edit.copy == nil
            ? "Save them:\u{A0} \(.command("assent save"))"
            : "Go on with them:\u{A0} \(.command("assent edit", resource.description))"
        farewell.tell(
            "\(Words("assent", .error)): your edits are in \(edit.copy ?? path), not saved. \(next)")
        return farewell
    }

    private func told(_ words: Words) -> ExitStatus {
        var page = Page()
        page.tell(words)
        terminal.print(page.text(terminal.style))
        return .fine
    }

    /// There is nothing to continue: a draft that was started for it is deleted too.
    private func leave(_ resource: ResourceID, as taken: EditedDraft, in workspace: OpenWorkspace) async throws
        -> ExitStatus
    {
        try await ResourceEditor(workspace).putBack(taken)
        return told("Nothing changed: \(resource, .strong) is as it was.")
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
