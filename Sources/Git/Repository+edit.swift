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
