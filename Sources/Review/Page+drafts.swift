package import Approvals
import Git
package import Resources

/// What saving, starting and keeping drafts came to.
extension Page {
    package init(_ saving: Saving, reader: Reader) {
        self.init()
        let draft = saving.draft.name
        if saving.isMoved {
            line("\(reader.branch) changes only by approval; moved your work to \(draft, .strong).", hanging: 2)
        }
        guard let commit = saving.commit else {
            line("Nothing to save: \(draft, .strong) has all of it.", hanging: 2)
            return
        }
        split("Saved on \(draft, .strong): \(counted(saving.paths.count, "file")).", Words(commit.short, .faint))
        for path in saving.paths.prefix(8) { line("\(path)", indent: 2, hanging: 4) }
        if saving.paths.count > 8 { line("and \(saving.paths.count - 8) more", indent: 2) }
    }

    package init(started draft: Draft, isCheckedOut: Bool, overlaps: [Overlap], reader: Reader) {
        self.init()
        line("Started \(draft.name, .strong)\(isCheckedOut ? ", and you are on it" : "").", hanging: 2)
        for overlap in overlaps { line("\(reader.words(overlap)).", indent: 2, hanging: 4) }
        add(
            Page(steps: [
                .init(
                    isCheckedOut ? "edit files, then" : "work on it in a clone, then", "assent save")
            ]))
    }

    /// One draft a line: name, state, age, and what its last commit says.
    package init(drafts: [DraftSummary], reader: Reader) {
        self.init()
        if drafts.isEmpty {
            line("No drafts.")
            add(Page(steps: [.init("begin one", "assent draft start <name>")]))
            return
        }
        let column = min(36, 4 + (drafts.map { Words($0.draft.name).width }.max() ?? 0))
        for item in drafts {
            let mark: Words = item.isCurrent ? "* " : "\u{A0}\u{A0}"
            var facts: [Words] = [item.request.map { "submitted \(reader.short($0.id), .faint)" } ?? "not submitted"]
            if item.title.isEmpty {
                facts.append("nothing on it yet")
            } else {
                facts += [reader.ago(item.saved), Words(item.title, .faint)]
            }
            row(
                mark + Words(item.draft.name, item.isCurrent ? .strong : nil), facts.joined(by: " · "), at: column)
        }
    }

    /// - Parameters:
    ///   - draft: that was started for it; nil where one was there.
    ///   - isSaved: the repository is bare, and it is on the draft already.
    package init(written resource: ResourceID, at path: String, on draft: Draft?, isSaved: Bool, branch: String) {
        self.init()
        if let draft { line("\(branch) changes only by approval; started \(draft.name, .strong) for it.", hanging: 2) }
        line("Wrote \(resource, .strong): \(path)", hanging: 2)
        add(
            Page(steps: [
                isSaved
                    ? .init("ask for approval", Shell.line(["assent", "submit", draft?.name ?? ""]))
                    : .init("edit it, then", "assent save")
            ]))
    }

    /// The question before a draft is discarded.
    package init(deletionOf draft: Draft, request: ApprovalRequest?, reader: Reader) {
        self.init()
        let also: Words = request.map { " and its request \(reader.short($0.id))" } ?? ""
        line("Delete \(draft.name, .strong)\(also)? What only it holds cannot be recovered.", hanging: 2)
    }

    /// The question before what is not saved is left behind.
    package init(unsaved paths: [String]) {
        self.init()
        let names = paths.map { Words($0) }.inWords(limit: 5)
        line("\(counted(paths.count, "file is", "files are")) not saved: \(names). Save first?", hanging: 2)
    }

    package init(started workspace: Initialization) {
        self.init()
        let settings = workspace.settings
        if workspace.isRenewed {
            line("The workspace \(settings.workspace, .strong) has an id of its own now: \(settings.id).", hanging: 2)
        } else {
            line("\(settings.workspace, .strong) is a workspace now; you are its administrator.", hanging: 2)
        }
        let root: Words = settings.root.isEmpty ? "this repository" : "\(settings.root)/"
        row(
            "adopted",
            "\(counted(workspace.models, "model")) and \(counted(workspace.syncs, "sync")) in \(root), untouched",
            indent: 2, at: 12)
        let errors = workspace.findings.count { $0.severity == .error }
        if !workspace.findings.isEmpty {
            let other = workspace.findings.count - errors
            row(
                "findings",
                "\(counted(errors, "error")), \(counted(other, "other")): shown by \(Words.command("assent check --all")), and block nobody",
                indent: 2, at: 12)
        }
        row("genesis", "\(workspace.genesis.hex): verify starts here", indent: 2, at: 12)
        add(
            Page(steps: [
                .init(
                    "add who works with you",
                    "assent member add bo --name \"Bo Chen\" --email bo@acme.example --role editor"),
                .init("begin a change", "assent draft start <name>"),
            ]))
    }
}
