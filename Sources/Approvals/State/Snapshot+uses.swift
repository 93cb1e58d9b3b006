import Git
import Resources
import YAML

/// Which sync runs on which model. Finding the syncs of a model must not read them all each time (B5), so an index of one
/// state of the folder is kept in the repository's own folder, and only what differs from it is read.
extension Snapshot {
    /// The model that a sync names; nil where the sync is not there or says nothing that can be read.
    package func model(of sync: String) throws -> String? {
        try syncFile(sync).model?.text
    }

    static func model(in text: FileText) -> String? { SyncFile(text).model?.text }

    /// The syncs that run on a model, by slug.
    package func syncs(on model: String) throws -> [String] {
        var found = try storedSyncs(on: model)
        for (file, text) in edits {
            guard case .sync(let slug) = file else { continue }
            found.removeAll { $0.isExactly(slug) }
            if let text, Self.model(in: text)?.isExactly(model) == true { found.append(slug) }
        }
        return found.sorted { $0.isExactlyBefore($1) }
    }

    /// As the tree itself has them.
    private func storedSyncs(on wanted: String) throws -> [String] {
        if let below { return try below.storedSyncs(on: wanted) }
        let folder = layout.path(inRoot: ResourceKind.sync.folder)
        guard let stored = try repository.entry(at: folder, in: tree), stored.mode == .tree else { return [] }
        return try syncsByModel.syncs(on: wanted, in: stored.id, of: repository) { sync in
            try text(of: .sync(sync)).flatMap(Self.model(in:))
        }
    }
}
