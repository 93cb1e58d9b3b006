package import Resources
import YAML

/// Changes field by field, a table a resource: published → proposed; then the SQL.
package struct ChangeTables {
    package let blocks: [Block]

    /// - Parameters:
    ///   - versions: what was before and what is now, as they are called here.
    ///   - showsUses: the reviews know the syncs on their models.
    ///   - isBrief: without the lines of texts, and without the fields of what is new or deleted.
    ///   - isCut: without the lines of texts, and of many fields only the first and how many more there are.
    package init(
        _ reviews: [ResourceReview], _ layout: Layout, called versions: (Words, Words) = ("published", "proposed"),
        showsUses: Bool = true, isBrief: Bool = false, isCut: Bool = false
    ) {
        // Without fields below them, what is said of each stands in one column.
        let lines = isBrief ? reviews.filter { Self.isLine($0) } : []
        let width = lines.map(\.heading.width).filter { $0 <= Self.widestHeading }.max() ?? 2
        blocks = reviews.map { review in
            let uses = showsUses ? review.usedBy(layout, limit: isBrief ? 4 : nil) : Words()
            var rows = FieldRow.rows(of: review, layout)
            if isBrief { rows = Self.isLine(review) ? [] : rows.brief }
            if isCut { rows = rows.brief }
            return .table(
                Table(
                    .fields, caption: review.heading,
                    about: [review.whatChanged, uses].filter { !$0.isEmpty }.joined(by: " · "),
                    columns: ["field", versions.0, versions.1], labelWidth: rows.isEmpty ? width - 2 : 0,
                    rows.map(\.row)))
        }
    }

    /// Of what is new or deleted no fields are shown where it is told briefly.
    private static func isLine(_ review: ResourceReview) -> Bool {
        review.main?.kind ?? .changed != .changed && review.renamedTo == nil
    }

    private static let widestHeading = 38
}

extension FieldRow {
    var row: Table.Row { Table.Row(label, cells, body: text.map { [.diff($0)] } ?? []) }
}
