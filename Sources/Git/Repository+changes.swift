extension Repository {
    /// What differs between two trees, sorted by the bytes of the paths. nil stands for the empty tree.
    ///
    /// Folders with equal ids are never opened, so the cost follows what changed (and the length of the folders that
    /// hold it), not the size of the trees.
    ///
    /// - Parameter folders: only what lies at or beneath these paths (`""`: everything), and whatever takes the place
    ///   of a folder on the way there: a file or link instead of `hightouch` is a change at `hightouch`.
    package func changes(
        from old: ObjectID?, to new: ObjectID?, under folders: [String] = [""]
    ) throws(GitError) -> [TreeChange] {
        try difference(from: old, to: new, under: folders).changes
    }

    /// The same, with what is wrong with the new tree. A folder that lies too deep, one that was opened `mostTimes`
    /// elsewhere, and what is left once `mostDifferences` were found, is not opened and stands among the changes itself; so
    /// does a folder in which that many were found.
    ///
    /// - Parameter wants: whether a path outside of `folders` is looked at too: a folder is opened, a file is a change.
    package func difference(
        from old: ObjectID?, to new: ObjectID?, under folders: [String] = [""],
        or wants: ((String) -> Bool)? = nil
    ) throws(GitError) -> TreeDifference {
        try TreeDifference(from: old, to: new, under: folders, or: wants, reading: storedTree)
    }
}
