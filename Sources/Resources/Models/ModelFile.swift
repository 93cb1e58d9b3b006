package import YAML

/// What the file of a model says, key by key, as it is asked; see `SyncFile`.
package struct ModelFile: Sendable {
    package let root: Node?

    /// - Parameter root: of the file's document.
    package init(_ root: Node?) { self.root = root }

    /// A link or folder says nothing.
    package init(_ text: FileText?) { root = text.flatMap { $0.isRegular ? $0.document.root : nil } }

    /// For people.
    var name: String? { root?["name"]?.anyText }

    /// The slug of a source, or an alias for one. A name is the text of any scalar but null, and may be empty.
    package var source: PlacedText? { PlacedText(scalar: root?["source"]) }

    /// What kind of query it has.
    var type: PlacedText? { PlacedText(scalar: root?["type"]) }

    /// The columns by which a row is known again.
    var primaryKey: [PlacedText] {
        let key = root?["primaryKey"]
        return key?.items.map { $0.compactMap(\.placedText) } ?? key?.placedText.map { [$0] } ?? []
    }

    /// A list of columns, in the file itself.
    var inlineColumns: Node? { root?["columns"].flatMap { $0.isNull ? nil : $0 } }

    /// The query: SQL, the name of a table, a map, or the id of a dbt model.
    var query: Node? { type?.filled.flatMap { Model.queryKey(ofType: $0.text) }.flatMap { root?[$0] } }
}
