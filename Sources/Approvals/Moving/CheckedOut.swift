import Git
import Resources

/// Branches that are checked out, and follow when they move.
extension Mover {
    /// The work trees that have a branch checked out.
    ///
    /// - Throws: if uncommitted edits in one of them are in the way of its following the branch.
    @discardableResult
    static func requireClear(
        _ branch: String, from tip: ObjectID, to commit: ObjectID, in repository: Repository, _ session: Session
    ) async throws -> [GitProcess] {
        let followers = try Worktrees(repository).on(branch).map {
            GitProcess(directory: $0.path, environment: session.environment).elsewhere($0.path)
        }
        for git in followers {
            if let obstacle = try await git.obstacleToFollowing(from: tip, to: commit) {
                throw MovedRefusal.branchIsEdited(
                    branch: String(branch.dropFirst(Refs.heads.count)), directory: git.directory, obstacle: obstacle)
            }
        }
        return followers
    }

    /// Moves main, or a draft, from `tip` to `commit`, with other refs in the same transaction. Work trees that have the
    /// branch checked out follow; one with uncommitted edits in the way refuses the move before anything is changed.
    ///
    /// - Parameters:
    ///   - done: drafts that are published by this, which the caller takes away.
    ///   - tidy: what the caller still does once the branch has moved.
    /// - Returns: what is left to a later command, the branch having moved, and why; nil if nothing is.
    static func advance(
        _ branch: String, from tip: ObjectID, to commit: ObjectID, with others: [RefUpdate] = [],
        done: [(name: String, revision: ObjectID)] = [], message: String, in repository: Repository, _ session: Session,
        tidy: () async throws -> Void = {}
    ) async throws -> (any Error)? {
        let followers = try await requireClear(branch, from: tip, to: commit, in: repository, session)
        let refs = [RefUpdate(name: branch, expected: tip, new: commit, message: message)] + others
        var plan = Unfinished(message, refs)
        plan.followers = followers.map(\.directory)
        plan.drafts = done
        let note = try plan.noted(in: repository)
        var problem: (any Error)?
        do { try repository.update(refs) } catch {
            // The branch alone decides whether this is done.
            guard try note.isPast(in: repository) else {
                note.forget()
                throw error
            }
            do { try note.finishRefs(in: repository) } catch { problem = error }
        }
        // The first is told: what comes after it may only follow from it.
        for git in followers {
            do { try await git.follow(from: tip, to: commit) } catch { problem = problem ?? error }
        }
        do { try await tidy() } catch { problem = problem ?? error }
        if problem == nil { note.forget() }
        return problem
    }

    /// Takes a landed draft's branch away. Whatever is in the way of that (a file, a hook, somebody who commits to it
    /// just now) comes too late to undo the publishing: a later command tries again.
    func cleanUp(after draft: String, at revision: ObjectID) async {
        do { try await removeLanded(draft, at: revision) } catch {}
    }

    /// Takes a landed draft's branch away if it did not move on. Where it is checked out in this command's own work
    /// tree, main is checked out instead; it stays where that cannot be (unsaved edits, main checked out elsewhere), and
    /// in anybody else's work tree.
    func removeLanded(_ draft: String, at revision: ObjectID) async throws {
        let reference = Refs.heads + draft
        guard try repository.reference(reference) == revision else { return }
        for worktree in try Worktrees(repository).on(reference) {
            guard worktree.path == repository.workDirectory, try await WorkTree(workspace).unsavedChanges().isEmpty,
                try Worktrees(repository).on(main).isEmpty
            else { return }
            try await WorkTree(workspace).switchBranch(to: branch)
        }
        try repository.update([
            RefUpdate(name: reference, expected: revision, new: nil, message: "assent: published \(draft)")
        ])
    }

    /// Whether a draft was published as it is: its tip is part of main, but not on its own line.
    package func isLive(_ draft: Draft) throws -> Bool { try MainPlaces(workspace).isPublished(draft.tip) }

    /// Whether main still has all that publishing a draft changed: it may have been taken back since.
    package func isStillLive(_ draft: Draft) throws -> Bool {
        for landing in try Landings(workspace).all() {
            guard let request = try Requests(workspace).published(by: landing), request.revision == draft.tip else {
                continue
            }
            let commit = try repository.commit(landing.commit)
            let before = try repository.commit(commit.parents[0]).tree
            return try repository.changes(from: before, to: commit.tree).allSatisfy { change in
                try repository.entry(at: change.path, in: published.tree) == change.new
            }
        }
        // Published with a draft that is based on it.
        return true
    }

    /// Repeats the clean-up of landings that ended early: drafts whose tip is part of main, but not on its own line.
    package func cleanUp() async throws {
        let onLine = Set(try repository.firstParents(from: tip))
        for draft in try Drafts(workspace).all()
        where try draft.isHere && !onLine.contains(draft.tip) && line.has(draft.tip) {
            await cleanUp(after: draft.name, at: draft.tip)
        }
    }

    /// The same draft with its branch here, so that it can be edited: made, or moved on, to where the remote's is.
    package func here(_ draft: Draft) async throws -> Draft {
        let now = try repository.reference(draft.reference)
        if now == draft.tip { return draft }
        if let now {
            let problem = try await Mover.advance(
                draft.reference, from: now, to: draft.tip, message: "assent: follow \(remote?.name ?? "")",
                in: repository, session)
            if let problem { throw problem }
        } else {
            try Drafts(workspace).requireRoom(for: draft)
            try repository.update([
                RefUpdate(
                    name: draft.reference, expected: nil, new: draft.tip,
                    message: "assent: take \(draft.name) from \(remote?.name ?? "")")
            ])
        }
        return Draft(member: draft.member, slug: draft.slug, tip: draft.tip)
    }
}
