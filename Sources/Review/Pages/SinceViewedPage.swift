import Approvals
import Resources

///     draft/ana/mode is no longer what you viewed.
///
///     What you saw → what would go live now:
///      sync/leads-to-crm   1 field
///        config.mode       upsert → mirror
package struct SinceViewedPage {
    package let page: Page

    package init(_ difference: SinceViewed, for reader: Reader) {
        var page = Page()
        func tables(_ changes: [FileChange], called versions: (Words, Words)) -> [Block] {
            let reviews = ResourceReview.all(of: changes, layout: reader.layout)
            return ChangeTables(reviews, reader.layout, called: versions, showsUses: false).blocks
        }
        page.tell("\(difference.plan.draft, .strong) is no longer what you viewed.")
        if !difference.proposed.isEmpty {
            page.gap()
            page.say("What you saw → what would go live now:")
            page.add(tables(difference.proposed, called: ("seen", "now")))
        }
        if !difference.published.isEmpty {
            page.gap()
            page.say("Published in the meantime, in it or beneath it:")
            page.add(tables(difference.published, called: ("before", "published")))
        }
        page.gap()
        // Who declined what it is now, and what it waits for.
        let verdicts = difference.risks.map(Verdict.init(risk:)) + reader.verdicts(on: difference.plan)
        page.add(.table(Table(verdicts)))
        self.page = page
    }
}
