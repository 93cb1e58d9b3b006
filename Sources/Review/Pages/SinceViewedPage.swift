import Approvals
import Resources

///     draft/ana/mode would no longer publish what you viewed.
///
///     What you saw → what would go live now:
///      sync/leads-to-crm   1 field
///        config.mode       upsert → mirror
package struct SinceViewedPage {
    package let page: Page

    /// Nil if its meaning is not known to differ, or if the difference alone does not show everything: then all of it
    /// is shown again.
    package init?(_ since: SinceViewed, for reader: Reader) {
        guard let difference = since.difference, !difference.isEmpty, difference.isComplete, !since.conflictsChanged
        else { return nil }
        var page = Page()
        page.tell("\(since.plan.draft, .strong) would no longer publish what you viewed.")
        for section in difference.pages(reader, of: since.plan) {
            page.gap()
            page.add(section)
        }
        page.gap()
        // Who declined what it is now, and what it waits for.
        let verdicts = difference.risks.map(Verdict.init(risk:)) + reader.verdicts(on: since.plan)
        page.add(.table(Table(verdicts)))
        self.page = page
    }
}
