package import Approvals
import Resources

/// The outcome of `approve`: what is live, and what waits for more approvals.
package struct ApprovalPage {
    package let page: Page

    package init(_ outcome: Outcome, for reader: Reader) {
        var page = Page()
        for landing in outcome.landed { page.add(LandingPage(landing, for: reader).page) }
        for plan in outcome.recorded {
            // Of several that go together, one may have all it needs and wait for the others.
            let state: Words =
                plan.isReady ? "it waits for what was approved together with it" : Words(stateOf: plan, reader)
            page.tell(
                "Approved \(plan.draft, .strong); it is not live yet", aside: [reader.id(of: plan)], .facts([state]))
        }
        page.add(HandedOverPage(outcome, for: reader).page)
        page.add(VoidedApprovalsPage(outcome.voided, for: reader).page)
        self.page = page
    }
}
