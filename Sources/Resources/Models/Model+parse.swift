import YAML

extension Model {
    /// Columns come later, once manifests tell whose SQL it is.
    init(slug: String, source: SourceFile) {
        self.slug = slug
        path = source.path
        document = source.document
        let root = source.document.root
        name = root?["name"]?.anyText
        self.source = root?["source"]?.placedText
        type = root?["type"]?.placedText
        let key = root?["primaryKey"]
        primaryKey = key?.items.map { $0.compactMap(\.placedText) } ?? key?.placedText.map { [$0] } ?? []
        columns = .unread
    }
}

extension ModelColumns {
    /// What a model has, by its own list, else by its columns file, else by its query.
    ///
    /// - Parameter columnsFile: what became of `columns/<slug>.yaml`.
    static func of(_ model: Model, columnsFile: ColumnsFile, connections: Connections) -> ModelColumns {
        if let inline = model.inlineColumns {
            return declared(inline).map { .declared($0, path: model.path) } ?? .unread
        }
        switch columnsFile {
        case .unread: return .unread
        case .read(let file):
            return file.list.flatMap(declared).map { .declared($0, path: file.source.path) } ?? .unread
        case .absent: break
        }
        // A missing query and a type that is not known here have findings of their own.
        guard let type = model.type?.text, let query = model.query else { return .unread }
        switch type {
        case "raw_sql":
            guard let text = query.placedText?.text else { return .unread }
            return inferred(text, dialect: dialect(of: model, connections))
        case "table":
            return query.placedText.map { .unknown(reason: "it reads all of the table \($0.text)") } ?? .unread
        case "dbt_model":
            return query.placedText.map { .unknown(reason: "they are declared in dbt, by \($0.text)") } ?? .unread
        default: return .unknown(reason: "its query is not SQL")
        }
    }

    private static func dialect(of model: Model, _ connections: Connections) -> SQL.Dialect {
        let type = model.source.flatMap { connections.entry($0.text, .source)?.type }
        return type.map(SQL.Dialect.init(sourceType:)) ?? .unknown
    }

    private static func inferred(_ query: String, dialect: SQL.Dialect) -> ModelColumns {
        let columns = { (columns: [SQL.Column]) in columns.map { ModelColumn(name: $0.name) } }
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
}
