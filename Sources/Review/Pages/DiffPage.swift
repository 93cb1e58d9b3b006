import Approvals
import Resources

/// `diff`: the fields that main has changed too, with their three values; then what the work changes, field by field or
/// line by line.
package struct DiffPage {
    package let page: Page

    /// - Parameter name: as whoever asked named it; nil: what is checked out.
    package init(_ comparison: WorkComparison, of name: String?, asText: Bool, for reader: Reader) {
        var page = Page()
        let conflicts = comparison.conflicts
        if comparison.changes.isEmpty, conflicts.isEmpty { page.say("Nothing differs from \(reader.branch).") }
        if !conflicts.isEmpty {
            let draft: Words = name.map { "\($0)" } ?? "this draft"
            page.add(ConflictTable.blocks(conflicts, with: draft, for: reader))
            page.gap()
        }
        if asText {
            page.add(TextDiffPage(comparison.changes, reader.layout).page)
        } else {
            let reviews = ResourceReview.all(of: comparison.changes, uses: comparison.uses, layout: reader.layout)
            page.add(ChangeTables(reviews, reader.layout).blocks)
        }
        self.page = page
    }
}
