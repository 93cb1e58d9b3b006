import Approvals
import Resources

/// `view` of a model or sync, as it is published.
package struct PublishedResourcePage {
    private let published: PublishedResource
    private let reader: Reader

    package init(_ published: PublishedResource, for reader: Reader) {
        self.published = published
        self.reader = reader
    }

    package var page: Page {
        var page = Page()
        let place = published.files.isEmpty ? "not on \(reader.branch)" : "as published on \(reader.branch)"
        page.add(.heading("\(published.resource, .strong)", aside: [Words(place, .faint)]))
        if published.resource.kind == .model {
            page.say(Words.usedBy(published.uses, reader.layout))
        } else if let model = published.model {
            page.say("runs on model/\(model)")
        }
        page.gap()
        page.add(.table(fields))
        page.gap()
        let changes = published.changedBy.map { draft -> List.Item in
            let view = Words.command("assent view", reader.short(draft: draft))
            return List.Item("\(draft) changes it:\u{A0} \(view)")
        }
        page.add(.list(List(.remarks, changes)))
        return page
    }

    private var fields: Table {
        let rows = published.files.flatMap { FieldRow.rows(of: $0, reader.layout) }
        return Table(
            .fields, columns: ["field", "value"],
            (rows.filter { $0.text == nil } + rows.filter { $0.text != nil }).map { row in
                guard let text = row.text else { return Table.Row(row.label, row.cells.map(\.untoned)) }
                // All of its lines are new to nothing.
                let lines = text.lines.compactMap { if case .added(_, let line) = $0 { line } else { nil } }
                return Table.Row(
                    row.label, [], body: [.code(Code(lines.joined(separator: "\n"), isNumbered: true))])
            })
    }
}
