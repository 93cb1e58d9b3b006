package import Approvals
import Git
package import Resources

/// What `save` came to.
package struct SavingPage {
    package let page: Page

    package init(_ saving: Saving, for reader: Reader) {
        var page = Page()
        let draft = saving.draft.name
        if saving.isMoved {
            page.tell("\(reader.branch) changes only by approval; moved your work to \(draft, .strong).")
        }
        if let commit = saving.commit {
            let left = saving.paths.count > 8 ? ["and \(saving.paths.count - 8) more" as Words] : []
            page.tell(
                "Saved on \(draft, .strong): \(counted(saving.paths.count, "file")).",
                aside: [Words(commit.short, .faint)],
                .facts(saving.paths.prefix(8).map { Words($0) } + left))
        } else if let remote = saving.sentTo {
            page.tell("Nothing new to save; \(draft, .strong) is on \(remote) now as it was saved.")
        } else {
            page.tell("Nothing to save: \(draft, .strong) has all of it.")
        }
        self.page = page
    }
}

/// What `draft update` came to.
package struct DraftUpdatePage {
    package let page: Page

    package init(_ update: DraftUpdate, for reader: Reader) {
        var page = Page()
        let draft = update.draft.name
        let tip = [Words(update.draft.tip.short, .faint)]
        if let remote = update.tookFrom {
            page.tell("Took over what others added to \(draft, .strong) on \(remote).", aside: tip)
        }
        switch update.kind {
        case .upToDate where update.tookFrom != nil: break
        case .upToDate: page.tell("\(draft, .strong) has all of \(reader.branch) already.")
        case .updated:
            page.tell(
                "Brought \(reader.branch) into \(draft, .strong): \(counted(update.paths.count, "file")).", aside: tip)
        case .conflicts:
            let fields = counted(update.conflicts.count, "field")
            page.tell(
                "\(draft, .strong) and \(reader.branch) both changed \(fields). All three values stand in the files:",
                .table(ConflictTable(Conflicts(update.conflicts, reader.layout)).table),
                .steps([
                    Step("settle them where the files say <<<<<<<, then", "assent save"),
                    Step("or take it back", "git merge --abort"),
                ]))
        }
        self.page = page
    }
}

/// What `draft start` came to.
package struct DraftStartPage {
    package let page: Page

    /// - Parameter base: the draft that it was started on.
    package init(
        _ draft: Draft, on base: Draft?, isCheckedOut: Bool, overlaps: [Overlap], for reader: Reader
    ) {
        let origin: Words = base.map { " on \($0.name)" } ?? ""
        var page = Page()
        page.tell(
            "Started \(draft.name, .strong)\(origin)\(isCheckedOut ? ", and you are on it" : "").",
            .facts(overlaps.map { "\(reader.words($0))." }),
            .steps([Step(isCheckedOut ? "edit files, then" : "work on it in a clone, then", "assent save")]))
        self.page = page
    }
}

/// One draft a line: name, state, age, and what its last commit says.
package struct DraftListPage {
    package let page: Page

    package init(_ drafts: [DraftSummary], for reader: Reader) {
        var page = Page()
        if drafts.isEmpty {
            page.tell("No drafts.", .steps([Step("begin one", "assent draft start <name>")]))
        }
        page.add(
            .table(
                Table(
                    .listing, columns: ["draft", "state"],
                    drafts.map { item in
                        let mark: Words = item.isCurrent ? "* " : "\u{A0}\u{A0}"
                        return Table.Row(
                            mark + Words(item.draft.name, item.isCurrent ? .strong : nil), Self.facts(item, reader))
                    })))
        self.page = page
    }

    private static func facts(_ item: DraftSummary, _ reader: Reader) -> Words {
        var facts: [Words] = [item.request.map { "submitted \(reader.short($0.id), .faint)" } ?? "not submitted"]
        if !item.beneath.isEmpty { facts.append("on \(item.beneath.map { Words($0) }.inWords(limit: 3))") }
        if item.title.isEmpty {
            facts.append("nothing on it yet")
        } else {
            facts += [reader.ago(item.saved), Words(item.title, .faint)]
        }
        return facts.joined(by: " · ")
    }
}

/// What `new` wrote.
package struct NewResourcePage {
    package let page: Page

    /// - Parameters:
    ///   - draft: that was started for it; nil where one was there.
    ///   - isSaved: the repository is bare, and it is on the draft already.
    package init(_ resource: ResourceID, at path: String, on draft: Draft?, isSaved: Bool, branch: String) {
        var page = Page()
        if let draft { page.tell("\(branch) changes only by approval; started \(draft.name, .strong) for it.") }
        page.tell(
            "Wrote \(resource, .strong): \(path)",
            .steps([
                isSaved
                    ? Step("ask for approval", Shell.line(["assent", "submit", draft?.name ?? ""]))
                    : Step("edit it, then", "assent save")
            ]))
        self.page = page
    }
}

/// A file names a schema that is not there yet.
package struct AbsentSchemaPage {
    package let page: Page

    package init(_ schema: SchemaKind, branch: String) {
        var page = Page()
        page.tell(
            "Editors find no \(schema.path) yet. Once, on \(branch) and at the top of the repository, add it for all:",
            .facts([
                Words("mkdir -p .assent", .command),
                Words("assent schema \(schema.rawValue) > \(schema.path)", .command),
            ]))
        self.page = page
    }
}

/// What is asked before work is discarded or left behind.
package enum Question {
    package static func delete(_ draft: Draft, _ request: ApprovalRequest?, for reader: Reader) -> Page {
        let also: Words = request.map { " and its request \(reader.short($0.id))" } ?? ""
        return Page(
            .entry(
                Entry("Delete \(draft.name, .strong)\(also)? Changes that exist only in this draft will be lost.")))
    }

    package static func save(_ paths: [String]) -> Page {
        let names = paths.map { Words($0) }.inWords(limit: 5)
        return Page(
            .entry(Entry("\(counted(paths.count, "file is", "files are")) not saved: \(names). Save first?")))
    }
}
