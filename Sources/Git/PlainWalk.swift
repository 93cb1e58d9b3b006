/// Histories that libgit2 refuses to walk: it ends at a commit that does not say who made it, or when, and git goes on.
/// Anybody may push such a commit, and it must end nobody's command: where libgit2 gives up, commits are read one by one.
struct PlainWalk {
    private let repository: Repository

    init(_ repository: Repository) { self.repository = repository }

    /// A commit and all that can be reached from it.
    func ancestry(of tips: [ObjectID]) throws(GitError) -> Set<ObjectID> {
        var found: Set<ObjectID> = []
        var next = tips
        while let id = next.popLast() {
            if found.insert(id).inserted { next += try repository.commit(id).parents }
        }
        return found
    }

    /// Of what both have in common, what has no child among it.
    func mergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
        let common = try ancestry(of: [a]).intersection(ancestry(of: [b]))
        var best = common
        for id in common { best.subtract(try repository.commit(id).parents) }
        return best.sorted()
    }

    /// Children before their parents.
    func commits(reachableFrom tips: [ObjectID], hiding hidden: [ObjectID]) throws(GitError) -> [ObjectID] {
        let wanted = try ancestry(of: tips).subtracting(ancestry(of: hidden))
        var children: [ObjectID: Int] = [:]
        for id in wanted { for parent in try repository.commit(id).parents { children[parent, default: 0] += 1 } }
        var ready = wanted.filter { children[$0] == nil }.sorted()
        var order: [ObjectID] = []
        while let id = ready.popLast() {
            order.append(id)
            for parent in try repository.commit(id).parents where wanted.contains(parent) {
                children[parent, default: 0] -= 1
                if children[parent] == 0 { ready.append(parent) }
            }
        }
        return order
    }

    func firstParents(
        from tip: ObjectID, until end: ObjectID?
    ) throws(GitError) -> (commits: [ObjectID], isEndFound: Bool) {
        var commits: [ObjectID] = []
        var next: ObjectID? = tip
        while let id = next {
            if id == end { return (commits, true) }
            commits.append(id)
            next = try repository.commit(id).parents.first
        }
        return (commits, false)
    }
}
