package import Git
package import Resources

/// One state of a workspace, as a tree of the repository: read as needed, and only once.
package final class Snapshot {
    package let repository: Repository
    package let tree: ObjectID
    package let layout: Layout
    /// What stands in place of the tree's own files: nil for one that is gone.
    let edits: [GovernedFile: FileText?]
    private var texts: [GovernedFile: FileText?] = [:]
    private var listings: [String: [TreeEntry]] = [:]
    private var knownConnections: Connections?

    /// - Parameter edits: to be seen as if they were in the tree: the unsaved files of a work tree.
    package init(
        _ repository: Repository, tree: ObjectID, layout: Layout, edits: [GovernedFile: FileText?] = [:]
    ) {
        self.edits = edits
        self.repository = repository
        self.tree = tree
        self.layout = layout
    }

    /// The text of a governed file; nil where it does not exist.
    package func text(of file: GovernedFile) throws -> FileText? {
        if let edit = edits[file] { return edit }
        if let known = texts[file] { return known }
        let text = try repository.entry(at: layout.path(of: file), in: tree).map(text(of:))
        texts[file] = .some(text)
        return text
    }

    private func text(of entry: TreeEntry) throws -> FileText { try repository.text(of: entry) }

    /// What lies directly in a folder; nothing where it does not exist.
    package func listing(_ folder: String) throws -> [TreeEntry] {
        if let known = listings[folder] { return known }
        var entries: [TreeEntry] = []
        if folder.isEmpty {
            entries = try repository.tree(tree)
        } else if let entry = try repository.entry(at: folder, in: tree), entry.mode == .tree {
            entries = try repository.tree(entry.id)
        }
        listings[folder] = entries
        return entries
    }

    /// All governed files of the workspace, with their entries, in the order of the tree.
    package func governedFiles() throws -> [(file: GovernedFile, entry: TreeEntry)] {
        var found: [(GovernedFile, TreeEntry)] = []
        for folder in Set(layout.folders + [layout.root]).sorted() {
            for entry in try listing(folder) where entry.mode != .tree {
                let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                if let file = layout.file(at: path), file != .settings { found.append((file, entry)) }
            }
        }
        if let entry = try repository.entry(at: layout.path(of: .settings), in: tree) {
            found.append((.settings, entry))
        }
        return found
    }

    /// Slugs of all models, or of all syncs.
    package func slugs(of kind: ResourceKind) throws -> [String] {
        let folder = layout.path(inRoot: kind.folder)
        let stored = try listing(folder).compactMap { entry -> GovernedFile? in
            entry.mode == .tree ? nil : layout.file(at: "\(folder)/\(entry.name)")
        }
        return withEdits(stored).compactMap { file in
            guard let resource = file.resource, resource.kind == kind, file == GovernedFile(resource) else {
                return nil
            }
            return resource.slug
        }
    }

    /// Files of one folder, or of all, as the edits leave them.
    private func withEdits(_ stored: [GovernedFile]) -> [GovernedFile] {
        guard !edits.isEmpty else { return stored }
        let new = edits.compactMap { file, text in text == nil ? nil : file }.filter { !stored.contains($0) }
        return stored.filter { edits[$0] != .some(nil) } + new.sorted()
    }
}

extension GovernedFile {
    fileprivate var isAliases: Bool { if case .aliases = self { true } else { false } }
}

extension Repository {
    /// What stands at an entry: of a link the target, of a submodule or folder nothing.
    func text(of entry: TreeEntry) throws -> FileText {
        let isBlob = entry.mode == .file || entry.mode == .executable || entry.mode == .link
        return FileText(bytes: isBlob ? try blob(entry.id) : [], mode: entry.mode.rawValue)
    }
}

// MARK: - What a check reads

extension Snapshot {
    /// What checking `focus` needs, and no more: those files, the model and columns beneath each sync, the syncs on
    /// each model, the manifest and the aliases. `nil` reads everything.
    package func files(for focus: Set<GovernedFile>?) throws -> WorkspaceFiles {
        var wanted: Set<GovernedFile> = []
        if let focus {
            wanted = focus
            for file in focus {
                switch file {
                case .model(let slug), .columns(let slug):
                    wanted.formUnion(try syncs(on: slug).map(GovernedFile.sync))
                    wanted.formUnion([.model(slug), .columns(slug)])
                case .aliases:
                    // A redirected alias moves every sync that goes through it.
                    wanted.formUnion(try slugs(of: .sync).map(GovernedFile.sync))
                case .sync, .settings: break
                }
            }
            for case .sync(let slug) in wanted {
                guard let model = try model(of: slug) else { continue }
                wanted.formUnion([.model(model), .columns(model)])
            }
            wanted.formUnion(withEdits(try listing(layout.root).compactMap { aliases(named: $0) }).filter(\.isAliases))
            if focus.contains(.settings) { wanted.insert(.settings) }
        } else {
            wanted = Set(withEdits(try governedFiles().map(\.file)))
        }
        var texts: [GovernedFile: FileText] = [:]
        for file in wanted { texts[file] = try text(of: file) }
        return WorkspaceFiles(
            layout: layout, files: texts, modelSlugs: try slugs(of: .model), syncSlugs: try slugs(of: .sync),
            manifests: try manifests(), strays: focus == nil ? try strays() : [])
    }

    private func aliases(named entry: TreeEntry) -> GovernedFile? {
        guard entry.mode != .tree, let file = layout.file(at: layout.path(inRoot: entry.name)) else { return nil }
        return file.isAliases ? file : nil
    }

    /// Where sources and destinations lead, by the manifests and aliases of this state.
    package func connections() throws -> Connections {
        if let knownConnections { return knownConnections }
        let connections = Workspace(try files(for: [])).connections
        knownConnections = connections
        return connections
    }

    /// The manifests: read, not governed.
    package func manifests() throws -> [String: FileText] {
        var found: [String: FileText] = [:]
        for entry in try listing(layout.root) where entry.mode != .tree {
            let path = layout.path(inRoot: entry.name)
            if layout.isManifest(path) { found[path] = try text(of: entry) }
        }
        return found
    }

    /// What lies in the workspace's folders and is no governed file (A105 tells which of it looks like one).
    private func strays() throws -> [WorkspaceFiles.Stray] {
        try layout.folders.flatMap { folder in
            try listing(folder).compactMap { entry in
                let path = "\(folder)/\(entry.name)"
                guard layout.mayBeStray(path) else { return nil }
                return WorkspaceFiles.Stray(path: path, file: entry.mode == .tree ? nil : try text(of: entry))
            }
        }
    }
}
