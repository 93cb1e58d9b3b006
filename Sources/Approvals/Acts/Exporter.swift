package import Git
package import Resources
package import YAML

/// Everything that one commit published, for whatever runs the syncs.
package struct Export: Sendable {
    package let commit: ObjectID
    /// Models, then syncs; by slug.
    package let resources: [ExportedResource]

    /// The files that cannot be read as fields, which were exported without content.
    package let unreadable: [UnreadableFile]
}

package struct UnreadableFile: Hashable, Sendable {
    package let path: String
    /// Half a sentence: `it has an anchor (&…) …`
    package let reason: String
    /// Whether `check` has something to say of it: not of what is opaque and was published like this.
    package let isFinding: Bool
}

package struct ExportedResource: Sendable {
    package let resource: ResourceID
    package let path: String
    /// All that the file says; nil where it cannot be read as fields.
    package let content: Value?
    /// Of a model: what its columns file says, if there is one.
    package let columns: Value?
    /// Of a sync.
    package let model: String?
    /// Of a model, and of the model beneath a sync; aliases followed.
    package let source: String?
    /// Of a sync; aliases followed.
    package let destination: String?
}

/// Reads all resources of a commit, for programs that take them elsewhere.
package struct Exporter: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// - Parameter commit: on main's line; nil: what is published now.
    package func export(at commit: ObjectID? = nil) throws -> Export {
        let commit = commit ?? tip
        if commit != tip, try !History(workspace).line.contains(commit) {
            throw ReversalRefusal.notOnMain(commit: commit)
        }
        let tree = try repository.commit(commit).tree
        let layout = Layout(root: try OpenWorkspace.settings(in: tree, of: repository).root)
        let snapshot = Snapshot(repository, tree: tree, layout: layout)
        let workspace = try snapshot.workspace(snapshot.everything())
        let connections = workspace.connections
        func source(of model: Model?) -> String? { (model?.source?.text).map(connections.resolve(source:)) }

        let models = try snapshot.slugs(of: .model).map { slug in
            let text = workspace.files.files[.columns(slug)]
            return ExportedResource(
                resource: .model(slug), path: layout.path(of: .model(slug)),
                content: workspace.model(slug).flatMap { Self.content($0.document, .model(slug), workspace) },
                columns: text.flatMap { Self.content($0.document, .columns(slug), workspace) }, model: nil,
                source: source(of: workspace.model(slug)), destination: nil)
        }
        let syncs = try snapshot.slugs(of: .sync).map { slug in
            let sync = workspace.sync(slug)
            return ExportedResource(
                resource: .sync(slug), path: layout.path(of: .sync(slug)),
                content: sync.flatMap { Self.content($0.document, .sync(slug), workspace) }, columns: nil,
                model: sync?.model?.text, source: source(of: sync.flatMap(workspace.model(of:))),
                destination: (sync?.destination?.text).map(connections.resolve(destination:)))
        }
        return Export(
            commit: commit, resources: (models + syncs).sorted { $0.resource < $1.resource },
            unreadable: unreadable(in: workspace))
    }

    private func unreadable(in workspace: Workspace) -> [UnreadableFile] {
        workspace.files.files.sorted { $0.key < $1.key }.compactMap { file, text in
            switch file {
            case .model, .sync, .columns: break
            case .settings, .aliases: return nil
            }
            guard let reason = FileMeaning.reasonForOpacity(of: file, text) else { return nil }
            let path = workspace.layout.path(of: file)
            return UnreadableFile(path: path, reason: reason, isFinding: workspace.hasErrors(at: path))
        }
    }

    /// As it is written, without leaving anything out; nil if readers could take it for different things.
    private static func content(_ document: Document, _ file: GovernedFile, _ workspace: Workspace) -> Value? {
        guard let text = workspace.files.files[file], !FileMeaning(file, text, read: document).isOpaque else {
            return nil
        }
        return document.root?.value
    }
}
