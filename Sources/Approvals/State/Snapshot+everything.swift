import Git
package import Resources
import YAML

/// What lies in the whole tree, and all of it read at once for `export`; a check goes by batches (`Snapshot+checkAll`).
extension Snapshot {
    /// All files of the tree, as they are being read.
    package struct Everything {
        fileprivate let reading: Reading
        fileprivate let strays: [WorkspaceFiles.Stray]
    }

    /// Goes through the folders once and begins to read what lies there, beside what the caller does next.
    package func everything() throws -> Everything {
        let stored = try stored()
        return Everything(reading: Reading(stored.files, at: layout, of: repository), strays: try strays(stored.strays))
    }

    /// What lies in the folders of the tree itself: models, syncs and columns files, and what is none of them.
    func stored() throws -> (files: [Reading.Stored], strays: [(path: String, entry: TreeEntry)]) {
        precondition(edits.isEmpty)
        var found: [Reading.Stored] = []
        var strays: [(path: String, entry: TreeEntry)] = []
        let kinds: [(String, (String) -> GovernedFile)] = [
            ("models", { .model($0) }), ("syncs", { .sync($0) }), ("columns", { .columns($0) }),
        ]
        for (name, kind) in kinds {
            let folder = layout.path(inRoot: name)
            let entries = try listing(folder)
            var slugs: [String] = []
            for entry in entries {
                if entry.mode != .tree, let slug = Layout.slug(ofFile: entry.rawName) {
                    slugs.append(slug)
                    found.append((kind(slug), entry))
                } else if case let path = "\(folder)/\(entry.name)", layout.mayBeStray(path) {
                    strays.append((path, entry))
                }
            }
            if let kind = ResourceKind.allCases.first(where: { $0.folder == name }) { knownSlugs[kind] = slugs }
        }
        for entry in try listing(layout.root) {
            let path = layout.path(inRoot: entry.name)
            if entry.mode != .tree, layout.mayBeStray(path) { strays.append((path, entry)) }
        }
        if !layout.root.isEmpty, let entry = try repository.entry(at: layout.root, in: tree), entry.mode != .tree {
            strays.append((layout.root, entry))
        }
        let known = Set(strays.map { ExactText($0.path) })
        strays += try lookalikes().filter { !known.contains(ExactText($0.path)) }
        return (found, strays)
    }

    /// What lies in the workspace's folders, or in place of one, and is not a governed file: A105 tells which of it looks
    /// like one.
    func strays(_ found: [(path: String, entry: TreeEntry)]) throws -> [WorkspaceFiles.Stray] {
        try found.map { path, entry in
            WorkspaceFiles.Stray(path: path, file: entry.mode == .tree ? nil : try readText(of: entry, in: repository))
        }
    }

    /// The whole workspace, as the edits leave it.
    ///
    /// - Parameter everything: of this tree; it may come from another snapshot of it.
    package func workspace(_ everything: Everything) throws -> Workspace {
        var others = try aliases()
        others[.settings] = try text(of: .settings)
        for (file, text) in edits { others[file] = text }
        var read = try everything.reading.files(with: repository)
        if !edits.isEmpty { read.removeAll { edits[$0.file] != nil } }
        read += others.map { ReadFile($0, $1, at: layout.path(of: $0)) }
        var files: [GovernedFile: FileText] = [:]
        files.reserveCapacity(read.count)
        for file in read { files[file.file] = file.text }
        var all = WorkspaceFiles(
            layout: layout, files: files, modelSlugs: try slugs(of: .model), syncSlugs: try slugs(of: .sync),
            manifests: try manifests(), strays: everything.strays)
        all.brokenFolders = try brokenFolders()
        all.attributes = try attributes()
        return Workspace(all, read: read)
    }
}
