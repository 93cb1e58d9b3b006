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
        var walk = TreeComparison(repository: self, scope: TreeScope(folders))
        try walk.compare(old, new, at: [])
        return walk.changes.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}

/// Which part of a tree is asked for.
private struct TreeScope {
    private let folders: [[UInt8]]

    init(_ folders: [String]) { self.folders = folders.map { Array($0.utf8) } }

    func covers(_ path: [UInt8]) -> Bool {
        folders.contains { $0.isEmpty || $0 == path || path.starts(with: $0 + [UInt8(ascii: "/")]) }
    }

    func leadsThrough(_ path: [UInt8]) -> Bool {
        folders.contains { $0.starts(with: path + [UInt8(ascii: "/")]) }
    }
}

private struct TreeComparison {
    let repository: Repository
    let scope: TreeScope
    var changes: [TreeChange] = []

    init(repository: Repository, scope: TreeScope) {
        self.repository = repository
        self.scope = scope
    }

    mutating func compare(_ old: ObjectID?, _ new: ObjectID?, at path: [UInt8]) throws(GitError) {
        if old == new { return }
        let before = try old.map { id throws(GitError) in try repository.storedTree(id) } ?? .empty
        let after = try new.map { id throws(GitError) in try repository.storedTree(id) } ?? .empty
        var (here, there) = (0, 0)
        while true {
            (here, there) = before.passingEqual(after, from: here, there)
            let left = try before.slot(at: here)
            let right = try after.slot(at: there)
            let order: Int
            switch (left, right) {
            case (nil, nil): return
            case (_, nil): order = -1
            case (nil, _): order = 1
            case (let a?, let b?): order = TreeName.compare(before.name(a), after.name(b))
            }
            try visit(
                order <= 0 ? left.map { (before, $0) } : nil, order >= 0 ? right.map { (after, $0) } : nil, at: path)
            if order <= 0, let left { here = left.range.upperBound }
            if order >= 0, let right { there = right.range.upperBound }
        }
    }

    /// One name that differs: on one side only, or on both and then a folder on both or on neither (git sorts a file
    /// and a folder of one name apart).
    private mutating func visit(
        _ old: (tree: Tree, slot: Tree.Slot)?, _ new: (tree: Tree, slot: Tree.Slot)?, at path: [UInt8]
    ) throws(GitError) {
        guard let one = old ?? new else { return }
        let here = (path.isEmpty ? [] : path + [UInt8(ascii: "/")]) + one.tree.bytes[one.slot.name]
        guard scope.covers(here) || scope.leadsThrough(here) else { return }
        if one.slot.isTree {
            return try compare(old.map { $0.tree.id($0.slot) }, new.map { $0.tree.id($0.slot) }, at: here)
        }
        let before = try old.map { side throws(GitError) in try side.tree.entry(side.slot) }
        let after = try new.map { side throws(GitError) in try side.tree.entry(side.slot) }
        changes.append(TreeChange(path: String(decoding: here, as: UTF8.self), old: before, new: after))
    }
}
