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
    private var texts = RecentCache<GovernedFile, FileText?>()
    private var listings: [String: [TreeEntry]] = [:]
    var knownConnections: Connections?
    var knownManifests: (texts: [String: FileText], read: ReadManifests)?
    var readFiles = RecentCache<GovernedFile, ReadFile>()
    /// Found by whoever goes through the folders first.
    var knownSlugs: [ResourceKind: [String]] = [:]
    var knownCollision: Bool?
    var knownLookalikes: [(path: String, entry: TreeEntry)]?
    var knownAttributes: [String: FileText]?
    var knownAliases: [GovernedFile: FileText]?
    var knownBroken: [WorkspaceFiles.BrokenFolder]?
    let cache: StateCache
    var syncsByModel: SyncsByModel { cache.syncsByModel }
    /// The same tree without the edits, where somebody has it: what was read of it is not read again.
    let below: Snapshot?

    /// - Parameter edits: to be seen as if they were in the tree: the unsaved files of a work tree.
    package convenience init(
        _ repository: Repository, tree: ObjectID, layout: Layout, edits: [GovernedFile: FileText?] = [:]
    ) {
        self.init(repository, tree: tree, layout: layout, edits: edits, cache: StateCache())
    }

    /// - Parameter cache: shared by the states that one walk comes through.
    init(
        _ repository: Repository, tree: ObjectID, layout: Layout, edits: [GovernedFile: FileText?] = [:],
        cache: StateCache
    ) {
        self.cache = cache
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
        cache = below.cache
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
            try cache.texts.text(of: entry, in: repository)
        }
        texts.keep(text, as: file)
        return text
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
    func storedNames(of kind: ResourceKind) throws -> FolderNames? {
        guard let entry = try repository.entry(at: layout.path(inRoot: kind.folder), in: tree), entry.mode == .tree
        else { return nil }
        return try cache.names(of: kind, in: entry.id, repository)
    }

    func changesSlugs(of kind: ResourceKind, _ file: GovernedFile, to text: FileText?) throws -> Bool {
        guard let resource = file.resource, resource.kind == kind, file == GovernedFile(resource) else { return false }
        guard text != nil, let entry = try repository.entry(at: layout.path(of: file), in: tree) else { return true }
        return entry.mode == .tree
    }

    /// Files of one folder, or of all, as the edits leave them.
    func withEdits(_ stored: [GovernedFile]) -> [GovernedFile] {
        guard !edits.isEmpty else { return stored }
        let new = edits.compactMap { file, text in text == nil ? nil : file }.filter { !stored.contains($0) }
        return stored.filter { edits[$0] != .some(nil) } + new.sorted()
    }
}
