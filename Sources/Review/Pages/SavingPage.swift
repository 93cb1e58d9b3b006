package import Approvals
import Git
package import Resources

/// The outcome of `save`.
package struct SavingPage {
    package let page: Page

    /// - Parameter findings: errors on the draft as it is saved.
    package init(_ saving: Saving, findings: [Finding] = [], for reader: Reader) {
        var page = Page()
        let draft = saving.draft.name
        if saving.isMoved {
            page.tell("\(reader.branch) changes only through drafts: moved your work to \(draft, .strong).")
        }
        if let commit = saving.commit {
            let left = saving.paths.count > 8 ? ["and \(saving.paths.count - 8) more" as Words] : []
            page.tell(
                "Saved on \(draft, .strong): \(counted(saving.paths.count, "file")).",
                aside: [Words(commit.short, .faint)],
                .facts(saving.paths.prefix(8).map { Words($0) } + left))
        } else if let remote = saving.sentTo {
            page.tell("Nothing new to save; sent \(draft, .strong) to \(remote).")
        } else {
            page.tell("Nothing to save: \(draft, .strong) is up to date.")
        }
        if let misnamed = Words(misnamed: saving.misnamed) { page.tell(misnamed + ".") }
        page.add(Page(saving.strays))
        if !findings.isEmpty {
            page.gap()
            page.add(Page(Array(findings.prefix(3))))
            page.gap()
            page.tell(
                "\(counted(findings.count, "error")) on this draft: nobody can publish it until \(findings.count == 1 ? "it is" : "they are") fixed.",
                .steps(findings.count > 3 ? [NextStep("see all", "assent check")] : []))
        }
        self.page = page
    }
}
