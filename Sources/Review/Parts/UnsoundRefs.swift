package import Approvals

/// Refs that are not requests, beside those that are: what is wrong with each, and how to remove it.
package struct UnsoundRefs {
    package let page: Page

    private static let most = 10

    package init(_ references: [UnsoundRef]) {
        var page = Page()
        for reference in references.prefix(Self.most) {
            page.tell(
                "\(reference.name, .strong) \(Words(reference.problem)).",
                .steps([NextStep(removing: reference)]))
        }
        let left = references.count - Self.most
        if left > 0 {
            page.tell(
                "\(counted(left, "more ref")) under refs/assent/ \(left == 1 ? "is" : "are") not valid:\u{A0} \(.command("assent requests --format json"))"
            )
        }
        self.page = page
    }
}
