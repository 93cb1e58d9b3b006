import Approvals
import Resources

///     What draft/ana/mode would publish has changed since you viewed it.
///
///     What you saw → what would go live now:
///      sync/leads-to-crm   1 field
///        config.mode       upsert → mirror
package struct SinceViewedPage {
    package let page: Page

    /// Nil where nothing of its meaning is known to be different, or not all that is can be told by itself: then all of it
    /// is to be looked at again.
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
