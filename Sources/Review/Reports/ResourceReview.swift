package import Approvals
package import Resources
import YAML

/// All that changes about one model or sync (its columns file with it), or about one file of settings or aliases: what is
/// shown as one block.
package struct ResourceReview: Hashable, Sendable {
    /// `model/leads`, `assent.yaml`
    package let title: String
    package let resource: ResourceID?
    /// The new name, where it is most likely a rename.
    package let renamedTo: ResourceID?
    package let changes: [FileChange]
    /// Of a rename: what else changed, from the old file to the new one.
    package let renameChange: FileChange?
    /// Syncs on a model.
    package let uses: [Subject.Use]

    /// Blocks in the order of reading: settings and aliases, models, syncs.
    package static func all(
        of changes: [FileChange], uses: [String: [Subject.Use]] = [:], layout: Layout
    ) -> [ResourceReview] {
        let renames = Resources.renames(among: changes)
        var blocks: [(key: String, changes: [FileChange])] = []
        for change in changes.sorted(by: { $0.file < $1.file }) {
            if let resource = change.resource, renames.contains(where: { $0.to == resource }) { continue }
            let key = change.resource?.description ?? layout.path(of: change.file)
            if let index = blocks.firstIndex(where: { $0.key.isExactly(key) }) {
                blocks[index].changes.append(change)
            } else {
                blocks.append((key, [change]))
            }
        }
        return blocks.map { block in
            let resource = block.changes[0].resource
            let rename = renames.first { $0.from == resource }
            let target = rename.flatMap { rename in changes.first { $0.file == GovernedFile(rename.to) } }
            let moved = target.flatMap { target -> FileChange? in
                guard let old = block.changes.first(where: { $0.file == resource.map(GovernedFile.init) }) else {
                    return nil
                }
                return compare(target.file, before: old.before, after: target.after)
            }
            let slug = rename?.to.slug ?? resource?.slug
            let isModel = resource?.kind == .model
            return ResourceReview(
                title: block.key, resource: resource, renamedTo: rename?.to, changes: block.changes,
                renameChange: moved, uses: isModel ? slug.flatMap { uses[$0] } ?? [] : [])
        }
    }

    /// The file that is the resource itself, if that changed.
    package var main: FileChange? {
        changes.first { change in
            if case .columns = change.file { false } else { true }
        }
    }

    /// Fields that mean something else; of a new, deleted or renamed resource only what is said of them one by one.
    package var fields: [FieldChange] {
        if renamedTo != nil { return renameChange?.fields ?? [] }
        return changes.flatMap(\.fields)
    }

    package var needsApproval: Bool { changes.contains(where: \.needsApproval) }
}
