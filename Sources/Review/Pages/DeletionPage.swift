package import Approvals
import Git
import Resources

/// What was deleted, and the commit that brings its branch back, as `git branch -D` tells it.
package struct DeletionPage {
    package let page: Page

    package init(_ outcome: Outcome) {
        var page = Page()
        for case .deleted(let draft, let closed) in outcome.effects {
            let back = Shell.line(["git", "branch", draft.name, draft.tip.short])
            page.tell(
                "Deleted \(draft.name, .strong) (was \(draft.tip.short))\(closed == nil ? "" : ", and its request").",
                .steps([NextStep("get it back", back)]))
        }
        self.page = page
    }
}
