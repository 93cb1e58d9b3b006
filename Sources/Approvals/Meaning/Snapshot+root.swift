import Git
import Resources
import YAML

/// A change of `root` takes another folder for the workspace: all of the old one is deleted, and all of the new one added,
/// whoever put it there while it was nobody's business (protocol.md, Subject).
extension Snapshot {
    /// What changes, and the state after it, where the settings in this state may name another root than the one by which
    /// it was read so far.
    ///
    /// - Throws: `ContentRefusal.unfitRoot` where something else than the workspace's files has a place in that root.
    func takingRoot(
        _ changes: [(path: String, change: FileChange)], from before: Snapshot
    ) throws -> (changes: [(path: String, change: FileChange)], after: Snapshot) {
        guard changes.contains(where: { $0.change.file == .settings }), let text = try text(of: .settings),
            let root = Settings.parse(text).settings?.root, case let other = Layout(root: root), other != layout
        else { return (changes, self) }
        let stored = Snapshot(repository, tree: tree, layout: other)
        let after = Snapshot(repository, tree: tree, layout: other, edits: edits.filter { $0.key == .settings })
        let strangers = try stored.strangers()
        guard strangers.isEmpty else { throw ContentRefusal.unfitRoot(root, paths: strangers) }
        let gone = try before.everyFile().compactMap { path, file, text in
            compare(file, before: text, after: nil).map { (path, $0) }
        }
        let come = try stored.everyFile().compactMap { path, file, text in
            compare(file, before: nil, after: text).map { (path, $0) }
        }
        return (changes.filter { $0.change.file == .settings } + gone + come, after)
    }

    /// Paths at which no plain governed file stands and none of another kind may: links and submodules in the place of
    /// folders, names that no resource can have, and what is one with a governed file where letter case and Unicode form do
    /// not count. Where the root is not new, each came in by a change of its own, and was refused there.
    private func strangers() throws -> [String] {
        var found = try lookalikes().map(\.path)
        var names: [String: String] = [:]
        for change in try repository.changes(from: nil, to: tree, under: [layout.root]) {
            if layout.file(at: change.path) != nil {
                if let other = names.updateValue(change.path, forKey: Layout.folded(change.path)) {
                    found += [other, change.path]
                }
            } else if layout.isGoverned(change.path) {
                found.append(change.path)
            }
        }
        return Set(found.map(ExactText.init)).map(\.description).sorted { $0.isExactlyBefore($1) }
    }

    /// Every governed file under the root of the tree itself.
    private func everyFile() throws -> [(path: String, file: GovernedFile, text: FileText)] {
        let files = try stored().files.map(\.file) + aliases().keys
        return try files.sorted().compactMap { file in
            try text(of: file).map { (layout.path(of: file), file, $0) }
        }
    }
}
