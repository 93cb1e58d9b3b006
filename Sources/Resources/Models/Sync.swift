package import YAML

/// A sync as its file says it (format.md). A class, as `Model` is.
package final class Sync: Sendable {
    package let slug: String
    package let path: String
    package let document: Document
    /// The slug of a model.
    package let model: PlacedText?
    /// The slug of a destination, or an alias for one.
    package let destination: PlacedText?
    /// `upsert`, `insert`, …; nil where the destination knows none.
    package let mode: PlacedText?
    /// What the sync asks of its model's columns.
    package let columnUses: [ColumnUse]
    /// Texts of its configuration that are filled in from each row.
    package let templates: [Template]
    package let scheduleType: String?
    package let isPaused: Bool

    package var id: ResourceID { .sync(slug) }

    init(slug: String, source: SourceFile) {
        self.slug = slug
        path = source.path
        document = source.document
        let root = source.document.root
        model = root?["model"]?.placedText
        destination = root?["destination"]?.placedText
        mode = root?["config"]?["mode"]?.placedText
        scheduleType = root?["schedule"]?["type"]?.anyText
        isPaused = root?["schedulePaused"]?.bool ?? false
        var reader = ConfigReader(file: .sync(slug), at: .keys("config"))
        if let config = root?["config"] { reader.visit(config) }
        columnUses = reader.columnUses
        templates = reader.templates
    }

    /// The configuration, which belongs to the destination: an open map.
    package var config: Node? { document.root?["config"] }
}

/// A place in a sync that names a column of its model.
package struct ColumnUse: Hashable, Sendable {
    package var column: PlacedText
    package var field: FieldPath
}
