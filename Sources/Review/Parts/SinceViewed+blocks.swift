import Approvals
import Resources

extension SinceViewed.Difference {
    /// From what was seen to what is now, and what was published meanwhile; a section each.
    func pages(_ reader: Reader, of plan: Plan) -> [Page] {
        func page(_ title: Words, _ changes: [FileChange], called versions: (Words, Words)) -> Page? {
            if changes.isEmpty { return nil }
            var page = Page(.paragraph(title))
            let reviews = ResourceReview.all(of: changes, layout: reader.layout)
            page.add(ChangeTables(reviews, reader.layout, called: versions, showsUses: false).blocks)
            return page
        }
        let isMerged = !hadConflicts && plan.merge.conflicts.isEmpty
        return [
            page(
                isMerged ? "What you saw → what would go live now:" : "The draft that you saw → the draft now:",
                proposed, called: ("seen", "now")),
            page(
                isAfterOthers
                    ? "Changed beneath it in the meantime:" : "Published since, in these files or what they depend on:",
                published, called: ("before", "published")),
            basis.page,
        ].compactMap(\.self)
    }
}

extension BasisDifference {
    fileprivate var page: Page? {
        if changes.isEmpty { return nil }
        func words(_ value: String?) -> Words { value.map { Words($0, .strong) } ?? "unknown" }
        let items = changes.map { change in
            List.Item(
                "The \(change.what.rawValue) of \(change.of) was \(words(change.before)), and is \(words(change.after)) now."
            )
        }
        return Page(.paragraph("Changed beneath it, though not in its files:"), .list(List(.remarks, items)))
    }
}

extension SinceViewed {
    private static let mostEvents = 10

    /// What `view` begins with: what is new, or that nothing is.
    func page(for reader: Reader) -> Page {
        let ago: Words = reader.elapsed(since: viewed.time).map { " \($0)\u{A0}ago" } ?? Words()
        guard !isNothing else { return Page(.paragraph("Nothing is new since you looked\(ago).")) }
        var page = Page(.heading("New since you looked\(ago):", aside: []))
        let remarks = remarks(reader)
        page.add(.list(List(.remarks, remarks)))
        for (index, section) in (difference?.pages(reader, of: plan) ?? []).enumerated() {
            if index > 0 || !remarks.isEmpty { page.gap() }
            page.add(section)
        }
        page.gap()
        page.add(.table(Table(difference?.risks.map(Verdict.init(risk:)) ?? [])))
        return page
    }

    private func remarks(_ reader: Reader) -> [List.Item] {
        var items: [List.Item] = []
        if let request = plan.request {
            let discussion = Discussion(of: request, plan, for: reader)
            if events.count > Self.mostEvents {
                items.append(List.Item("\(events.count - Self.mostEvents) earlier (see below), then:"))
            }
            items += events.suffix(Self.mostEvents).map(discussion.brief)
        }
        if conflictsChanged {
            let now: Words =
                hasConflicts ? "It conflicts with \(reader.branch) now" : "It no longer conflicts with \(reader.branch)"
            items.append(List.Item(now + "."))
        }
        if let difference {
            if !difference.isComplete {
                items.append(List.Item("More changed beneath it than can be listed here: look at all of it."))
            } else if isRevised, difference.proposed.isEmpty, !conflictsChanged {
                items.append(List.Item("It has newer commits, but what it would publish is the same."))
            }
        } else {
            items.append(
                List.Item("It changed, but what you saw can no longer be compared: git no longer has all of it."))
        }
        return items
    }
}
