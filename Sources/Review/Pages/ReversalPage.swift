package import Approvals
import Git
import Resources

///     Started draft/dan/revert-work-email, which undoes draft/ana/work-email
///       sync/leads-to-crm  1 field
package struct ReversalPage {
    package let page: Page

    package init(_ reversal: Reversal, for reader: Reader) {
        let draft = reader.short(draft: reversal.draft.name)
        var entry = Entry(
            "Started \(reversal.draft.name, .strong), which undoes \(Words(nameOf: reversal.change)). Nothing is published yet.",
            PlanSummary(reversal.plan, reader).blocks)
        entry.add(
            .steps([
                NextStep("look at it", Shell.line(["assent", "diff", draft])),
                NextStep("then", Shell.line(["assent", "submit", draft])),
            ]))
        page = Page(.entry(entry))
    }
}
