import Approvals
import Git
import Resources

/// One draft a line: name, state, age, and what its last commit says.
package struct DraftListPage {
    package let page: Page

    package init(_ drafts: [DraftSummary], for reader: Reader) {
        var page = Page()
        if drafts.isEmpty {
            page.tell(
                "No drafts.",
                .steps(reader.has(.draft) ? [NextStep("start one", "assent draft start <name>")] : []))
        }
        page.add(
            .table(
                Table(
                    .listing, columns: ["draft", "state"],
                    drafts.map { item in
                        let mark: Words = item.isCurrent ? "* " : "\u{A0}\u{A0}"
                        return Table.Row(
                            mark + Words(item.draft.name, item.isCurrent ? .strong : nil), Self.facts(item, reader))
                    })))
        self.page = page
    }

    private static func state(of item: DraftSummary, _ reader: Reader) -> Words {
        if let request = item.request { return "submitted \(reader.short(request.id), .faint)" }
        if item.isLive { return "live" }
        if let ended = item.ended, let closing = ended.record.closings.first {
            return "withdrawn by \(reader.who([closing.actor])) \(reader.ago(closing.time))"
        }
        return "not submitted"
    }

    private static func facts(_ item: DraftSummary, _ reader: Reader) -> Words {
        var facts: [Words] = [state(of: item, reader)]
        if !item.beneath.isEmpty { facts.append("on \(item.beneath.map { Words($0) }.inWords(limit: 3))") }
        if item.title.isEmpty {
            facts.append("no changes yet")
        } else {
            facts += [reader.ago(item.saved), Words(item.title, .faint)]
        }
        return facts.joined(by: " · ")
    }
}
