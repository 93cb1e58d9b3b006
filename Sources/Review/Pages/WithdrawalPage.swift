package import Approvals
import Git
import Resources

package struct WithdrawalPage {
    package let page: Page

    package init(_ outcome: Outcome, for reader: Reader) {
        var page = Page()
        for case .withdrawn(let request, _) in outcome.effects {
            page.tell(
                "Withdrew the request of \(request.draftName, .strong).",
                aside: [Words(reader.short(request.id), .faint)],
                .facts(["The draft stays, and can be submitted again."]))
        }
        self.page = page
    }
}
