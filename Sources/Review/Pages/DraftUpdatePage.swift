package import Approvals
import Git
import Resources

/// The outcome of `draft update`.
package struct DraftUpdatePage {
    package let page: Page

    package init(_ update: DraftUpdate, for reader: Reader) {
        var page = Page()
        let draft = update.draft.name
        let tip = [Words(update.draft.tip.short, .faint)]
        if let remote = update.tookFrom {
            page.tell("Updated \(draft, .strong) with what others added on \(remote).", aside: tip)
        }
        switch update.kind {
        case .upToDate where update.tookFrom != nil: break
        case .upToDate: page.tell("\(draft, .strong) is already up to date with \(reader.branch).")
        case .updated:
            let joined = update.joined.map { text in
                Words("\(reader.layout.path(of: text.file))\u{A0} \(text.path) is merged from two edits: check it")
            }
            page.tell(
                "Merged \(reader.branch) into \(draft, .strong): \(counted(update.paths.count, "file")).", aside: tip,
                .facts(joined))
        case .conflicts:
            let fields = counted(update.conflicts.count, "field")
            let told: Words =
                Words(deletionsAmong: update.conflicts, with: "it", reader).map {
                    "\(draft, .strong) conflicts with \(reader.branch): \($0). The files contain what is left of it:"
                }
                ?? "\(draft, .strong) and \(reader.branch) both changed \(fields). The files contain all three values:"
            let conflicts = ConflictTable(Conflicts(update.conflicts, reader.layout), limit: ConflictTable.few)
            let steps =
                NextStep.settling(update.conflicts, reader.layout) + [
                    NextStep("or edit the files where they say <<<<<<<, then", "assent save"),
                    NextStep("or abort the merge", "git merge --abort"),
                ]
            page.add(.entry(Entry(told, conflicts.blocks + [.steps(steps)])))
        }
        self.page = page
    }
}
