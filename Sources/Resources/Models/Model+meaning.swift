import YAML

extension Model {
    /// Whether the two files mean the same but for the name, which is for people.
    func isSame(as other: Model) -> Bool {
        let meaning = { (model: Model) in
            FileMeaning(.model(model.slug), FileText(bytes: model.document.bytes), read: model.document).value?.pairs?
                .filter { $0.key != "name" && $0.key != "description" }.sorted { $0.key < $1.key }
        }
        return meaning(self) == meaning(other) && meaning(self) != nil
    }

    /// Whether what a sync gets from the model may be different.
    func means(otherThan other: Model) -> Bool {
        query?.value != other.query?.value || source?.text != other.source?.text
            || primaryKey.map(\.text) != other.primaryKey.map(\.text)
            || columns.known.map(\.name) != other.columns.known.map(\.name)
    }

    /// `model/leads has id, email, created_at (columns/leads.yaml)`
    var columnsInWords: String {
        let names = columns.known.map(\.name)
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", … (\(names.count) columns)" : "")
        let origin =
            switch columns {
            case .declared(_, let path) where path != self.path: "columns/\(slug).yaml"
            case .declared: "its columns"
            default: "from its query"
            }
        return names.isEmpty ? "\(id) has no columns (\(origin))" : "\(id) has \(shown) (\(origin))"
    }
}
