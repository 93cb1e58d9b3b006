import Git
package import Resources

extension Snapshot {
    /// How many folders are looked at: the repository may be anything.
    private static let mostFolders = 1_000

    /// Folders that Git Sync may read, and that need no approval here.
    func beside() throws -> [WorkspaceFiles.Beside] {
        var folders: [(path: String, id: ObjectID)] = [("", tree)]
        var paths: [String] = []
        var next = 0
        while next < min(folders.count, Self.mostFolders) {
            let (folder, id) = folders[next]
            next += 1
            for entry in try repository.tree(id) where !entry.name.hasPrefix(".") {
                let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
                if entry.mode != .tree {
                    if entry.name.hasSuffix(".yaml") || entry.name.hasSuffix(".yml") { paths.append(path) }
                } else if !layout.isExactlyResources(path),
                    folder.utf8.count(where: { $0 == UInt8(ascii: "/") }) < Layout.besideDepth - 2
                {
                    folders.append((path, entry.id))
                }
            }
        }
        return WorkspaceFiles.beside(paths, in: layout)
    }

    /// A109, resources of other kinds in the workspace's own folder, of which little is read.
    package func otherResources() throws -> [WorkspaceFiles.Beside] {
        let root = layout.root
        guard let top = root.isEmpty ? tree : try repository.entry(at: root, in: tree)?.id else { return [] }
        var folders = try repository.tree(top).filter { $0.mode == .tree && layout.mayHoldOtherResources($0.name) }
            .map { (path: root.isEmpty ? $0.name : "\(root)/\($0.name)", id: $0.id, depth: 1) }
        var paths: [String] = []
        var next = 0
        while next < min(folders.count, Self.mostFolders) {
            let (folder, id, depth) = folders[next]
            next += 1
            for entry in try repository.tree(id) {
                let path = "\(folder)/\(entry.name)"
                if entry.mode != .tree { paths.append(path) }
                if entry.mode == .tree, depth < 2 { folders.append((path, entry.id, depth + 1)) }
            }
        }
        return WorkspaceFiles.beside(paths, in: layout).filter { $0.kind == .otherResources }
    }

    /// A109 where the workspace's folder has nothing, and another one has.
    package func findingsOfOtherRoot() throws -> [Finding] {
        guard try slugs(of: .model).isEmpty, try slugs(of: .sync).isEmpty else { return [] }
        var files = WorkspaceFiles(layout: layout)
        files.beside = try beside().filter { $0.kind == .otherRoot }
        return files.beside.isEmpty ? [] : check(in: Workspace(files)).filter { $0.code == .notGoverned }
    }
}
