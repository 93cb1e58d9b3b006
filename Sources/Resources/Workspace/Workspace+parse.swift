import YAML

extension Workspace {
    /// Reads and parses, on all cores where there is much to read.
    package init(_ files: WorkspaceFiles) {
        let layout = files.layout
        self.init(files, read: Array(files.files).concurrentMap { ReadFile($0, $1, at: layout.path(of: $0)) })
    }

    /// Of files that were read already.
    ///
    /// - Parameters:
    ///   - read: all of `files.files`, in any order.
    ///   - manifests: `files.manifests`, if they were read already.
    package init(_ files: WorkspaceFiles, read: [ReadFile], manifests: ReadManifests? = nil) {
        layout = files.layout
        self.files = files
        models = [:]
        syncs = [:]
        sources = [:]
        let manifests = manifests ?? ReadManifests(files.manifests)
        connections = manifests.connections
        fileFindings = manifests.findings
        models.reserveCapacity(read.count / 2)
        syncs.reserveCapacity(read.count / 2)
        var modelFiles: [(slug: String, file: ReadFile)] = []
        for file in read { take(file, &modelFiles) }
        for (file, source) in aliasFiles { connections.add(aliases: source.document, of: file) }
        readModels(modelFiles)
    }

    /// Some files that were read, where connections and the models beneath them are known.
    init(part files: WorkspaceFiles, read: [ReadFile], on models: [ExactText: Model], connections: Connections) {
        layout = files.layout
        self.files = files
        self.models = models
        self.connections = connections
        syncs = [:]
        sources = [:]
        fileFindings = [:]
        var modelFiles: [(slug: String, file: ReadFile)] = []
        for file in read { take(file, &modelFiles) }
        readModels(modelFiles)
    }

    private mutating func take(_ read: ReadFile, _ modelFiles: inout [(slug: String, file: ReadFile)]) {
        if !read.findings.isEmpty { fileFindings[ExactText(read.path)] = read.findings }
        switch read.content {
        case .sync(let sync): syncs[ExactText(sync.slug)] = sync
        case .settings(let settings): self.settings = settings
        case .other(let source):
            if case .model(let slug) = read.file {
                modelFiles.append((slug, read))
            } else {
                sources[read.file] = source
            }
        case nil: break
        }
    }

    /// Those that could be read, by name.
    var aliasFiles: [(file: GovernedFile, source: SourceFile)] {
        sources.filter { if case .aliases = $0.key { true } else { false } }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }

    /// Models come last: their columns may stand in a file of their own, and manifests tell whose SQL it is.
    private mutating func readModels(_ files: [(slug: String, file: ReadFile)]) {
        let connections = connections
        let inputs = files.map { ($0.slug, $0.file, columnsFile(of: $0.slug)) }
        let read = inputs.concurrentMap { slug, file, columnsFile in
            file.model(slug, columnsFile: columnsFile, connections)
        }
        for case let model? in read { models[ExactText(model.slug)] = model }
    }

    func columnsFile(of slug: String) -> ColumnsFile {
        if let source = sources[.columns(slug)] { return .read(ColumnsFile.ReadColumns(source: source)) }
        return files.files[.columns(slug)] == nil ? .absent : .unread
    }
}
