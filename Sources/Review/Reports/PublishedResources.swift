package import Approvals
package import Resources
import YAML

/// What is published, as a listing shows it.
package struct PublishedResources: Sendable {
    package struct Model: Sendable {
        package let resource: ResourceID
        /// Of its file, which may lack one.
        package let name: String?
        package let source: String?
        /// Slugs of the syncs that run on it.
        package let syncs: [String]
    }

    package struct Sync: Sendable {
        package let resource: ResourceID
        package let model: String?
        package let destination: String?
        package let isPaused: Bool
    }

    /// By slug, as `syncs` are.
    package let models: [Model]
    package let syncs: [Sync]

    package init(in workspace: OpenWorkspace) throws {
        let published = try workspace.published.workspace(workspace.published.everything())
        let connections = published.connections
        var syncsByModel: [String: [String]] = [:]
        let syncs = try workspace.published.slugs(of: .sync).sorted { $0.isExactlyBefore($1) }.map { slug in
            let sync = published.sync(slug)
            if let model = sync?.model?.text { syncsByModel[model, default: []].append(slug) }
            return Sync(
                resource: .sync(slug), model: sync?.model?.text,
                destination: (sync?.destination?.text).map(connections.resolve(destination:)),
                isPaused: sync?.isPaused ?? false)
        }
        models = try workspace.published.slugs(of: .model).sorted { $0.isExactlyBefore($1) }.map { slug in
            let model = published.model(slug)
            return Model(
                resource: .model(slug), name: model?.name,
                source: (model?.source?.text).map(connections.resolve(source:)), syncs: syncsByModel[slug] ?? [])
        }
        self.syncs = syncs
    }
}
