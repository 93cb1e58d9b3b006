internal import CGit2

extension Repository {
    /// A tree like `base` (nil: the empty one) with these changes. Only the folders on their paths are read and
    /// written; a folder that loses its last entry goes, and one that is broken is mended.
    ///
    /// `git_tree_create_updated` does much of this, but refuses to put a file in place of a folder or a folder in place
    /// of a file, and takes every long folder apart.
    ///
    /// - Throws: if a path is not one that git allows, if two edits contradict each other (`a` and `a/b`), or if an
    ///   object to be put is not there.
    package func editTree(_ base: ObjectID?, _ edits: [TreeEdit]) throws(GitError) -> ObjectID {
        var root = EditedFolder()
        for edit in edits {
            let parts = edit.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                .map { Array($0) }
            for part in parts { try TreeWriter.verifyName(part, in: edit.path) }
            if case .put(let id, let mode) = edit.action, mode != .submodule {
                let kind = try id == .emptyTree ? .tree : kind(of: id)
                guard kind == (mode == .tree ? .tree : .blob) else {
                    throw GitError(message: "object \(id.short) is a \(kind.rawValue) and cannot stand at \(edit.path)")
                }
            }
            guard root.add(edit.action, at: parts[...]) else {
                throw GitError(message: "two edits of one tree contradict each other at \(edit.path)")
            }
        }
        let tree = try base.map { id throws(GitError) in try storedTree(id) } ?? .empty
        if let id = try TreeWriter(repository: self).edited(tree, by: root) { return id }
        return try write([], GIT_OBJECT_TREE)
    }
}

/// Writes trees that differ from others in a few entries.
private struct TreeWriter {
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

/// Edits sorted into folders.
private struct EditedFolder {
    indirect enum Change {
        case put(ObjectID, FileMode)
        case remove
        case folder(EditedFolder)
    }

    var changes: [[UInt8]: Change] = [:]

    /// false: contradicts an edit that is there.
    mutating func add(_ action: TreeEdit.Action, at path: ArraySlice<[UInt8]>) -> Bool {
        guard let name = path.first else { return false }
        if path.count == 1 {
            guard changes[name] == nil else { return false }
            switch action {
            case .put(let id, let mode): changes[name] = .put(id, mode)
            case .remove: changes[name] = .remove
            }
            return true
        }
        var inner: EditedFolder
        switch changes[name] {
        case nil: inner = EditedFolder()
        case .folder(let folder): inner = folder
        default: return false
        }
        let isAdded = inner.add(action, at: path.dropFirst())
        changes[name] = .folder(inner)
        return isAdded
    }

    var addsAnything: Bool {
        changes.values.contains { change in
            switch change {
            case .put(let id, _): id != .emptyTree
            case .remove: false
            case .folder(let folder): folder.addsAnything
            }
        }
    }
}
