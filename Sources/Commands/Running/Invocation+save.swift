import Approvals
import Git
import Resources
import Review

extension Invocation {
    /// Saves the work tree's governed files, and sends the draft to where others see it; what hooks print is passed on.
    func save(in workspace: OpenWorkspace, by member: Member, message: String?) async throws -> Saving {
        var saving = try await Saver(workspace).save(by: member, message: message, forwardingErrors: forwardErrors)
        // It is saved whether or not it can be sent; the next save sends it too.
        do { saving.sentTo = try await Mover(workspace).send(saving.draft) } catch MovedRefusal.offline {} catch let
            error
            as RemoteError
        {
            hasToldStaleness = true
            note(RemoteErrorWords(error).unsent.page.text(terminal.errorStyle))
        } catch {
            hasToldStaleness = true
            note("assent: saved here, and not sent to others yet:")
            note(
                Failure(error, in: workspace).explanation.page.text(
                    terminal.errorStyle))
        }
        return saving
    }

    /// The draft that a command is to finish, with everything saved: by `--save`, by asking on a terminal, or not at
    /// all, which is refused.
    func savedDraft(_ name: String?, saves: Bool, message: String?) async throws -> (OpenWorkspace, Member, Draft) {
        let workspace = try await openWorkspace()
        let me = try workspace.me(who: .draft)
        let current = try Drafts(workspace).current()
        if let name, case let draft = try Drafts(workspace).draft(named: name), draft != current {
            return (workspace, me, draft)
        }
        let unsaved = try await WorkTree(workspace).unsavedChanges().map(\.path)
        if unsaved.isEmpty {
            // A file that was meant to be saved may have a name that no model or sync can have.
            let strays = try await WorkTree(workspace).strays()
            if !strays.isEmpty { note(Page(strays).text(terminal.errorStyle)) }
            return (workspace, me, try Drafts(workspace).draft(namedOrCurrent: name))
        }
        if !saves { try WorkTree(workspace).requireSettled() }
        guard try saves || mayAsk && terminal.confirm(.saveFirst(unsaved)) else {
            throw ContentRefusal.unsaved(paths: unsaved, draft: current?.name)
        }
        let saving = try await save(in: workspace, by: me, message: message)
        if global.format == .text {
            try report(
                SavingPage(saving, for: try Reader(workspace, me)).page.text(terminal.style),
                json: Shapes.saving(saving, findings: []))
        }
        return (try reopenWorkspace(), me, saving.draft)
    }
}
