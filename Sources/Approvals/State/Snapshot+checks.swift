import Git
package import Resources
import YAML

/// What a check reads.
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
            if let entry = try repository.entry(at: path, in: tree) {
                found[path] = try readText(of: entry, in: repository)
            }
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

    /// One model with its columns; nil if there is none, or it cannot be read.
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
        readFiles.keep(read, as: file)
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
        if isStored, let known = cache.connections, known.layout == layout, known.files == stored {
            return known.connections
        }
        let texts = try aliases()
        let files = WorkspaceFiles(layout: layout, files: texts, manifests: try manifests())
        let connections = Workspace(
            files, read: texts.map { readFile($0, $1) }, manifests: try manifestsRead().read
        ).connections
        knownConnections = connections
        if isStored { cache.connections = (layout, stored, connections) }
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
            if layout.isManifest(path) { found[path] = try readText(of: entry, in: repository) }
        }
        let manifests = (found, ReadManifests(found))
        knownManifests = manifests
        return manifests
    }
}
