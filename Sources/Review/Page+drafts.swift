package import Approvals
import Git
package import Resources
import SSH
import Signatures

/// What saving, starting and keeping drafts came to.
extension Page {
    package init(_ saving: Saving, reader: Reader) {
        self.init()
        let draft = saving.draft.name
        if saving.isMoved {
            line("\(reader.branch) changes only by approval; moved your work to \(draft, .strong).", hanging: 2)
        }
        guard let commit = saving.commit else {
            if let remote = saving.sentTo {
                line("Nothing new to save; \(draft, .strong) is on \(remote) now as it was saved.", hanging: 2)
            } else {
                line("Nothing to save: \(draft, .strong) has all of it.", hanging: 2)
            }
            return
        }
        split("Saved on \(draft, .strong): \(counted(saving.paths.count, "file")).", Words(commit.short, .faint))
        for path in saving.paths.prefix(8) { line("\(path)", indent: 2, hanging: 4) }
        if saving.paths.count > 8 { line("and \(saving.paths.count - 8) more", indent: 2) }
    }

    package init(_ update: DraftUpdate, reader: Reader) {
        self.init()
        let draft = update.draft.name
        if let remote = update.tookFrom {
            split(
                "Took over what others added to \(draft, .strong) on \(remote).", Words(update.draft.tip.short, .faint))
        }
        switch update.kind {
        case .upToDate where update.tookFrom != nil: break
        case .upToDate:
            line("\(draft, .strong) has all of \(reader.branch) already.", hanging: 2)
        case .updated:
            split(
                "Brought \(reader.branch) into \(draft, .strong): \(counted(update.paths.count, "file")).",
                Words(update.draft.tip.short, .faint))
        case .conflicts:
            let fields = counted(update.conflicts.count, "field")
            line(
                "\(draft, .strong) and \(reader.branch) both changed \(fields). All three values stand in the files:",
                hanging: 2)
            conflicts(update.conflicts, reader.layout)
            add(
                Page(steps: [
                    .init("settle them where the files say <<<<<<<, then", "assent save"),
                    .init("or take it back", "git merge --abort"),
                ]))
        }
    }

    /// What a draft contains beside its own changes.
    mutating func standing(on beneath: [String], indent: Int = 0) {
        guard !beneath.isEmpty else { return }
        let names = beneath.map { Words($0, .strong) }.inWords(limit: 5)
        line(
            "It stands on \(names), not published yet: it contains those changes, and publishes them as well.",
            indent: indent, hanging: indent + 2)
    }

    /// What went live with a draft beside its own changes.
    package mutating func published(with beneath: [String]) {
        guard !beneath.isEmpty else { return }
        line("with it what \(beneath.map { Words($0) }.inWords(limit: 5)) changed", indent: 2, hanging: 4)
    }

    /// - Parameter base: the draft that it was started on.
    package init(started draft: Draft, on base: Draft?, isCheckedOut: Bool, overlaps: [Overlap], reader: Reader) {
        self.init()
        let origin: Words = base.map { " on \($0.name)" } ?? ""
        line("Started \(draft.name, .strong)\(origin)\(isCheckedOut ? ", and you are on it" : "").", hanging: 2)
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
            if !item.beneath.isEmpty { facts.append("on \(item.beneath.map { Words($0) }.inWords(limit: 3))") }
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

    /// A file names a schema that is not there yet.
    package init(absent schema: SchemaKind, branch: String) {
        self.init()
        line(
            "Editors find no \(schema.path) yet. Once, on \(branch) and at the top of the repository, add it for all:",
            hanging: 2)
        for step in ["mkdir -p .assent", "assent schema \(schema.rawValue) > \(schema.path)"] {
            line(Words(step, .command), indent: 2)
        }
    }

    /// The question before a draft is discarded.
    package init(deletionOf draft: Draft, request: ApprovalRequest?, reader: Reader) {
        self.init()
        let also: Words = request.map { " and its request \(reader.short($0.id))" } ?? ""
        line("Delete \(draft.name, .strong)\(also)? Changes that exist only in this draft will be lost.", hanging: 2)
    }

    /// The question before what is not saved is left behind.
    package init(unsaved paths: [String]) {
        self.init()
        let names = paths.map { Words($0) }.inWords(limit: 5)
        line("\(counted(paths.count, "file is", "files are")) not saved: \(names). Save first?", hanging: 2)
    }

    /// A file for a CI host was written, and waits to be committed.
    package init(placed path: String, branch: String) {
        self.init()
        line("Wrote \(path, .strong). What it needs to be told is said at its top.", hanging: 2)
        let commands = [["git", "add", path], ["git", "commit", "-m", "Check drafts"]].map(Shell.line)
        add(Page(steps: [.init("commit it on \(Words(branch)) and push that", commands.joined(separator: " && "))]))
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
        if workspace.models + workspace.syncs == 0, !workspace.isRenewed {
            line(
                "No models or syncs were found. Commit the Git Sync folder; if it is in another place, name it:\u{A0} \(.command("assent settings root <folder>"))",
                indent: 2, hanging: 4)
        }
        let errors = workspace.findings.count { $0.severity == .error }
        if !workspace.findings.isEmpty {
            let other = workspace.findings.count - errors
            row(
                "findings",
                "\(counted(errors, "error")), \(counted(other, "notice")) (they block nothing: \(Words.command("assent check --all")) shows them)",
                indent: 2, at: 12)
        }
        for key in workspace.isRenewed ? [] : workspace.member.publicKeys {
            row(
                "key", "\(key.fingerprint): git signs with it, and your acts are signed with it from now on", indent: 2,
                at: 12)
        }
        row("genesis", "\(workspace.genesis.hex): verify starts here", indent: 2, at: 12)
        if let original = workspace.original {
            row(
                "remote",
                "\(original) has the workspace that this is a copy of, and is left alone from now on: git config assent.remote names another",
                indent: 2, at: 12)
        }
        add(
            Page(
                steps: [
                    .init(
                        "add who works with you",
                        "assent member add bo --name \"Bo Chen\" --email bo@acme.example --role editor"),
                    .init("begin a change", "assent draft start <name>"),
                ]
                    + (workspace.remote.map {
                        [.init("share it with them", Shell.line(["git", "push", $0, workspace.branch]))]
                    } ?? [])))
        // git runs only the drivers that a person has configured.
        let pattern = (settings.root.isEmpty ? "" : settings.root + "/") + "*/*.yaml"
        gap()
        line("git merge, rebase and cherry-pick merge by field too, if you type:", indent: 2, hanging: 4)
        line(
            .command(Shell.line(["git", "config", "merge.assent.driver", "assent merge-file --path %P %A %O %B"])),
            indent: 4)
        line(.command("echo \(Shell.quoted("\(pattern) merge=assent")) >> .gitattributes"), indent: 4)
    }
}
