import Git
import Resources

/// What takes the place of governed files on disks where letter case and Unicode form do not count.
extension Snapshot {
    /// What lies under other names than the workspace's, and is one with it on such a disk.
    func lookalikes() throws -> [(path: String, entry: TreeEntry)] {
        if let below { return try below.lookalikes() }
        if let knownLookalikes { return knownLookalikes }
        var found: [(path: String, entry: TreeEntry)] = []
        // Folders with other names: all that they hold has another path.
        var others: [(path: String, tree: ObjectID)] = []
        func look(at entry: TreeEntry, in folder: String) {
            let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
            if entry.mode != .tree {
                if layout.isLookalike(path) { found.append((path, entry)) }
            } else if !layout.ways.contains(where: { $0.isExactly(path) }), layout.mayLeadToLookalikes(path) {
                others.append((path, entry.id))
            }
        }
        for folder in layout.ways.prefix(while: { !layout.isExactlyResources($0) }) {
            for entry in try listing(folder) { look(at: entry, in: folder) }
        }
        while let (path, tree) = others.popLast() {
            for entry in try repository.tree(tree) { look(at: entry, in: path) }
        }
        found.sort { $0.path.isExactlyBefore($1.path) }
        knownLookalikes = found
        return found
    }
}

/// The other entry of the folder that a path lies in which is one with it on such a disk.
func lookalike(of path: String, in tree: ObjectID, of repository: Repository) throws -> TreeEntry? {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    guard let name = parts.last else { return nil }
    let folder = parts.dropLast().joined(separator: "/")
    guard let folder = folder.isEmpty ? tree : try repository.entry(at: folder, in: tree)?.id else { return nil }
    let wanted = Layout.folded(name)
    let isPlain = Layout.isPlain(name.utf8)
    return try repository.entries(of: folder) { other in
        // Nearly all names are plain, and then they are one with none but themselves.
        if Layout.isPlain(other) { return !isPlain && wanted.utf8.elementsEqual(other) }
        return !other.elementsEqual(name.utf8) && Layout.folded(String(decoding: other, as: UTF8.self)) == wanted
    }.first
}
