package import Approvals
import Git
import Resources

/// What `draft update` came to.
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
            page.tell(
                "Brought \(reader.branch) into \(draft, .strong): \(counted(update.paths.count, "file")).", aside: tip)
        case .conflicts:
            let fields = counted(update.conflicts.count, "field")
            page.tell(
                "\(draft, .strong) and \(reader.branch) both changed \(fields). The files contain all three values:",
                .table(ConflictTable(Conflicts(update.conflicts, reader.layout)).table),
                .steps([
                    NextStep("resolve them where the files say <<<<<<<, then", "assent save"),
                    NextStep("or abort the merge", "git merge --abort"),
                ]))
        }
        self.page = page
    }
}
