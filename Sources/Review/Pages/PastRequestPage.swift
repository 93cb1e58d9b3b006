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
        // Who publishes at once asks nobody.
        if !request.record.isDirect { page.add(discussion.asking) }
        page.gap()
        page.add(.table(Table(landed.risks.map(Verdict.init(risk:)) + [state])))
        page.gap()
        let reviews = ResourceReview.all(of: landed.changes, uses: landed.uses, layout: reader.layout)
        page.add(ChangeTables(reviews, reader.layout, called: ("before", "published")).blocks)
        page.gap()
        page.add(discussion.blocks)
        return page
    }

    private var state: Verdict {
        guard case .published(let commit) = entry.request.state else {
            return Verdict(.note, "state", entry.state(reader))
        }
        let isWaived = entry.request.record.landedWaiver != nil
        return Verdict(isWaived ? .risk : .met, "state", entry.state(reader, as: commit))
    }
}
