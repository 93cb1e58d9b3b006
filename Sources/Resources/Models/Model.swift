package import YAML

/// A model as its file says it (format.md).
package struct Model: Sendable {
    package let slug: String
    package let path: String
    package let document: Document
    package var name: String?
    package var source: PlacedText?
    package var type: PlacedText?
    /// One column, in nearly every model.
    package var primaryKey: [PlacedText]
    package var columns: ModelColumns

    package var id: ResourceID { .model(slug) }
}

extension Model {
    /// The key that holds the query of a model of this type; nil for a type that is not known.
    package static func queryKey(ofType type: String) -> String? {
        switch type {
        case "raw_sql": "rawSql"
        case "table": "tableName"
        case "custom": "customQuery"
        case "dbt_model": "dbtModel"
        default: nil
        }
    }

    static let types = ["raw_sql", "table", "custom", "dbt_model"]

    /// A list of columns, in the file itself.
    var inlineColumns: Node? { document.root?["columns"].flatMap { $0.isNull ? nil : $0 } }

    /// The query: SQL, the name of a table, a map, or the id of a dbt model.
    package var query: Node? {
        type.flatMap { Model.queryKey(ofType: $0.text) }.flatMap { document.root?[$0] }
    }
}
