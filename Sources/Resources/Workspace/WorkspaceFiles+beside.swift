extension WorkspaceFiles {
    /// A folder of YAML files that Git Sync may read, and that needs no approval here.
    package struct Beside: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            /// In the workspace's folder: resources that are neither models nor syncs.
            case otherResources
            /// Models and syncs, as in the folder of a workspace.
            case otherRoot
        }

        package var kind: Kind
        /// From the top of the repository.
        package var folder: String
        package var files: Int

        package init(_ kind: Kind, _ folder: String, files: Int) {
            self.kind = kind
            self.folder = folder
            self.files = files
        }
    }

    /// The folders that some paths of the repository lie in.
    package static func beside(_ paths: some Sequence<String>, in layout: Layout) -> [Beside] {
        var counts: [Beside: Int] = [:]
        for path in paths {
            guard let beside = layout.beside(path) else { continue }
            counts[beside, default: 0] += 1
        }
        return counts.map { Beside($0.key.kind, $0.key.folder, files: $0.value) }.sorted { $0.folder < $1.folder }
    }
}

extension Layout {
    /// What Git Sync writes beside models and syncs, as far as names tell at the top of a repository, which may be
    /// anything else.
    private static let otherResources: Set<String> = [
        "schema", "parent-models", "related-models", "events", "event-contracts", "contracts", "audiences", "traits",
        "sequences", "journeys",
    ]

    /// How deep folders are looked at, from the top of the repository.
    package static let besideDepth = 5

    /// Whether a folder directly in the workspace's holds other resources than models and syncs.
    package func mayHoldOtherResources(_ name: String) -> Bool {
        guard !name.hasPrefix("."), !Layout.folderNames.contains(name) else { return false }
        return !root.isEmpty || Layout.otherResources.contains(name)
    }

    /// The folder to tell of where a YAML file lies, without the number of files in it.
    func beside(_ path: String) -> WorkspaceFiles.Beside? {
        guard path.hasSuffix(".yaml") || path.hasSuffix(".yml"), !isGoverned(path) else { return nil }
        let parts = Layout.parts(path)
        let folder = parts.dropLast().joined(separator: "/")
        let own = root.isEmpty ? 0 : Layout.parts(root).count
        if parts.count - own > 1, parts.count - own <= 3, root.isEmpty || path.hasPrefix(root + "/") {
            if mayHoldOtherResources(parts[own]) { return .init(.otherResources, folder, files: 0) }
            if Layout.folderNames.contains(parts[own]) { return nil }
        }
        // `hightouch/syncs/leads.yaml`.
        guard parts.count >= 3, parts.count <= Layout.besideDepth, parts[parts.count - 2] == "syncs",
            !parts.contains(where: { $0.hasPrefix(".") }), path.hasSuffix(".yaml")
        else { return nil }
        return .init(.otherRoot, parts.dropLast(2).joined(separator: "/"), files: 0)
    }
}
