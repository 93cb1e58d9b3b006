package import Approvals

/// The outcome of `publish`.
package struct PublicationPage {
    package let page: Page

    /// - Parameters:
    ///   - beneath: drafts that went live with it.
    ///   - closed: a request for it that was withdrawn, and whose ref somebody pushed again.
    package init(_ outcome: Outcome, with beneath: [String], closed: ApprovalRequest?, for reader: Reader) {
        var page = Page()
        for landing in outcome.landed {
            page.add(LandingPage(landing, with: beneath, closed: closed, for: reader).page)
        }
        page.add(HandedOverPage(outcome, for: reader).page)
        page.add(VoidedApprovalsPage(outcome.voided, for: reader).page)
        self.page = page
    }
}
