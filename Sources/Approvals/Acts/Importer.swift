import Git
package import Resources

/// Turns what an outside writer committed to a branch of its own into a draft (B7).
///
/// History alone says what was imported. An import makes one commit, the *replica*: a commit of main that the branch
/// contains, with the governed files that the branch has otherwise. It is the draft, or is merged into it; and it is merged
/// into the branch, whose files stay as they are. So
/// - a draft imports a branch if both have a commit that main does not have: their newest one is the last replica;
/// - what that replica and the branch differ in was written since, whatever people did on the draft;
/// - once the draft is published, main and the branch have the replica in common: the branch can take up main, and only
///   what is written later is new. If the draft is deleted instead, they have not, and it is imported again.
///
/// The branch only moves forward. Where no import is open it takes up main on the way, unless the two conflict.
package struct Importer: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// - Parameters:
    ///   - side: whose value stands where the draft and the branch both changed a field; nil: that is refused.
    ///   - isTrial: no ref is moved.
    package func importBranch(
        _ name: String, by member: Member, keeping side: Import.Side? = nil, isTrial: Bool = false
    ) async throws -> Import {
        if repository.isShallow { throw ContentRefusal.shallow }
        if !isTrial { try Mover(workspace).requireWay() }
        return try await retrying { now in
            let branch = try await OutsideBranches(now.workspace).branch(named: name)
            let (found, old) = try now.look(at: branch, by: member, keeping: side)
            if !isTrial { try await now.move(found, from: old) }
            return found
        }
    }

    // MARK: Looking

    private func look(
        at branch: OutsideBranch, by member: Member, keeping side: Import.Side?
    ) throws -> (Import, old: Draft?) {
        let bases = try repository.mergeBases(tip, branch.tip)
        if bases.isEmpty { throw ImportRefusal.unrelatedHistory(branch: branch.name) }
        if let open = try openImport(of: branch, for: member) {
            return (try add(branch, to: open, since: bases, by: member, keeping: side), open.draft)
        }
        // Onto main as it is; what conflicts with that is settled on the draft.
        var (onto, carried) = (tip, try Carrying(workspace: workspace).carry(branch.tip, since: bases, onto: tip))
        if !carried.conflicts.isEmpty {
            onto = bases[0]
            carried = try Carrying(workspace: workspace).carry(branch.tip, since: [onto], onto: onto)
        }
        let leftOut = carried.beside.map(\.path)
        if carried.edits.isEmpty {
            let follows = try !repository.isAncestor(tip, of: branch.tip)
            let end = try follows ? merge(tip, into: branch, carried, by: member) : branch.tip
            return (
                Import(
                    kind: follows ? .followed : .nothing, branch: branch, tip: end, commits: [], leftOut: leftOut,
                    draft: nil, plan: nil), nil
            )
        }
        let news = try commits(of: branch, since: [])
        let replica = try write(
            repository.editTree(repository.commit(onto).tree, carried.edits), parents: [onto], by: member,
            news.message(of: branch))
        let slug = try Drafts(workspace).freeSlug(Draft.slug(for: branch.name), for: member)
        let draft = Draft(member: member.id, slug: slug, tip: replica)
        return (
            Import(
                kind: .started, branch: branch, tip: try merge(replica, into: branch, carried, by: member),
                commits: news.commits, leftOut: leftOut, draft: draft,
                plan: try Planner(workspace).plan(draft, by: member.id)), nil
        )
    }

    /// Adds to the open draft what was written since.
    private func add(
        _ branch: OutsideBranch, to open: OpenImport, since bases: [ObjectID], by member: Member,
        keeping side: Import.Side?
    ) throws -> Import {
        let draft = open.draft
        if repository.isMerging, try Drafts(workspace).current()?.name.isExactly(draft.name) == true {
            throw ContentRefusal.updateBegun(draft: draft.name)
        }
        let carried = try Carrying(workspace: workspace).carry(branch.tip, since: [bases[0]], onto: bases[0])
        let tree = try repository.editTree(repository.commit(bases[0]).tree, carried.edits)
        let news = try commits(of: branch, since: open.shared)
        let leftOut = carried.beside.map(\.path)
        if try tree == repository.commit(open.shared[0]).tree {
            return Import(
                kind: .unchanged, branch: branch, tip: branch.tip, commits: [], leftOut: leftOut, draft: draft,
                plan: try Planner(workspace).plan(draft, by: member.id))
        }
        let replica = try write(
            tree, parents: open.shared + [bases[0]], by: member, news.message(of: branch))
        var tip = replica
        if !open.shared.contains(draft.tip) {
            let added = try Carrying(workspace: workspace, side: side).carry(
                replica, since: [open.shared[0]], onto: draft.tip)
            guard added.conflicts.isEmpty else {
                throw ImportRefusal.conflicts(branch: branch.name, draft: draft.name, added.conflicts)
            }
            // Of main, which the branch had taken up.
            let others = added.beside.filter(\.isOneSided).map(\.edit)
            tip = try write(
                repository.editTree(repository.commit(draft.tip).tree, added.edits + others),
                parents: [draft.tip, replica], by: member, "Merge \(branch.name) into \(draft.name)")
        }
        let now = Draft(member: draft.member, slug: draft.slug, tip: tip)
        return Import(
            kind: .updated, branch: branch, tip: try merge(replica, into: branch, carried, by: member),
            commits: news.commits, leftOut: leftOut, draft: now,
            plan: try Planner(workspace).plan(now, by: member.id))
    }

    /// Where the branch goes: it takes up main, or a replica, and keeps what no draft may change.
    private func merge(
        _ commit: ObjectID, into branch: OutsideBranch, _ carried: Carrying.Outcome, by member: Member
    ) throws -> ObjectID {
        if try repository.isAncestor(branch.tip, of: commit) { return commit }
        let tree = try repository.editTree(repository.commit(commit).tree, carried.beside.map(\.edit))
        let message =
            commit == tip ? "Merge \(self.branch) into \(branch.name)" : "Note what was imported of \(branch.name)"
        return try write(tree, parents: [branch.tip, commit], by: member, message)
    }

    private func write(
        _ tree: ObjectID, parents: [ObjectID], by member: Member, _ message: String
    ) throws -> ObjectID {
        let parents = try parents.enumerated().filter { index, parent in
            try !parents.enumerated().contains { other, commit in
                try other != index && (commit == parent ? other < index : repository.isAncestor(parent, of: commit))
            }
        }.map(\.element)
        let signature = signature(of: member)
        return try repository.writeCommit(
            tree: tree, parents: parents, author: signature, committer: signature, message: message + "\n")
    }

    // MARK: Moving

    /// The branch first: a draft that is not there yet is made by importing again.
    private func move(_ found: Import, from old: Draft?) async throws {
        let branch = found.branch
        let draft = found.kind == .started || found.kind == .updated ? found.draft : nil
        let message = "assent: import \(branch.name)"
        let mover = Mover(workspace)
        if let draft {
            if let here = try repository.reference(draft.reference) {
                try await Mover.requireClear(draft.reference, from: here, to: draft.tip, in: repository, session)
            } else {
                try Drafts(workspace).requireRoom(for: draft)
            }
        }
        var shared = try draft.map { try mover.sending($0, message: message) } ?? []
        if found.tip != branch.tip {
            let move = RefUpdate(name: branch.reference, expected: branch.tip, new: found.tip, message: message)
            if branch.remote != nil {
                shared.insert(move, at: 0)
            } else {
                let problem = try await Mover.advance(
                    branch.reference, from: branch.tip, to: found.tip, message: message, in: repository, session)
                if let problem { throw problem }
            }
        }
        if !shared.isEmpty {
            do { try await mover.share(shared, message) } catch let error as RemoteError {
                // The outside writer was faster.
                guard let remote, branch.remote != nil,
                    try await Fetcher.bring(branch.reference, from: remote, session),
                    try SharedRefs(workspace).shared(branch.reference) != branch.tip
                else { throw error }
                throw GitError.swapLost(of: branch.reference)
            }
        }
        if let draft { try await place(draft, message: message) }
    }

    private func place(_ draft: Draft, message: String) async throws {
        guard let here = try repository.reference(draft.reference) else {
            return try repository.update([
                RefUpdate(name: draft.reference, expected: nil, new: draft.tip, message: message)
            ])
        }
        let problem = try await Mover.advance(
            draft.reference, from: here, to: draft.tip, message: message, in: repository, session)
        if let problem { throw problem }
    }
}
