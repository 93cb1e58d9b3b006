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
                    NextStep("settle them where the files say <<<<<<<, then", "assent save"),
                    NextStep("or take it back", "git merge --abort"),
                ]))
        }
        self.page = page
    }
}
