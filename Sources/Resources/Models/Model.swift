import SQL
package import YAML

/// A model as its file says it (format.md). A class, so that handing ten thousand of them around copies nothing.
package final class Model: Sendable {
    package let slug: String
    package let path: String
    package let document: Document
    package let name: String?
    package let source: PlacedText?
    package let type: PlacedText?
    /// One column, in nearly every model.
    package let primaryKey: [PlacedText]
    package let columns: ModelColumns
    /// What may be found in the columns.
    let columnNames: ModelColumns.Names

    package var id: ResourceID { .model(slug) }
    var sourceFile: SourceFile { SourceFile(path: path, resource: id, document: document) }

    /// - Parameters:
    ///   - columnsFile: what became of `columns/<slug>.yaml`.
    ///   - dialect: whose SQL it is.
    init(slug: String, source: SourceFile, columnsFile: ColumnsFile, dialect: SQL.Dialect) {
        self.slug = slug
        path = source.path
        document = source.document
        let file = ModelFile(source.document.root)
        name = file.name
        self.source = file.source?.filled
        type = file.type?.filled
        primaryKey = file.primaryKey
        columns = ModelColumns.of(file, path: path, columnsFile, dialect)
        columnNames = columns.names
    }

    private init(withoutText model: Model) {
        slug = model.slug
        path = model.path
        document = Model.noText
        name = model.name
        source = model.source
        type = model.type
        primaryKey = model.primaryKey
        columns = model.columns
        columnNames = model.columnNames
    }

    private static let noText = Document([])

    /// What syncs ask of it, and nothing that only its own findings need.
    func withoutText() -> Model { Model(withoutText: self) }
}

extension Model {
    var file: ModelFile { ModelFile(document.root) }

    /// A list of columns, in the file itself.
    var inlineColumns: Node? { file.inlineColumns }

    /// The query: SQL, the name of a table, a map, or the id of a dbt model.
    package var query: Node? { file.query }
}
