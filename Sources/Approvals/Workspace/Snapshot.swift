package import Git
package import Resources

/// One state of a workspace, as a tree of the repository: read as needed, and only once.
package final class Snapshot {
    package let repository: Repository
    package let tree: ObjectID
    package let layout: Layout
    private var texts: [GovernedFile: FileText?] = [:]
    private var listings: [String: [TreeEntry]] = [:]

    package init(_ repository: Repository, tree: ObjectID, layout: Layout) {
        self.repository = repository
        self.tree = tree
        self.layout = layout
    }

    /// The text of a governed file; nil where it does not exist.
    package func text(of file: GovernedFile) throws -> FileText? {
        if let known = texts[file] { return known }
        let text = try repository.entry(at: layout.path(of: file), in: tree).map(text(of:))
        texts[file] = .some(text)
        return text
    }

    /// Of a link the target, of a submodule or folder nothing.
    func text(of entry: TreeEntry) throws -> FileText {
        let isBlob = entry.mode == .file || entry.mode == .executable || entry.mode == .link
        return FileText(bytes: isBlob ? try repository.blob(entry.id) : [], mode: entry.mode.rawValue)
    }

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
        for folder in layout.folders + [layout.root] {
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
        let folder = layout.folder(of: kind)
        return try listing(folder).compactMap { entry in
            guard entry.mode != .tree else { return nil }
            let resource = layout.file(at: "\(folder)/\(entry.name)")?.resource
            return resource?.kind == kind ? resource?.slug : nil
        }
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
            wanted.formUnion(try listing(layout.root).compactMap { aliases(named: $0) })
            if focus.contains(.settings) { wanted.insert(.settings) }
        } else {
            wanted = Set(try governedFiles().map(\.file))
        }
        var texts: [GovernedFile: FileText] = [:]
        for file in wanted { texts[file] = try text(of: file) }
        return WorkspaceFiles(
            layout: layout, files: texts, modelSlugs: try slugs(of: .model), syncSlugs: try slugs(of: .sync),
            manifests: try manifests(), strays: focus == nil ? try strays() : [])
    }

    private func aliases(named entry: TreeEntry) -> GovernedFile? {
        guard entry.mode != .tree, let file = layout.file(at: layout.path(inRoot: entry.name)) else { return nil }
        if case .aliases = file { return file } else { return nil }
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
    private func strays() throws -> [StrayFile] {
        try layout.folders.flatMap { folder in
            try listing(folder).compactMap { entry in
                let path = "\(folder)/\(entry.name)"
                guard entry.mode != .tree, layout.file(at: path) == nil else { return nil }
                return StrayFile(path: path, text: try text(of: entry))
            }
        }
    }
}
