package import YAML

/// One state of a workspace, parsed: what could be read as models, syncs, settings and connections.
package struct Workspace: Sendable {
    package let layout: Layout
    /// As given.
    package let files: WorkspaceFiles
    /// Nil if the file is not here or nothing can be judged by it.
    package internal(set) var settings: Settings?
    /// Those that were given and could be read.
    package internal(set) var models: [ExactText: Model]
    package internal(set) var syncs: [ExactText: Sync]
    package internal(set) var connections: Connections
    /// What is wrong with each file by itself as a file (A101 to A107); manifests by their path.
    var fileFindings: [ExactText: [Finding]]
    /// The columns and aliases files that could be read.
    var sources: [GovernedFile: SourceFile]

    package func model(_ slug: String) -> Model? { models[ExactText(slug)] }
    package func sync(_ slug: String) -> Sync? { syncs[ExactText(slug)] }
    /// Whether there is such a model, read or not. Of one that was read it is known at once.
    package func hasModel(_ slug: String) -> Bool {
        model(slug) != nil || files.files[.model(slug)] != nil || files.modelSlugs.contains { $0.isExactly(slug) }
    }

    /// The model that a sync runs on, if it was given and could be read.
    package func model(of sync: Sync) -> Model? { sync.model.flatMap { model($0.text) } }

    /// The syncs, of those that were given, that run on a model; by slug.
    package func syncs(using model: String) -> [Sync] {
        syncs.values.filter { $0.model?.text.isExactly(model) == true }.sorted { $0.slug.isExactlyBefore($1.slug) }
    }
}
