internal import CGit2

/// Writes trees that differ from others in a few entries.
struct TreeWriter {
    let repository: Repository

    static func verifyName(_ name: [UInt8], in path: String) throws(GitError) {
        guard !name.contains(0), name.withUnsafeBufferPointer(TreeName.isAllowed) else {
            throw GitError(
                code: GIT_EINVALIDSPEC.rawValue, message: "git does not allow the path \"\(path)\"")
        }
    }

    /// Writes the folder and those beneath; nil if nothing is left of it.
    func edited(_ base: Tree, by folder: EditedFolder) throws(GitError) -> ObjectID? {
        let old = slots(of: base, named: folder)
        var additions: [TreeEntry] = []
        var replaced: [Int] = []
        for (name, change) in folder.changes {
            let slot = old[name]
            if case .folder(let inner) = change, let slot, !slot.isTree, !inner.addsAnything {
                // Something beneath a file was to be removed: there is nothing, and the file stays.
                continue
            }
            if let slot { replaced.append(slot.range.lowerBound) }
            switch change {
            case .remove: break
            case .put(let id, let mode):
                if id != .emptyTree { additions.append(TreeEntry(rawName: name, mode: mode, id: id)) }
            case .folder(let inner):
                var tree = Tree.empty
                if let slot, slot.isTree { tree = try repository.storedTree(base.id(slot)) }
                if let id = try edited(tree, by: inner) {
                    additions.append(TreeEntry(rawName: name, mode: .tree, id: id))
                }
            }
        }
        let bytes = merge(base, without: replaced, with: additions)
        if bytes.isEmpty { return nil }
        let id = try repository.write(bytes, GIT_OBJECT_TREE)
        repository.trees.keep(ReadTree(Tree(bytes: bytes)), as: id)
        return id
    }

    /// The entries of `base` that have the names of changes.
    private func slots(of base: Tree, named folder: EditedFolder) -> [[UInt8]: Tree.Slot] {
        var slots: [[UInt8]: Tree.Slot] = [:]
        // Most names of a long folder are of another length, or begin otherwise, than the few that change.
        let lengths = Set(folder.changes.keys.map(\.count))
        var offset = 0
        while let slot = base.slot(at: offset) {
            offset = slot.range.upperBound
            guard lengths.contains(slot.name.count) else { continue }
            let name = base.bytes[slot.name]
            if folder.changes.count <= 4, !folder.changes.keys.contains(where: { name.elementsEqual($0) }) { continue }
            let key = Array(name)
            if folder.changes[key] != nil { slots[key] = slot }
        }
        return slots
    }

    /// `base` without the entries that start at `replaced`, and with `additions` in their places.
    private func merge(
        _ base: Tree, without replaced: [Int], with additions: [TreeEntry]
    ) -> [UInt8] {
        let replaced = Set(replaced)
        let added = additions.map { (TreeName(bytes: $0.rawName[...], isTree: $0.mode == .tree), $0) }
            .sorted { TreeName.compare($0.0, $1.0) < 0 }
        var next = added.startIndex
        var bytes: [UInt8] = []
        bytes.reserveCapacity(base.bytes.count + 64 * additions.count)
        // What stays is copied in stretches.
        var (copied, offset) = (0, 0)
        while let slot = base.slot(at: offset) {
            offset = slot.range.upperBound
            while next < added.endIndex, TreeName.compare(added[next].0, base.name(slot)) < 0 {
                bytes += base.bytes[copied..<slot.range.lowerBound]
                copied = slot.range.lowerBound
                added[next].1.append(to: &bytes)
                next += 1
            }
            if replaced.contains(slot.range.lowerBound) {
                bytes += base.bytes[copied..<slot.range.lowerBound]
                copied = offset
            }
        }
        bytes += base.bytes[copied...]
        for (_, entry) in added[next...] { entry.append(to: &bytes) }
        return bytes
    }
}
