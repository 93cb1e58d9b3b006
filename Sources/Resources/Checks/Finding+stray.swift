import YAML

extension Finding {
    /// A105: a file that reads like a model or a sync, but whose name or place keeps it from being one.
    package static func stray(_ file: FileText, at path: String, in layout: Layout) -> Finding? {
        guard file.isRegular, layout.file(at: path) == nil, let kind = layout.folderKind(meantBy: path),
            reads(file, as: kind)
        else { return nil }
        let wanted = layout.nameMeant(by: path) ?? layout.path(inRoot: "\(kind.folder)/<slug>.yaml")
        return Finding(
            .misplacedFile, .warning, path: path,
            message: "this reads like a \(kind.rawValue), but \(kind.rawValue)s are files named "
                + "\(layout.path(inRoot: kind.folder))/<slug>.yaml",
            help: "nobody reviews it, and Git Sync does not read it: rename it to \(wanted), or delete it")
    }

    /// Whether a file has the keys that every model, or every sync, has: dbt's own files never do.
    private static func reads(_ file: FileText, as kind: ResourceKind) -> Bool {
        guard file.bytes.count <= 1 << 20, let root = Document(file.bytes).root else { return false }
        let keys = kind == .model ? ["name", "source", "type"] : ["model", "destination", "schedule"]
        return keys.allSatisfy { root[$0] != nil }
    }
}

extension Layout {
    /// Whose folder a path lies in.
    package func folderKind(of path: String) -> ResourceKind? {
        ResourceKind.allCases.first { path.hasPrefix(self.path(inRoot: $0.folder) + "/") }
    }

    /// The same of folders that may be taken for those of the workspace.
    package func folderKind(meantBy path: String) -> ResourceKind? {
        folderKind(of: path) ?? foldersMeant.first { path.hasPrefix($0.folder + "/") }?.kind
    }

    /// `hightouch/model`, and `models` at the top where the workspace has a folder of its own.
    package var foldersMeant: [(folder: String, kind: ResourceKind)] {
        let names = ResourceKind.allCases.flatMap { kind in
            [(folder: kind.folder, kind: kind), (folder: kind.rawValue, kind: kind)]
        }
        let inRoot = names.map { (folder: path(inRoot: $0.folder), kind: $0.kind) }
        return (root.isEmpty ? inRoot : inRoot + names).filter { !folders.contains($0.folder) }
    }

    /// What a YAML file in the folder of models, or of syncs, would be called if it were one: `models/vip.yml`.
    package func nameMeant(by path: String) -> String? {
        let lowered = path.lowercased()
        guard file(at: path) == nil, lowered.hasSuffix(".yml") || lowered.hasSuffix(".yaml"),
            let kind = folderKind(meantBy: path), let name = Layout.parts(path).last
        else { return nil }
        let slug = String(name.drop { $0 == "." }.prefix { $0 != "." })
        return ResourceID.isSlug(slug) ? self.path(inRoot: "\(kind.folder)/\(slug).yaml") : nil
    }
}
