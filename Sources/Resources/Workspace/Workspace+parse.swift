import YAML

extension Workspace {
    /// Reads and parses, on all cores where there is much to read.
    package init(_ files: WorkspaceFiles) {
        layout = files.layout
        self.files = files
        models = [:]
        syncs = [:]
        connections = Connections()
        sources = [:]
        fileFindings = [:]
        let layout = files.layout
        let read = Array(files.files).concurrentMap { file, text in ReadFile(file, text, at: layout.path(of: file)) }
        readManifests()
        models.reserveCapacity(read.count / 2)
        syncs.reserveCapacity(read.count / 2)
        for file in read { take(file) }
        for (file, source) in aliasFiles { connections.add(aliases: source.document, of: file) }
        findColumns()
    }

    private mutating func readManifests() {
        connections.hasNoManifest = files.manifests.isEmpty
        var documents: [Document] = []
        for (path, file) in files.manifests.sorted(by: { $0.key.isExactlyBefore($1.key) }) {
            let (source, findings) = SourceFile.read(file, as: nil, at: path)
            // Nobody here writes manifests: how a scalar is quoted in one is no news.
            fileFindings[ExactText(path)] = findings.filter { $0.code != .ambiguousScalar }
            if let source { documents.append(source.document) }
        }
        guard documents.count == files.manifests.count else { return }
        for document in documents { connections.add(manifest: document) }
    }

    private mutating func take(_ read: ReadFile) {
        if !read.findings.isEmpty { fileFindings[ExactText(read.path)] = read.findings }
        switch read.content {
        case .model(let model): models[ExactText(model.slug)] = model
        case .sync(let sync): syncs[ExactText(sync.slug)] = sync
        case .settings(let settings): self.settings = settings
        case .other(let source): sources[read.file] = source
        case nil: break
        }
    }

    /// Those that could be read, by name.
    var aliasFiles: [(file: GovernedFile, source: SourceFile)] {
        sources.filter { if case .aliases = $0.key { true } else { false } }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }

    private mutating func findColumns() {
        let connections = connections
        let inputs = models.values.map { ($0, columnsFile(of: $0.slug)) }
        let columns = inputs.concurrentMap { model, file in
            (model.slug, ModelColumns.of(model, columnsFile: file, connections: connections))
        }
        for (slug, columns) in columns { models[ExactText(slug)]?.columns = columns }
    }

    func columnsFile(of slug: String) -> ColumnsFile {
        if let source = sources[.columns(slug)] { return .read(ColumnsFile.ReadColumns(source: source)) }
        return files.files[.columns(slug)] == nil ? .absent : .unread
    }
}

/// A governed file after reading; what can be done for each file alone, and so on any core.
private struct ReadFile: Sendable {
    enum Content: Sendable {
        case model(Model)
        case sync(Sync)
        case settings(Settings?)
        case other(SourceFile)
    }

    let file: GovernedFile
    let path: String
    let content: Content?
    let findings: [Finding]

    init(_ file: GovernedFile, _ text: FileText, at path: String) {
        self.file = file
        self.path = path
        if file == .settings {
            let (settings, findings) = Settings.parse(text)
            (content, self.findings) = (.settings(settings), findings)
            return
        }
        let source: SourceFile?
        (source, findings) = SourceFile.read(text, as: file, at: path)
        content = source.map { source in
            switch file {
            case .model(let slug): .model(Model(slug: slug, source: source))
            case .sync(let slug): .sync(Sync(slug: slug, source: source))
            case .settings, .columns, .aliases: .other(source)
            }
        }
    }
}
