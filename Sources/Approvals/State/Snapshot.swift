package import Git
package import Resources
import YAML

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
    private var knownManifests: (texts: [String: FileText], read: ReadManifests)?
    private var readFiles: [GovernedFile: ReadFile] = [:]
    /// Found by whoever goes through the folders first.
    var knownSlugs: [ResourceKind: [String]] = [:]
    private var knownCollision: Bool?
    var knownLookalikes: [(path: String, entry: TreeEntry)]?
    private var knownAttributes: [String: FileText]?
    private var knownAliases: [GovernedFile: FileText]?
    private var knownBroken: [WorkspaceFiles.BrokenFolder]?
    let neighbours: Neighbours
    var lineage: Lineage { neighbours.lineage }
    /// The same tree without the edits, where somebody has it: what was read of it is not read again.
    let below: Snapshot?

    /// - Parameter edits: to be seen as if they were in the tree: the unsaved files of a work tree.
    package convenience init(
        _ repository: Repository, tree: ObjectID, layout: Layout, edits: [GovernedFile: FileText?] = [:]
    ) {
        self.init(repository, tree: tree, layout: layout, edits: edits, neighbours: Neighbours())
    }

    /// - Parameter neighbours: shared by the states that one walk comes through.
    init(
        _ repository: Repository, tree: ObjectID, layout: Layout, edits: [GovernedFile: FileText?] = [:],
        neighbours: Neighbours
    ) {
        self.neighbours = neighbours
        self.edits = edits
        self.repository = repository
        self.tree = tree
        self.layout = layout
        below = nil
    }

    /// Another state, with these edits.
    package init(over below: Snapshot, edits: [GovernedFile: FileText?]) {
        precondition(below.edits.isEmpty)
        self.edits = edits
        self.below = below
        neighbours = below.neighbours
        repository = below.repository
        tree = below.tree
        layout = below.layout
    }

    /// The text of a governed file; nil where it does not exist.
    package func text(of file: GovernedFile) throws -> FileText? {
        if let edit = edits[file] { return edit }
        if let below { return try below.text(of: file) }
        if let known = texts[file] { return known }
        let text = try repository.entry(at: layout.path(of: file), in: tree).map { entry in
            try neighbours.texts.text(of: entry, in: repository)
        }
        texts[file] = .some(text)
        return text
    }

    /// Lets go of the files that were read, once they are many: for who looks at requests by the thousand.
    func forgetManyFiles() {
        guard readFiles.count > 2048 else { return }
        texts = [:]
        readFiles = [:]
    }

    /// What the file of a model says; nothing where it does not exist, or cannot be read.
    func modelFile(_ slug: String) throws -> ModelFile { ModelFile(try text(of: .model(slug))) }

    /// What the file of a sync says; nothing where it does not exist, or cannot be read.
    func syncFile(_ slug: String) throws -> SyncFile { SyncFile(try text(of: .sync(slug))) }

    /// What lies directly in a folder; nothing where it does not exist.
    package func listing(_ folder: String) throws -> [TreeEntry] {
        if let below { return try below.listing(folder) }
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

    /// Slugs of all models, or of all syncs.
    package func slugs(of kind: ResourceKind) throws -> [String] {
        if let known = knownSlugs[kind] { return known }
        let stored = try below?.slugs(of: kind) ?? storedNames(of: kind)?.slugs ?? []
        if edits.isEmpty { knownSlugs[kind] = stored }
        // Nearly all edits are of what is there, and leave it there.
        guard try edits.contains(where: { try changesSlugs(of: kind, $0.key, to: $0.value) }) else { return stored }
        return withEdits(stored.map { GovernedFile(ResourceID(kind: kind, slug: $0)) }).compactMap { file in
            guard let resource = file.resource, resource.kind == kind, file == GovernedFile(resource) else {
                return nil
            }
            return resource.slug
        }
    }

    /// Nil: there is no such folder.
    private func storedNames(of kind: ResourceKind) throws -> FolderNames? {
        guard let entry = try repository.entry(at: layout.path(inRoot: kind.folder), in: tree), entry.mode == .tree
        else { return nil }
        return try neighbours.names(of: kind, in: entry.id, repository)
    }

    private func changesSlugs(of kind: ResourceKind, _ file: GovernedFile, to text: FileText?) throws -> Bool {
        guard let resource = file.resource, resource.kind == kind, file == GovernedFile(resource) else { return false }
        guard text != nil, let entry = try repository.entry(at: layout.path(of: file), in: tree) else { return true }
        return entry.mode == .tree
    }

    /// Files of one folder, or of all, as the edits leave them.
    private func withEdits(_ stored: [GovernedFile]) -> [GovernedFile] {
        guard !edits.isEmpty else { return stored }
        let new = edits.compactMap { file, text in text == nil ? nil : file }.filter { !stored.contains($0) }
        return stored.filter { edits[$0] != .some(nil) } + new.sorted()
    }
}

extension Repository {
    /// What stands at an entry: of a link the target, of a submodule or folder nothing. What is stored as a file and is
    /// another object has no mode at all.
    func text(of entry: TreeEntry) throws -> FileText {
        guard entry.mode.isFile || entry.mode == .link else { return FileText(bytes: [], mode: entry.mode.rawValue) }
        guard let bytes = try blobIfAny(entry.id) else { return FileText(bytes: [], mode: 0) }
        return FileText(bytes: bytes, mode: entry.mode.rawValue)
    }
}

// MARK: - What a check reads

extension Snapshot {
    /// What checking `focus` needs, and no more: those files, the model and columns beneath each sync, the syncs on
    /// each model, the manifest and the aliases.
    package func files(for focus: Set<GovernedFile>) throws -> WorkspaceFiles {
        var wanted = focus
        for file in focus {
            switch file {
            case .model(let slug), .columns(let slug):
                wanted.formUnion(try syncs(on: slug).map(GovernedFile.sync))
                wanted.formUnion([.model(slug), .columns(slug)])
            case .aliases:
                // A redirected alias moves everything that goes through it.
                wanted.formUnion(try slugs(of: .sync).map(GovernedFile.sync))
                wanted.formUnion(try slugs(of: .model).map(GovernedFile.model))
            case .sync, .settings: break
            }
        }
        for case .sync(let slug) in wanted {
            guard let model = try model(of: slug) else { continue }
            wanted.formUnion([.model(model), .columns(model)])
        }
        var texts = try aliases()
        for file in wanted { texts[file] = try text(of: file) }
        var files = WorkspaceFiles(
            layout: layout, files: texts, modelSlugs: try slugs(of: .model), syncSlugs: try slugs(of: .sync),
            manifests: try manifests())
        files.mayNamesCollide = try mayNamesCollide()
        files.brokenFolders = try brokenFolders()
        files.strays = try strays(lookalikes())
        files.attributes = try attributes()
        return files
    }

    /// Looked at once, and again only where the edits add or take away a name.
    private func mayNamesCollide() throws -> Bool {
        if let known = knownCollision { return known }
        let changesNames = try edits.contains { edit in
            try ResourceKind.allCases.contains { try changesSlugs(of: $0, edit.key, to: edit.value) }
        }
        if let below, !changesNames { return try below.mayNamesCollide() }
        let mayCollide = try ResourceKind.allCases.contains { kind in
            if edits.isEmpty, let stored = try storedNames(of: kind) { return stored.mayCollide }
            return WorkspaceFiles.mayCollide(try slugs(of: kind))
        }
        knownCollision = mayCollide
        return mayCollide
    }

    /// Folders of the workspace, and those that lead there, that are not as git writes them.
    func brokenFolders() throws -> [WorkspaceFiles.BrokenFolder] {
        if let knownBroken { return knownBroken }
        var found: [WorkspaceFiles.BrokenFolder] = []
        if let below {
            // What is written in a folder mends it, and all above it.
            let stored = try below.brokenFolders()
            let edited = stored.isEmpty ? [] : edits.keys.map(layout.path(of:))
            found = stored.filter { broken in
                !edited.contains { broken.path.isEmpty || $0.utf8.starts(with: "\(broken.path)/".utf8) }
            }
        } else {
            for folder in layout.ways {
                let entry = folder.isEmpty ? nil : try repository.entry(at: folder, in: tree)
                guard folder.isEmpty || entry?.mode == .tree else { continue }
                let problems = try repository.problems(of: entry?.id ?? tree)
                // Many have the same odd modes.
                let told = problems.filter { !$0.isHarmless } + problems.filter(\.isHarmless).prefix(1)
                found += told.map {
                    WorkspaceFiles.BrokenFolder(
                        path: folder, fault: BrokenTree(path: folder, problem: $0).description,
                        isHarmless: $0.isHarmless)
                }
            }
        }
        knownBroken = found
        return found
    }

    /// The `.gitattributes` that hold for governed files, by path.
    func attributes() throws -> [String: FileText] {
        if let below { return try below.attributes() }
        if let knownAttributes { return knownAttributes }
        var found: [String: FileText] = [:]
        for path in layout.ways.map(Layout.attributes(in:)) {
            if let entry = try repository.entry(at: path, in: tree) { found[path] = try repository.text(of: entry) }
        }
        knownAttributes = found
        return found
    }

    /// The same, parsed.
    package func workspace(for focus: Set<GovernedFile>) throws -> Workspace {
        let files = try files(for: focus)
        return Workspace(
            files, read: files.files.map { readFile($0, $1) }, manifests: try manifestsRead().read)
    }

    /// One model with its columns; nil where there is none that can be read.
    func parsedModel(_ slug: String) throws -> Model? {
        var texts = try aliases()
        for file in [GovernedFile.model(slug), .columns(slug)] { texts[file] = try text(of: file) }
        let files = WorkspaceFiles(layout: layout, files: texts, manifests: try manifests())
        return Workspace(files, read: texts.map { readFile($0, $1) }, manifests: try manifestsRead().read).model(slug)
    }

    private func readFile(_ file: GovernedFile, _ text: FileText) -> ReadFile {
        if let below, edits[file] == nil { return below.readFile(file, text) }
        if let known = readFiles[file] { return known }
        let read = ReadFile(file, text, at: layout.path(of: file))
        readFiles[file] = read
        return read
    }

    func aliases() throws -> [GovernedFile: FileText] {
        if let below, !edits.keys.contains(where: { if case .aliases = $0 { true } else { false } }) {
            return try below.aliases()
        }
        if let knownAliases { return knownAliases }
        let stored = try listing(layout.root).compactMap { entry -> GovernedFile? in
            entry.mode == .tree ? nil : layout.file(at: layout.path(inRoot: entry.name))
        }
        var texts: [GovernedFile: FileText] = [:]
        for case .aliases(let name) in withEdits(stored) { texts[.aliases(name)] = try text(of: .aliases(name)) }
        knownAliases = texts
        return texts
    }

    /// Where sources and destinations lead, by the manifests and aliases of this state.
    package func connections() throws -> Connections {
        if let knownConnections { return knownConnections }
        if let below, !edits.keys.contains(where: { if case .aliases = $0 { true } else { false } }) {
            return try below.connections()
        }
        let stored = try listing(layout.root).filter { $0.mode != .tree }
        let isStored = below == nil && edits.isEmpty
        if isStored, let known = neighbours.connections, known.layout == layout, known.files == stored {
            return known.connections
        }
        let texts = try aliases()
        let files = WorkspaceFiles(layout: layout, files: texts, manifests: try manifests())
        let connections = Workspace(
            files, read: texts.map { readFile($0, $1) }, manifests: try manifestsRead().read
        ).connections
        knownConnections = connections
        if isStored { neighbours.connections = (layout, stored, connections) }
        return connections
    }

    /// The manifests: read, not governed.
    package func manifests() throws -> [String: FileText] { try manifestsRead().texts }

    func manifestsRead() throws -> (texts: [String: FileText], read: ReadManifests) {
        if let below { return try below.manifestsRead() }
        if let knownManifests { return knownManifests }
        var found: [String: FileText] = [:]
        for entry in try listing(layout.root) where entry.mode != .tree {
            let path = layout.path(inRoot: entry.name)
            if layout.isManifest(path) { found[path] = try repository.text(of: entry) }
        }
        let manifests = (found, ReadManifests(found))
        knownManifests = manifests
        return manifests
    }
}
