import SQL
import YAML

extension ModelColumns {
    /// What a model has, by its own list, else by its columns file, else by its query.
    static func of(
        _ model: ModelFile, path: String, _ columnsFile: ColumnsFile, _ dialect: SQL.Dialect
    ) -> ModelColumns {
        if let inline = model.inlineColumns {
            return declared(inline).map { .declared($0, path: path) } ?? .unread
        }
        switch columnsFile {
        case .unread: return .unread
        case .read(let file):
            return file.list.flatMap(declared).map { .declared($0, path: file.source.path) } ?? .unread
        case .absent: break
        }
        // A missing query and a type that is not known here have findings of their own.
        guard let type = model.type?.filled, let query = model.query else { return .unread }
        switch type.text {
        case "raw_sql":
            guard let text = query.placedText?.text else { return .unread }
            return inferred(text, dialect: dialect)
        case "table":
            return query.placedText.map { .unknown(reason: "it reads all of the table \($0.text)") } ?? .unread
        case "dbt_model":
            return query.placedText.map { .unknown(reason: "they are declared in dbt, by \($0.text)") } ?? .unread
        default: return .unknown(reason: "its query is not SQL")
        }
    }

    static func dialect(of source: String?, _ connections: Connections) -> SQL.Dialect {
        let type = source.flatMap { connections.entry($0, .source)?.type }
        return type.map(SQL.Dialect.init(sourceType:)) ?? .unknown
    }

    private static func inferred(_ query: String, dialect: SQL.Dialect) -> ModelColumns {
        let columns = { (columns: [SQL.Column]) in
            columns.map { ModelColumn(name: $0.name, keepsCase: dialect.keepsCase(of: $0)) }
        }
        return switch SQL.outputColumns(query, dialect: dialect) {
        case .known(let known): .inferred(columns(known))
        case .partly(let known, let reason): .partly(columns(known), reason: reason)
        case .unknown(let reason): .unknown(reason: reason)
        }
    }

    /// Nil if the list is not one, or has an item without a name: a finding says so.
    private static func declared(_ list: Node) -> [ModelColumn]? {
        guard let items = list.items else { return nil }
        var columns: [ModelColumn] = []
        for item in items {
            guard let name = item["name"]?.placedText else { return nil }
            columns.append(ModelColumn(name: name.text, type: item["type"]?.anyText, range: name.range))
        }
        return columns
    }
}

/// What became of a model's `columns/<slug>.yaml`.
enum ColumnsFile: Sendable {
    case absent
    case unread
    case read(ReadColumns)

    struct ReadColumns: Sendable {
        let source: SourceFile
        /// `columns:`, or the whole file if it is a list.
        var list: Node? {
            guard let root = source.document.root else { return nil }
            return root.items == nil ? root["columns"] : root
        }
    }

    /// Whether both say the same of the columns.
    func isSame(as other: ColumnsFile) -> Bool {
        switch (self, other) {
        case (.absent, .absent), (.unread, .unread): true
        case (.read(let one), .read(let other)):
            one.source.path == other.source.path && one.source.document.bytes == other.source.document.bytes
        default: false
        }
    }
}
