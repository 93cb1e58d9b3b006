package import Approvals
import Git
import Resources

package struct CommentPage {
    package let page: Page

    package init(on request: ApprovalRequest, for reader: Reader) {
        let view = Shell.line(["assent", "view", reader.short(draft: request.draftName)])
        var page = Page()
        page.tell(
            "Commented on \(request.draftName, .strong)", aside: [Words(reader.short(request.id), .faint)],
            .steps([NextStep("see the discussion", view)]))
        self.page = page
    }
}
