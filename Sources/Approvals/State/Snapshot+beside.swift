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

    /// A109 where the workspace's folder has nothing, and another one has.
    package func findingsOfOtherRoot() throws -> [Finding] {
        guard try slugs(of: .model).isEmpty, try slugs(of: .sync).isEmpty else { return [] }
        var files = WorkspaceFiles(layout: layout)
        files.beside = try beside().filter { $0.kind == .otherRoot }
        return files.beside.isEmpty ? [] : check(in: Workspace(files)).filter { $0.code == .notGoverned }
    }
}
