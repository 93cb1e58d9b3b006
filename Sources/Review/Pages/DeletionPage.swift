package import Approvals

package struct DeletionPage {
    package let page: Page

    package init(_ outcome: Outcome) {
        var page = Page()
        for case .deleted(let draft, let closed) in outcome.effects {
            page.tell("Deleted \(draft.name, .strong)\(closed == nil ? "" : ", and its request").")
        }
        self.page = page
    }
}
