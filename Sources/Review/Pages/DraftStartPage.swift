package import Approvals
import Resources

/// The outcome of `draft start`.
package struct DraftStartPage {
    package let page: Page

    /// - Parameters:
    ///   - base: the draft that it was started on.
    ///   - unapproved: commits on main that no request published.
    ///   - cameAlong: unsaved edits on another draft.
    ///   - onlyHere: what main has here alone, which the draft does not have.
    package init(
        _ draft: Draft, on base: Draft?, isCheckedOut: Bool, overlaps: [Overlap],
        unapproved: PastApproval.Found = .none,
        cameAlong: [String] = [], onlyHere: OnlyHere? = nil, for reader: Reader
    ) {
        let origin: Words = base.map { " on \($0.name)" } ?? ""
        var page = Page()
        page.tell(
            "Started \(draft.name, .strong)\(origin)\(isCheckedOut ? ", and you are on it" : "").",
            .facts(
                overlaps.map { "\(reader.words($0))." }
                    + [
                        Words(cameAlong: cameAlong), Words(pastApproval: unapproved, on: reader.branch),
                        onlyHere.flatMap { CommittedHere($0, to: reader.branch)?.sentence },
                    ].compactMap(\.self)),
            .steps(
                (unapproved.commits.isEmpty ? [] : [NextStep(pastApproval: unapproved)])
                    + (onlyHere.flatMap { CommittedHere($0, to: reader.branch)?.takingAlong } ?? [])
                    + [NextStep(isCheckedOut ? "edit files, then" : "work on it in a clone, then", "assent save")]))
        self.page = page
    }
}
