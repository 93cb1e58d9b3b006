package import Approvals
import Git
package import Resources
import YAML

/// A model or sync as it is published, with the requests and drafts that change it.
package struct PublishedResource: Sendable {
    package let resource: ResourceID
    /// Its files, as if they were new: every field.
    package let files: [FileChange]
    /// Of a model: the syncs on it.
    package let uses: [Subject.Use]
    /// Of a sync: its model.
    package let model: String?
    /// Open requests and drafts that change it.
    package let changedBy: [String]

    package init(_ resource: ResourceID, in workspace: OpenWorkspace) throws {
        let published = workspace.published
        let (isModel, slug) = (resource.kind == .model, resource.slug)
        let files = [GovernedFile(resource)] + (isModel ? [.columns(slug)] : [])
        self.resource = resource
        self.files = try files.compactMap { compare($0, before: nil, after: try published.text(of: $0)) }
        uses = isModel ? try published.uses(of: slug) : []
        model = isModel ? nil : try published.model(of: slug)
        changedBy = try Drafts(workspace).all().filter {
            try RequestNames(workspace).resources(changedBy: $0.tip).contains(resource)
        }.map(\.name)
    }
}
