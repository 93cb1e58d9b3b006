/// How one tree differs from another.
package struct TreeDifference: Sendable {
    /// Sorted by the bytes of the paths.
    package let changes: [TreeChange]
    /// What is wrong with the folders of the new tree that had to be read. Odd modes count only where the old tree does
    /// not have the same: old repositories are full of them.
    package let broken: [BrokenTree]

    /// Below the top, a folder may lie so deep and no deeper. People's folders come to a dozen.
    package static let mostLevels = 64
    /// With more entries than these nobody has all of them.
    static let mostDifferences = 1 << 16
    /// The same two folders are opened so often in one comparison: ten folders that hold each other ten levels deep are
    /// a few bytes, and more paths than any memory holds.
    static let mostTimes = 16
}

extension TreeDifference {
    /// - Parameter tree: reads each folder that has to be opened.
    package init(
        from old: ObjectID?, to new: ObjectID?, under folders: [String] = [""],
        or wants: ((String) -> Bool)? = nil, reading tree: @escaping (ObjectID) throws(GitError) -> Tree
    ) throws(GitError) {
        var walk = TreeComparison(TreeScope(folders, wants), reading: tree)
        try walk.compare(old, new)
        changes = walk.changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        broken = walk.broken.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
