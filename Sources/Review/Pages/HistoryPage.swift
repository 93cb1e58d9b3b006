package import Approvals
import Git
import Resources
import YAML

/// `log`:
///
///     draft/ana/work-email                             2026-01-05 09:50   3f2a91c0
///        sync/leads-to-crm (1 field)
///        asked by Ana Silva: “Use the company”
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
            var entry = item.heading(for: reader)
            entry.add(.facts(facts + reader.people(in: item)))
            page.add(.entry(entry))
        }
        self.page = page
    }
}

/// `blame`: what last changed each field, newest first.
package struct BlamePage {
    package let page: Page

    package init(_ blame: Blame, for reader: Reader) {
        var page = Page()
        let width = blame.groups.flatMap(\.fields).map { Self.label($0).width }.filter { $0 <= 31 }.max() ?? 0
        for group in blame.groups {
            page.gap()
            let fields = Table(
                .fields, labelWidth: width,
                group.fields.sorted { ($0.file, $0.path) < ($1.file, $1.path) }
                    .map { Table.Row(Self.label($0), Self.value(of: $0)) })
            var people = reader.people(in: group.entry).map { List.Item($0) }
            if let last = people.popLast() { people.append(List.Item(last.words, [.table(fields)])) }
            var entry = group.entry.heading(for: reader)
            entry.add(.list(List(.facts, people)))
            page.add(.entry(entry))
        }
        self.page = page
    }

    private static func label(_ field: Blame.Field) -> Words {
        guard case .columns = field.file else { return "\(field.path)" }
        return "columns\(field.path.segments.first.map { if case .key = $0 { "." } else { "" } } ?? " ")\(field.path)"
    }

    private static func value(of field: Blame.Field) -> Words {
        if field.path == .root, field.value?.pairs == nil { return Words() }
        guard let text = field.value?.string, text.contains("\n") else {
            return field.value.map { Words($0) } ?? Words()
        }
        return Words(trusted: counted(SafeText.lines(text).count, "line").plain, .faint)
    }
}

extension HistoryEntry {
    fileprivate func heading(for reader: Reader) -> Entry {
        func entry(_ words: Words, _ id: String) -> Entry {
            Entry(words, aside: ["\(commit.inWords)", Words(id, .faint)], kind: .listed)
        }
        switch kind {
        case .start: return entry("\(reader.settings.workspace, .strong) starts", commit.id.short)
        case .published(let record): return entry(Words(record.proposal.draft, .strong), reader.short(record.id))
        case .acceptance: return entry("accepted, not approved", commit.id.short)
        case .unapproved(let acceptance):
            let head = Words("not approved", acceptance == nil ? .error : .warning)
            return entry(head + ": “\(commit.subject)”", commit.id.short)
        }
    }
}
