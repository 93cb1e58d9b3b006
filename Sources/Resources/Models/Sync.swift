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
    var sourceFile: SourceFile { SourceFile(path: path, resource: id, document: document) }

    init(slug: String, source: SourceFile) {
        self.slug = slug
        path = source.path
        document = source.document
        let file = SyncFile(source.document.root)
        model = file.model?.filled
        destination = file.destination?.filled
        mode = file.mode?.filled
        scheduleType = file.schedule?["type"]?.anyText
        isPaused = file.isPaused
        var reader = ConfigReader(file: .sync(slug), at: .keys("config"))
        if let config = file.config { reader.visit(config) }
        columnUses = reader.columnUses
        templates = reader.templates
    }

    /// The configuration, which belongs to the destination: an open map.
    package var config: Node? { SyncFile(document.root).config }

    var schedule: Node? { SyncFile(document.root).schedule }

    /// `autoSyncColumns`: all that the model has, under the names that it has there.
    var sendsEveryColumn: Bool { config?["autoSyncColumns"]?.bool ?? false }

    /// Fields of the destination that the sync writes, in order.
    var mappedFields: [String] {
        ["mappings", "customMappings"].flatMap { key in
            (config?[key]?.items ?? []).compactMap { $0["to"]?.placedText?.text }
        }
    }

    /// Whether the sync takes nothing from its model but these columns.
    func takesOnly(_ known: ModelColumns.Names) -> Bool {
        columnUses.allSatisfy { known.has($0.column.text) }
            && templates.allSatisfy { $0.variables.allSatisfy { known.has($0.name) } }
    }
}

/// A place in a sync that names a column of its model.
package struct ColumnUse: Hashable, Sendable {
    package var column: PlacedText
    package var field: FieldPath
}
