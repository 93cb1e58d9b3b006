package import Resources

/// All codes.
package struct ExplanationListPage {
    package let page: Page

    package init(_ explanations: [Resources.Explanation]) {
        var page = Page()
        page.add(
            .table(
                Table(
                    .listing, columns: ["code", "title"],
                    explanations.sorted { $0.code < $1.code }
                        .map { Table.Row("\($0.code, .strong)", "\($0.title)") })))
        page.gap()
        page.add(.commands([.command("assent explain", then: "A203")]))
        self.page = page
    }
}
