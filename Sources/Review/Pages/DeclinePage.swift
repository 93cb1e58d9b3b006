package import Approvals
import Resources

///     Declined draft/ana/work-email; the request stays open                      3f2a91c0
///       Ana Silva can change it and submit again, or you can approve it as it is
package struct DeclinePage {
    package let page: Page

    /// - Parameter isSeen: the reader viewed what they declined.
    package init(_ outcome: Outcome, isSeen: Bool, for reader: Reader) {
        var page = Page()
        for case .declined(_, let plan) in outcome.effects {
            let decliners = plan.decision.declinedBy
            // While it conflicts with main, it cannot go live even without the decline.
            let way =
                decliners.isEmpty
                ? Words(stateOf: plan, reader) : reader.wayOn(from: decliners, plan, isSeen: isSeen)
            let view = NextStep(
                "you have not viewed it as it is now",
                Shell.line(["assent", "view", reader.short(draft: plan.draft)]))
            page.tell(
                "Declined \(plan.draft, .strong); the request stays open", aside: [reader.id(of: plan)],
                .facts([way]), .steps(isSeen ? [] : [view]))
        }
        self.page = page
    }
}
