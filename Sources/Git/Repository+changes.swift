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

/// Which part of a tree is asked for.
private struct TreeScope {
    private let folders: [[UInt8]]
    private let wants: ((String) -> Bool)?

    init(_ folders: [String], _ wants: ((String) -> Bool)?) {
        self.folders = folders.map { Array($0.utf8) }
        self.wants = wants
    }

    func looksAt(_ path: [UInt8]) -> Bool {
        covers(path) || leadsThrough(path) || wants?(String(decoding: path, as: UTF8.self)) == true
    }

    private func covers(_ path: [UInt8]) -> Bool {
        folders.contains { $0.isEmpty || $0 == path || path.starts(with: $0 + [UInt8(ascii: "/")]) }
    }

    private func leadsThrough(_ path: [UInt8]) -> Bool {
        folders.contains { $0.starts(with: path + [UInt8(ascii: "/")]) }
    }
}

private struct TreeComparison {
    let scope: TreeScope
    let tree: (ObjectID) throws(GitError) -> Tree
    var changes: [TreeChange] = []
    var broken: [BrokenTree] = []
    private var found = 0
    private var opened: [Opened: Int] = [:]

    private struct Opened: Hashable {
        let old: ObjectID?
        let new: ObjectID?
    }

    /// Folders that differ and are still to be opened: the stack is ours, whoever nested them.
    private var waiting: [Pair] = []

    private struct Pair {
        let old: TreeEntry?
        let new: TreeEntry?
        let path: [UInt8]
        let level: Int
    }

    init(_ scope: TreeScope, reading tree: @escaping (ObjectID) throws(GitError) -> Tree) {
        self.scope = scope
        self.tree = tree
    }

    mutating func compare(_ old: ObjectID?, _ new: ObjectID?) throws(GitError) {
        try open(old, new, at: [], level: 0)
        while let pair = waiting.popLast() {
            if pair.level > TreeDifference.mostLevels {
                if pair.new != nil { broken.append(BrokenTree(path: text(pair.path), problem: .tooDeep)) }
                append(pair.old, pair.new, at: pair.path)
            } else if found > TreeDifference.mostDifferences || isOpenedOften(pair) {
                append(pair.old, pair.new, at: pair.path)
            } else {
                try open(pair.old?.id, pair.new?.id, at: pair.path, level: pair.level, of: pair)
            }
        }
    }

    private mutating func isOpenedOften(_ pair: Pair) -> Bool {
        let times = opened[Opened(old: pair.old?.id, new: pair.new?.id), default: 0]
        opened[Opened(old: pair.old?.id, new: pair.new?.id)] = times + 1
        return times >= TreeDifference.mostTimes
    }

    private mutating func open(_ old: ObjectID?, _ new: ObjectID?, at path: [UInt8], level: Int, of whole: Pair? = nil)
        throws(GitError)
    {
        if old == new { return }
        let before = try old.map { id throws(GitError) in try tree(id) } ?? .empty
        let after = try new.map { id throws(GitError) in try tree(id) } ?? .empty
        note(after.problems, before: before.problems, at: path)
        var (here, there) = (0, 0)
        while true {
            (here, there) = before.passingEqual(after, from: here, there)
            let left = before.slot(at: here)
            let right = after.slot(at: there)
            let order: Int
            switch (left, right) {
            case (nil, nil): return
            case (_, nil): order = -1
            case (nil, _): order = 1
            case (let a?, let b?): order = TreeName.compare(before.name(a), after.name(b))
            }
            visit(
                order <= 0 ? left.map(before.entry) : nil, order >= 0 ? right.map(after.entry) : nil, at: path,
                level: level)
            if order <= 0, let left { here = left.range.upperBound }
            if order >= 0, let right { there = right.range.upperBound }
            if found > TreeDifference.mostDifferences, let whole { return append(whole.old, whole.new, at: path) }
        }
    }

    /// One name that differs: on one side only, or on both and then a folder on both or on neither (git sorts a file
    /// and a folder of one name apart).
    private mutating func visit(_ old: TreeEntry?, _ new: TreeEntry?, at path: [UInt8], level: Int) {
        guard let one = old ?? new else { return }
        found += 1
        let here = (path.isEmpty ? [] : path + [UInt8(ascii: "/")]) + one.rawName
        guard scope.looksAt(here) else { return }
        if one.mode == .tree {
            waiting.append(Pair(old: old, new: new, path: here, level: level + 1))
        } else {
            append(old, new, at: here)
        }
    }

    private mutating func append(_ old: TreeEntry?, _ new: TreeEntry?, at path: [UInt8]) {
        changes.append(TreeChange(path: text(path), old: old, new: new))
    }

    private mutating func note(_ problems: [TreeProblem], before: [TreeProblem], at path: [UInt8]) {
        if problems.isEmpty { return }
        let known = Set(before.filter(\.isHarmless))
        for problem in problems where !known.contains(problem) {
            broken.append(BrokenTree(path: text(path), problem: problem))
        }
    }

    private func text(_ path: [UInt8]) -> String { String(decoding: path, as: UTF8.self) }
}
