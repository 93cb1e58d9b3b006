import Git
import Resources

/// A draft that imports a branch, and is not published yet.
struct OpenImport {
    let draft: Draft
    /// What it and the branch have in common beyond main: the last replica.
    let shared: [ObjectID]
}

extension Importer {
    /// The draft that imports a branch; nil: none does.
    ///
    /// - Throws: if it is another member's.
    func openImport(of branch: OutsideBranch, for member: Member) throws -> OpenImport? {
        let own = Set(try repository.commits(reachableFrom: [branch.tip], hiding: [tip]))
        if own.isEmpty { return nil }
        let all = try Drafts(workspace).all().compactMap { draft -> OpenImport? in
            let theirs =
                try line.departure(of: draft.tip)?.commits
                ?? repository.commits(reachableFrom: [draft.tip], hiding: [tip])
            guard theirs.contains(where: own.contains) else { return nil }
            let shared = try repository.mergeBases(draft.tip, branch.tip).filter(own.contains)
            return shared.isEmpty ? nil : OpenImport(draft: draft, shared: shared)
        }
        // A draft that was started on one of them has its commits too.
        let stacks = Stacks(workspace)
        let found = try all.filter { one in
            guard let base = try stacks.base(of: one.draft.name) else { return true }
            return !all.contains { $0.draft.name.isExactly(base) }
        }
        let named = found.filter { $0.draft.slug.isExactly(Draft.slug(for: branch.name)) }
        let likely = named.isEmpty ? found : named
        if let mine = likely.first(where: { $0.draft.isOf(member) }) { return mine }
        if let other = likely.first { throw ImportRefusal.openElsewhere(branch: branch.name, other.draft) }
        return nil
    }

    /// Other drafts that change the same fields, including fields in conflict with main.
    package func overlaps(with found: Import) throws -> [Overlap] {
        guard let plan = found.plan else { return [] }
        let disputed = try Planner(workspace).disputed(plan)
        let uses = try published.uses(of: disputed).merging(plan.uses) { $1 }
        return try Overlaps(workspace).overlaps(
            with: plan.changes + disputed, uses: uses, at: plan.revision, except: plan.draft)
    }

    /// Commits of an outside writer, and the one before them.
    struct News {
        var commits: [Commit] = []
        var end: ObjectID?

        /// Which commits of which branch.
        func message(of branch: OutsideBranch) -> String {
            let count = commits.count == 1 ? "1 commit" : "\(commits.count) commits"
            let range = end.map { "\($0.short)..\(branch.tip.short)" } ?? branch.tip.short
            return "Import \(branch.name): \(count), \(range)"
        }
    }

    /// The commits on a branch since it was last merged with main or with a replica, in either direction.
    func commits(of branch: OutsideBranch, since shared: [ObjectID]) throws -> News {
        let own = Set(try repository.commits(reachableFrom: [branch.tip], hiding: [tip]))
        var news = News()
        var next: ObjectID? = branch.tip
        while let id = next {
            let commit = try repository.commit(id)
            news.end = id
            if try !own.contains(id) || shared.contains(id) || repeats(commit, own, since: shared) { return news }
            if commit.parents.count == 1 { news.commits.append(commit) }
            next = commit.parents.first
        }
        news.end = nil
        return news
    }

    /// Whether a merge has the governed files of what it merged: of main, or of a replica.
    private func repeats(_ commit: Commit, _ own: Set<ObjectID>, since shared: [ObjectID]) throws -> Bool {
        try commit.parents.dropFirst().contains { parent in
            guard try !own.contains(parent) || shared.contains(where: { try repository.isAncestor(parent, of: $0) })
            else { return false }
            return try repository.changes(from: repository.commit(parent).tree, to: commit.tree)
                .allSatisfy { layout.file(at: $0.path) == nil }
        }
    }
}
