package import Approvals
import Resources
import YAML

/// `log`:
///
///     draft/ana/work-email                             2026-01-05 09:50   3f2a91c0
///        sync/leads-to-crm (1 field)
///        submitted by Ana Silva: “Use the company”
///        approved and published by Dan Okafor
package struct HistoryPage {
    package let page: Page

    package init(_ entries: [HistoryEntry], for reader: Reader) {
        var page = Page()
        if entries.isEmpty { page.say("Nothing is published yet.") }
        for item in entries {
            page.gap()
            var facts: [Words] = []
            switch item.kind {
            case .start, .acceptance: break
            case .published, .unapproved:
                if !item.changes.isEmpty || item.faults.isEmpty { facts.append(reader.words(of: item.changes)) }
                facts += Words.each(of: item.faults)
            }
            var entry = Entry(item, for: reader)
            entry.add(.facts(facts + reader.people(in: item)))
            page.add(.entry(entry))
        }
        self.page = page
    }
}
