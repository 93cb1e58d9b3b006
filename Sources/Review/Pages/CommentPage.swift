package import Approvals
import Git
import Resources

package struct CommentPage {
    package let page: Page

    package init(_ outcome: Outcome, for reader: Reader) {
        var page = Page()
        for case .commented(let request, _) in outcome.effects {
            let view = Shell.line(["assent", "view", reader.short(draft: request.draftName)])
            page.tell(
                "Commented on \(request.draftName, .strong)", aside: [Words(reader.short(request.id), .faint)],
                .steps([NextStep("see the discussion", view)]))
        }
        self.page = page
    }
}
