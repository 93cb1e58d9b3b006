package import Approvals
package import Git
import Resources

/// The outcome of `draft start`.
package struct DraftStartPage {
    package let page: Page

    /// - Parameters:
    ///   - base: the draft that it was started on.
    ///   - unapproved: commits on main that no request published.
    package init(
        _ draft: Draft, on base: Draft?, isCheckedOut: Bool, overlaps: [Overlap], unapproved: [Commit] = [],
        for reader: Reader
    ) {
        let origin: Words = base.map { " on \($0.name)" } ?? ""
        var page = Page()
        page.tell(
            "Started \(draft.name, .strong)\(origin)\(isCheckedOut ? ", and you are on it" : "").",
            .facts(
                overlaps.map { "\(reader.words($0))." }
                    + [
                        Words(pastApproval: unapproved, on: reader.branch).map {
                            "\($0)\u{A0} \(.command("assent verify"))"
                        }
                    ]
                    .compactMap(\.self)),
            .steps([NextStep(isCheckedOut ? "edit files, then" : "work on it in a clone, then", "assent save")]))
        self.page = page
    }
}
