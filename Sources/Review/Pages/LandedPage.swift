package import Approvals

/// The outcome of `land`.
package struct LandedPage {
    package let page: Page

    package init(_ outcomes: [Outcome], for reader: Reader) {
        var page = Page()
        for landing in outcomes.flatMap(\.landed) { page.add(LandingPage(landing, for: reader).page) }
        page.add(VoidedApprovalsPage(outcomes.flatMap(\.voided), for: reader).page)
        if outcomes.isEmpty { page.say("Nothing waits to be landed.") }
        self.page = page
    }
}
