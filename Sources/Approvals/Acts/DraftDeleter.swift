import Git
package import Resources

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Deletes drafts, with the requests for them.
package struct DraftDeleter: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// F7, *Delete draft*: the branch, and its request if there is one. What only it held cannot be recovered.
    ///
    /// - Returns: what came of it, with the request that was closed: somebody may have opened it since anyone looked.
    @discardableResult
    package func delete(_ draft: Draft, by member: Member, comment: String?) async throws -> Outcome {
        try await retrying { now in
            guard let found = try Drafts(now.workspace).all().first(where: { $0.name.isExactly(draft.name) }) else {
                throw NameRefusal.unknownDraft(draft.name, nearest: [])
            }
            // What was added to it meanwhile was not meant.
            guard found.tip == draft.tip else { throw MovedRefusal.changedMeanwhile(draft: draft.name) }
            return try await now.deleteOnce(draft, by: member, comment: comment)
        }
    }

    private func deleteOnce(_ draft: Draft, by member: Member, comment: String?) async throws -> Outcome {
        try requireMayDelete(draft, by: member)
        var updates: [RefUpdate] = []
        var closed: (ApprovalRequest, SignedEvent)?
        if let request = try Requests(workspace).open(of: draft.name) {
            let event: SignedEvent
            (event, updates) = try await closing(request, by: member, .delete(comment: comment, request.chain.next))
            closed = (request, event)
        }
        let message = "assent: delete \(draft.name)"
        if let tip = remote == nil ? draft.tip : try SharedRefs(workspace).shared(draft.reference) {
            updates.append(RefUpdate(name: draft.reference, expected: tip, new: nil, message: message))
        }
        if !updates.isEmpty { try await Mover(workspace).share(updates, "delete \(draft.name)", by: member) }
        if remote != nil, let here = try repository.reference(draft.reference) {
            try repository.update([RefUpdate(name: draft.reference, expected: here, new: nil, message: message)])
        }
        return Outcome(.delete, by: member, [.deleted(draft, closed)], under: settings)
    }

    /// Its own member, an author of its request, or a member who may approve all that it touches.
    package func requireMayDelete(_ draft: Draft, by member: Member) throws {
        if draft.member.isExactly(member.id) { return }
        if let request = try Requests(workspace).open(of: draft.name) {
            return try requireHand(of: member, in: request)
        }
        let plan = try Planner(workspace).plan(draft, by: draft.member)
        guard policy.may(member.id, .approve, plan.touches) else {
            throw RightsRefusal.mayNotTouchRequest(member: member.id, draft: draft.name, authors: [draft.member])
        }
    }

    /// That a draft can be deleted where it is checked out: before anybody is asked whether they mean it.
    package func requireLeavable(_ draft: Draft) async throws {
        for worktree in try Worktrees(repository).on(draft.reference) {
            _ = try await changes(in: worktree.path, of: draft)
        }
    }

    /// What git would write anew in this command's own work tree.
    private func changes(in directory: String, of draft: Draft) async throws -> [String] {
        guard directory == repository.workDirectory else {
            throw NameRefusal.checkedOutElsewhere(draft: draft.name, directory: directory)
        }
        try WorkTree(workspace).requireSettled()
        let changed = try await WorkTree(workspace).unsavedChanges().map(\.path)
        let unsaved = try changed.filter { try !isOnTheWayToMain($0) }
        guard unsaved.isEmpty else { throw ContentRefusal.unsaved(paths: unsaved, draft: draft.name) }
        return changed
    }

    /// Deletes a draft; where it is checked out in this command's own work tree, main is checked out first.
    @discardableResult
    package func deleteAndLeave(_ draft: Draft, by member: Member, comment: String?) async throws -> Outcome {
        for worktree in try Worktrees(repository).on(draft.reference) {
            let changed = try await changes(in: worktree.path, of: draft)
            try requireMayDelete(draft, by: member)
            // git restores what is missing, but not what it takes for edited.
            for path in changed { unlink("\(worktree.path)/\(path)") }
            try await WorkTree(workspace).switchBranch(to: branch)
            // A file whose main version is staged already, git would leave missing.
            let missing = try changed.filter { try repository.entry(at: $0, in: published.tree) != nil }
            if !missing.isEmpty {
                try await WorkTree(workspace).git.check(
                    ["--literal-pathspecs", "checkout", "--quiet", "HEAD", "--"] + missing)
            }
        }
        return try await delete(draft, by: member, comment: comment)
    }

    /// Nobody edited a file that is the same as main's, or as the beginning of main's: git was killed on its way.
    private func isOnTheWayToMain(_ path: String) throws -> Bool {
        guard let file = repository.workFiles.file(at: path, limit: .max) else { return true }
        guard let entry = try repository.entry(at: path, in: published.tree), entry.mode == file.mode else {
            return false
        }
        return try readText(of: entry, in: repository).bytes.starts(with: file.bytes)
    }
}
