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

    /// `new`, `deleted`, `renamed`, `2 fields`
    package var whatChanged: Words {
        if renamedTo != nil {
            return fields.isEmpty ? "renamed" : "renamed, and " + counted(fields.count, "field") + " changed"
        }
        switch main?.kind {
        case .added: return "new"
        case .deleted: return "deleted"
        default: break
        }
        if changes.contains(where: \.isOpaque) { return "changed" }
        let count = changes.reduce(0) { $0 + ($1.kind == .changed ? $1.fields.count : 1) }
        return count == 0 ? "changed" : counted(count, "field")
    }

    /// `model/old → model/new` or the title.
    package var heading: Words {
        guard let renamedTo else { return Words(title, .strong) }
        return "\(title, .strong) → \(renamedTo, .strong)"
    }

    /// `used by sync/a, sync/b (paused)`; nothing for what is no model.
    package func usedBy(_ layout: Layout, limit: Int? = nil) -> Words {
        guard resource?.kind == .model else { return Words() }
        return Words.usedBy(uses, layout, limit: limit)
    }
}

extension Words {
    /// - Parameter limit: nil shows them all: each is somebody whom the change reaches.
    static func usedBy(_ uses: [Subject.Use], _ layout: Layout, limit: Int? = nil) -> Words {
        if uses.isEmpty { return "used by no sync" }
        let names = uses.map { use -> Words in
            let name = layout.resourceName(at: use.path)
            return use.isPaused ? "\(name)\u{A0}(paused)" : "\(name)"
        }
        guard let limit, names.count > limit else { return "used by " + names.joined(by: ", ") }
        return "used by " + (names.prefix(limit - 1) + ["\(names.count - limit + 1) more"]).joined(by: ", ")
    }
}

extension Layout {
    /// `sync/leads-to-crm`, or the path of what is no resource.
    func resourceName(at path: String) -> String { file(at: path)?.resource?.description ?? path }
}
