package import YAML

/// A sync as its file says it (format.md).
package struct Sync: Sendable {
    package let slug: String
    package let path: String
    package let document: Document
    /// The slug of a model.
    package var model: PlacedText?
    /// The slug of a destination, or an alias for one.
    package var destination: PlacedText?
    /// `upsert`, `insert`, …; nil where the destination knows none.
    package var mode: PlacedText?
    /// What the sync asks of its model's columns.
    package var columnUses: [ColumnUse]
    /// Texts of its configuration that are filled in from each row.
    package var templates: [Template]
    package var scheduleType: String?
    package var isPaused: Bool

    package var id: ResourceID { .sync(slug) }

    /// The configuration, which belongs to the destination: an open map.
    package var config: Node? { document.root?["config"] }
}

/// A place in a sync that names a column of its model.
package struct ColumnUse: Hashable, Sendable {
    package var column: PlacedText
    package var field: FieldPath
}
