package import Approvals
import Resources

/// What `draft start` came to.
package struct DraftStartPage {
    package let page: Page

    /// - Parameter base: the draft that it was started on.
    package init(
        _ draft: Draft, on base: Draft?, isCheckedOut: Bool, overlaps: [Overlap], for reader: Reader
    ) {
        let origin: Words = base.map { " on \($0.name)" } ?? ""
        var page = Page()
        page.tell(
            "Started \(draft.name, .strong)\(origin)\(isCheckedOut ? ", and you are on it" : "").",
            .facts(overlaps.map { "\(reader.words($0))." }),
            .steps([NextStep(isCheckedOut ? "edit files, then" : "work on it in a clone, then", "assent save")]))
        self.page = page
    }
}
