internal import CGit2

extension Repository {
    /// The best common ancestors, as `git merge-base --all`; empty where the histories share nothing.
    package func mergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
        try walked {
            () throws(GitError) in
            try askForMergeBases(a, b)
        } else: {
            () throws(GitError) in
            try walkToMergeBases(a, b)
        }
    }

    private func askForMergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
        var bases = git_oidarray()
        var first = a.oid
        var second = b.oid
        let status = git_merge_bases(&bases, repository.pointer, &first, &second)
        guard try found("git_merge_bases", status) else { return [] }
        defer { git_oidarray_dispose(&bases) }
        return UnsafeBufferPointer(start: bases.ids, count: bases.count).map { ObjectID($0) }.sorted()
    }

    /// Whether `ancestor` is `commit` or can be reached from it, as `git merge-base --is-ancestor`.
    package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
        if ancestor == commit { return true }
        return try walked {
            () throws(GitError) in
            var descendant = commit.oid
            var older = ancestor.oid
            let status = git_graph_descendant_of(repository.pointer, &descendant, &older)
            return try check("git_graph_descendant_of", status) == 1
        } else: {
            () throws(GitError) in
            try ancestry(of: [commit]).contains(ancestor)
        }
    }

    /// `tip`, its first parent, that one's first parent, and so on to the root.
    package func firstParents(from tip: ObjectID) throws(GitError) -> [ObjectID] {
        try firstParentChain(from: tip, until: nil).commits
    }

    /// The first-parent chain from `tip` up to and without `end`; nil if `end` does not lie on it.
    package func firstParents(from tip: ObjectID, until end: ObjectID) throws(GitError) -> [ObjectID]? {
        let chain = try firstParentChain(from: tip, until: end)
        return chain.isEndFound ? chain.commits : nil
    }

    private func firstParentChain(
        from tip: ObjectID, until end: ObjectID?
    ) throws(GitError) -> (commits: [ObjectID], isEndFound: Bool) {
        try walked {
            () throws(GitError) in
            try askFirstParents(from: tip, until: end)
        } else: {
            () throws(GitError) in
            try walkFirstParents(from: tip, until: end)
        }
    }

    private func askFirstParents(
        from tip: ObjectID, until end: ObjectID?
    ) throws(GitError) -> (commits: [ObjectID], isEndFound: Bool) {
        let walk = try Handle("git_revwalk_new", count: handles, free: git_revwalk_free) {
            git_revwalk_new($0, repository.pointer)
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

    /// Every commit that can be reached from `tips` and not from `hidden`, children before their parents.
    package func commits(
        reachableFrom tips: [ObjectID], hiding hidden: [ObjectID] = []
    ) throws(GitError) -> [ObjectID] {
        try walked {
            () throws(GitError) in
            try ask(from: tips, hiding: hidden)
        } else: {
            () throws(GitError) in
            try walk(from: tips, hiding: hidden)
        }
    }

    private func ask(from tips: [ObjectID], hiding hidden: [ObjectID]) throws(GitError) -> [ObjectID] {
        let walk = try Handle("git_revwalk_new", count: handles, free: git_revwalk_free) {
            git_revwalk_new($0, repository.pointer)
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
