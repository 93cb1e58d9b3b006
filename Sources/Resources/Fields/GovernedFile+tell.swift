import YAML

extension GovernedFile {
    /// The governed file that a path names, whatever the workspace's root is: by its name and the folder that it is in.
    package init?(anywhere path: String) {
        let parts = path.split(separator: "/").map(String.init)
        let candidates = [parts.suffix(2), parts.suffix(1)].map { $0.joined(separator: "/") }
        guard let file = candidates.lazy.compactMap(Layout().file(at:)).first else { return nil }
        self = file
    }

    /// The kind of a file that has no path, by its keys: a file with a query is a model, one with a destination a sync.
    /// A model may have columns too; a file of columns has nothing else.
    package init?(telling text: FileText) {
        guard !FileMeaning.isOpaque(.sync(""), text), let root = text.document.root else { return nil }
        func count(_ keys: String...) -> Int { keys.count { root[$0] != nil } }
        let isNamed = count("name", "description", "tags", "folder") > 0
        let ofModels = count("source", "type", "rawSql", "primaryKey", "tableName", "customQuery", "dbtModel")
        if count("workspace", "members") == 2 {
            self = .settings
        } else if count("model", "destination") == 2 {
            self = .sync("")
        } else if count("source", "rawSql") > 0 && ofModels > 1 || count("columns") > 0 && (ofModels > 0 || isNamed) {
            self = .model("")
        } else if count("columns") > 0 || root.items?.first?["name"] != nil {
            self = .columns("")
        } else {
            return nil
        }
    }
}
