internal import CGit2

/// Histories as libgit2 walks them.
struct LibgitWalk {
    private let repository: Repository

    init(_ repository: Repository) { self.repository = repository }

    func mergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
        var bases = git_oidarray()
        var first = a.oid
        var second = b.oid
        let status = git_merge_bases(&bases, repository.handle.pointer, &first, &second)
        guard try found("git_merge_bases", status) else { return [] }
        defer { git_oidarray_dispose(&bases) }
        return UnsafeBufferPointer(start: bases.ids, count: bases.count).map { ObjectID($0) }.sorted()
    }

    func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
        var descendant = commit.oid
        var older = ancestor.oid
        let status = git_graph_descendant_of(repository.handle.pointer, &descendant, &older)
        return try check("git_graph_descendant_of", status) == 1
    }

    func firstParents(
        from tip: ObjectID, until end: ObjectID?
    ) throws(GitError) -> (commits: [ObjectID], isEndFound: Bool) {
        let walk = try Handle("git_revwalk_new", count: repository.handles, free: git_revwalk_free) {
            git_revwalk_new($0, repository.handle.pointer)
        }
        try check("git_revwalk_simplify_first_parent", git_revwalk_simplify_first_parent(walk.pointer))
        var start = tip.oid
        try check("git_revwalk_push", git_revwalk_push(walk.pointer, &start))
        var commits: [ObjectID] = []
        while let id = try next(in: walk) {
            if id == end { return (commits, true) }
            commits.append(id)
        }
        return (commits, false)
    }

    func commits(
        reachableFrom tips: [ObjectID], hiding hidden: [ObjectID]
    ) throws(GitError) -> [ObjectID] {
        let walk = try Handle("git_revwalk_new", count: repository.handles, free: git_revwalk_free) {
            git_revwalk_new($0, repository.handle.pointer)
        }
        try check(
            "git_revwalk_sorting",
            git_revwalk_sorting(walk.pointer, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue))
        for tip in tips {
            var oid = tip.oid
            try check("git_revwalk_push", git_revwalk_push(walk.pointer, &oid))
        }
        for tip in hidden {
            var oid = tip.oid
            try check("git_revwalk_hide", git_revwalk_hide(walk.pointer, &oid))
        }
        var commits: [ObjectID] = []
        while let id = try next(in: walk) { commits.append(id) }
        return commits
    }

    private func next(in walk: borrowing Handle) throws(GitError) -> ObjectID? {
        var oid = git_oid()
        let status = git_revwalk_next(&oid, walk.pointer)
        if status == GIT_ITEROVER.rawValue { return nil }
        try check("git_revwalk_next", status)
        return ObjectID(oid)
    }
}
