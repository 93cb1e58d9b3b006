import Approvals
package import Resources
import YAML

extension ResourceReview {
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

    /// `used by sync/a, sync/b (paused)`; empty if this is not a model.
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
