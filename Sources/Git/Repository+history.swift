extension Repository {
    /// The best common ancestors, as `git merge-base --all`; empty where the histories share nothing.
    package func mergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
        try walked {
            () throws(GitError) in
            try LibgitWalk(self).mergeBases(a, b)
        } else: {
            () throws(GitError) in
            try PlainWalk(self).mergeBases(a, b)
        }
    }

    /// Whether `ancestor` is `commit` or can be reached from it, as `git merge-base --is-ancestor`.
    package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
        if ancestor == commit { return true }
        return try walked {
            () throws(GitError) in
            try LibgitWalk(self).isAncestor(ancestor, of: commit)
        } else: {
            () throws(GitError) in
            try PlainWalk(self).ancestry(of: [commit]).contains(ancestor)
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
            try LibgitWalk(self).firstParents(from: tip, until: end)
        } else: {
            () throws(GitError) in
            try PlainWalk(self).firstParents(from: tip, until: end)
        }
    }

    /// Every commit that can be reached from `tips` and not from `hidden`, children before their parents.
    package func commits(
        reachableFrom tips: [ObjectID], hiding hidden: [ObjectID] = []
    ) throws(GitError) -> [ObjectID] {
        try walked {
            () throws(GitError) in
            try LibgitWalk(self).commits(reachableFrom: tips, hiding: hidden)
        } else: {
            () throws(GitError) in
            try PlainWalk(self).commits(reachableFrom: tips, hiding: hidden)
        }
    }
}

/// Asks libgit2, and walks where it refuses what it found. What is missing stays missing.
private func walked<Answer>(
    _ ask: () throws(GitError) -> Answer, else walk: () throws(GitError) -> Answer
) throws(GitError) -> Answer {
    do { return try ask() } catch {
        guard error.isDamaged else { throw error }
        return try walk()
    }
}
