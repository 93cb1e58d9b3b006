struct TreeComparison {
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
