import YAML

extension GovernedFile {
    /// The governed file that a path names, whatever the workspace's root is: by its name and the folder that it is in.
    package init?(anywhere path: String) {
        let parts = path.split(separator: "/").map(String.init)
        let candidates = [parts.suffix(2), parts.suffix(1)].map { $0.joined(separator: "/") }
        guard let file = candidates.lazy.compactMap(Layout().file(at:)).first else { return nil }
        self = file
    }

    /// A file that nobody names, told by its keys: what a query makes is a model, what has a destination a sync.
    package init?(telling text: FileText) {
        guard let root = FileMeaning(.sync(""), text).value else { return nil }
        func has(_ keys: String...) -> Bool { keys.allSatisfy { root[$0] != nil } }
        if has("workspace", "members") {
            self = .settings
        } else if has("model", "destination") {
            self = .sync("")
        } else if has("source", "type") {
            self = .model("")
        } else if has("columns") || root.items?.first?["name"] != nil {
            self = .columns("")
        } else {
            return nil
        }
    }
}
