/// Histories that libgit2 refuses to walk: it ends at a commit that does not say who made it, or when, and git goes on.
/// Anybody may push such a commit, and it must end nobody's command: where libgit2 gives up, commits are read one by one.
extension Repository {
    /// Asks libgit2, and walks where it refuses what it found. What is missing stays missing.
    func walked<Answer>(
        _ ask: () throws(GitError) -> Answer, else walk: () throws(GitError) -> Answer
    ) throws(GitError) -> Answer {
        do { return try ask() } catch {
            guard error.isDamaged else { throw error }
            return try walk()
        }
    }

    /// A commit and all that can be reached from it.
    func ancestry(of tips: [ObjectID]) throws(GitError) -> Set<ObjectID> {
        var found: Set<ObjectID> = []
        var next = tips
        while let id = next.popLast() {
            if found.insert(id).inserted { next += try commit(id).parents }
        }
        return found
    }

    /// Of what both have in common, what has no child among it.
    func walkToMergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
        let common = try ancestry(of: [a]).intersection(ancestry(of: [b]))
        var best = common
        for id in common { best.subtract(try commit(id).parents) }
        return best.sorted()
    }

    /// Children before their parents.
    func walk(from tips: [ObjectID], hiding hidden: [ObjectID]) throws(GitError) -> [ObjectID] {
        let wanted = try ancestry(of: tips).subtracting(ancestry(of: hidden))
        var children: [ObjectID: Int] = [:]
        for id in wanted { for parent in try commit(id).parents { children[parent, default: 0] += 1 } }
        var ready = wanted.filter { children[$0] == nil }.sorted()
        var order: [ObjectID] = []
        while let id = ready.popLast() {
            order.append(id)
            for parent in try commit(id).parents where wanted.contains(parent) {
                children[parent, default: 0] -= 1
                if children[parent] == 0 { ready.append(parent) }
            }
        }
        return order
    }

    func walkFirstParents(
        from tip: ObjectID, until end: ObjectID?
    ) throws(GitError) -> (commits: [ObjectID], isEndFound: Bool) {
        var commits: [ObjectID] = []
        var next: ObjectID? = tip
        while let id = next {
            if id == end { return (commits, true) }
            commits.append(id)
            next = try commit(id).parents.first
        }
        return (commits, false)
    }
}
