import Approvals
import Git
import Resources

/// `view` of a published, withdrawn or deleted request.
package struct PastRequestPage {
    private let entry: RequestEntry
    private let landed: WorkComparison
    private let reader: Reader

    package init(_ entry: RequestEntry, landed: WorkComparison, for reader: Reader) {
        self.entry = entry
        self.landed = landed
        self.reader = reader
    }

    package var page: Page {
        let request = entry.request
        let discussion = Discussion(of: request, for: reader)
        var page = Page()
        page.add(
            .heading(
                "\(request.draftName, .strong) → \(reader.branch)", aside: [Words(reader.short(request.id), .faint)]))
        page.add(discussion.asking)
        page.gap()
        page.add(.table(Table([state])))
        page.gap()
        let reviews = ResourceReview.all(of: landed.changes, uses: landed.uses, layout: reader.layout)
        page.add(ChangeTables(reviews, reader.layout, called: ("before", "published")).blocks)
        page.gap()
        page.add(discussion.blocks)
        return page
    }

    private var state: Verdict {
        let words = entry.state(reader)
        guard case .published(let commit) = entry.request.state else { return Verdict(.note, "state", words) }
        return Verdict(.met, "state", words + " as \(commit.short)")
    }
}
