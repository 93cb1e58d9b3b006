package import Approvals
import Resources
import YAML

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
                group.fields.sorted { $0.file == $1.file ? $0.path.isReadBefore($1.path) : $0.file < $1.file }
                    .map { Table.Row(Self.label($0), Self.value(of: $0)) })
            var people = reader.people(in: group.entry).map { List.Item($0) }
            if let last = people.popLast() { people.append(List.Item(last.words, [.table(fields)])) }
            var entry = Entry(group.entry, for: reader)
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
