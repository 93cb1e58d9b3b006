import Git
import Resources

/// Refs move, and the first is the commit point: here or at the remote, with what follows them.
package struct Mover: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Moves refs that everybody shares, all or none; the first is the commit point. With a remote, what is here
    /// follows only what the remote took: nothing is recorded that it does not have.
    ///
    /// - Throws: `GitError.isModified` if somebody was faster, and what they did is here then; `RemoteError`;
    ///   `MovedRefusal.unknownOutcome` if the remote cannot be asked any more.
    func share(_ refs: [RefUpdate], _ act: String) async throws {
        try requireWay()
        guard let remote else { return try move(refs, act) }
        var taken = refs
        do {
            try await push(refs, to: remote)
        } catch let error as RemoteError where error.problem == .noAtomicPush {
            try await settle([refs[0]], on: remote) {
                try await push([refs[0]], to: remote)
            }
            taken = [refs[0]]
            for ref in refs.dropFirst() {
                // The act is done; what is left of it shows as such, and can be taken away by hand.
                do {
                    try await push([ref], to: remote)
                    taken.append(ref)
                } catch is RemoteError {}
            }
        } catch let error as RemoteError {
            try await settle(refs, on: remote) { throw error }
        }
        follow(taken, on: remote)
    }

    /// The same as an act of a member, of which others are to hear.
    func share(_ refs: [RefUpdate], _ act: String, by member: Member) async throws {
        try await announcing(refs, by: member.id) { try await share(refs, act) }
    }

    /// That what everybody shares can move at all, as far as it is known before anybody is asked for a word.
    package func requireWay() throws {
        try workspace.requireAsked()
        if let remote, session.isOffline { throw MovedRefusal.offline(remote: remote.name) }
    }

    /// Locks are held for a moment; one that stays was left by a program that was killed.
    private func push(_ refs: [RefUpdate], to remote: Remote) async throws {
        try await session.waiting(for: .sending(to: remote.name)) {
            let git = WorkTree(workspace).git
            for pause in Self.pauses {
                do { return try await git.push(refs, to: remote.name, isAtomic: refs.count > 1) } catch let error
                    as RemoteError where error.problem == .lockedThere
                { try await Task.sleep(for: pause) }
            }
            try await git.push(refs, to: remote.name, isAtomic: refs.count > 1)
        }
    }

    private static let pauses: [Duration] = [.milliseconds(100), .milliseconds(300), .milliseconds(900)]

    /// What became of a push that did not report success: looked up on the remote.
    private func settle(_ refs: [RefUpdate], on remote: Remote, _ push: () async throws -> Void) async throws {
        do { try await push() } catch let error as RemoteError {
            guard error.problem.leavesOpen else { throw error }
            do { try await Fetcher.fetch(remote, session) } catch is RemoteError {
                throw error.problem == .moved ? error : MovedRefusal.unknownOutcome(remote: remote.name)
            }
            // It may be that the answer alone was lost, of this push or of one before it.
            let now = try SharedRefs(workspace).shared(refs[0].name)
            if let new = refs[0].new, let now, try now == new || repository.isAncestor(new, of: now) { return }
            if refs[0].new == nil, now == nil { return }
            guard error.problem == .moved || error.problem == .lockedThere else { throw error }
            guard let moved = try refs.first(where: { try SharedRefs(workspace).shared($0.name) != $0.expected }) else {
                // Nobody did anything: what git says is all there is to say.
                throw error.problem == .moved
                    ? RemoteError(.other, remote: error.remote, words: error.words) : error
            }
            throw GitError.swapLost(of: moved.name)
        }
    }

    /// Lets the names under which the remote's refs show here go after what it took. Should that fail, the next fetch
    /// does it.
    private func follow(_ refs: [RefUpdate], on remote: Remote) {
        for ref in refs {
            let name = remote.tracking(ref.name)
            do {
                let now = try repository.reference(name)
                if now == ref.new { continue }
                try repository.update([RefUpdate(name: name, expected: now, new: ref.new, message: ref.message)])
            } catch {}
        }
    }
}

extension Mover {
    /// What sends a draft to the remote as it is here; nothing if it has it.
    ///
    /// - Throws: `MovedRefusal.draftWentApart` if somebody has added to it there.
    func sending(_ draft: Draft, message: String) throws -> [RefUpdate] {
        guard let remote else { return [] }
        let there = try SharedRefs(workspace).shared(draft.reference)
        if there == draft.tip { return [] }
        if let there, try !repository.isAncestor(there, of: draft.tip) {
            throw MovedRefusal.draftWentApart(
                draft: draft.name, remote: remote.name, isBehind: try repository.isAncestor(draft.tip, of: there))
        }
        return [RefUpdate(name: draft.reference, expected: there, new: draft.tip, message: message)]
    }

    /// F3, *Save as draft*, for who works with others: sends the draft.
    ///
    /// - Returns: the remote, if there was anything to send.
    @discardableResult
    package func send(_ draft: Draft) async throws -> String? {
        let message = "assent: save \(draft.name)"
        let updates = try sending(draft, message: message)
        if updates.isEmpty { return nil }
        try await share(updates, message)
        return remote?.name
    }

    /// Moves main where everybody sees it, and takes the requests away with it. Work trees that have main checked out
    /// here follow; one with uncommitted edits in the way refuses the move before anything is sent.
    ///
    /// - Returns: what is left to a later command, and why.
    func landShared(
        _ commit: ObjectID, taking requests: [RefUpdate], done: [(name: String, revision: ObjectID)], message: String
    ) async throws -> (any Error)? {
        let here = try repository.reference(main)
        // With commits of its own, main here is nobody's business.
        let follows = try here.map { try repository.isAncestor($0, of: tip) } ?? false
        if let here, follows { try await Mover.requireClear(main, from: here, to: commit, in: repository, session) }
        let landing = [RefUpdate(name: main, expected: tip, new: commit, message: message)] + requests
        var note = Unfinished(message, landing)
        note.remote = remote?.name
        note.drafts = done
        note = try note.noted(in: repository)
        do { try await share(landing, message) } catch {
            // Whether it was done, the next fetch shows.
            if case MovedRefusal.unknownOutcome = error {} else { note.forget() }
            throw error
        }
        var problem: (any Error)?
        do {
            if let here, follows {
                problem = try await Mover.advance(
                    main, from: here, to: commit, message: message, in: repository, session)
            }
            for draft in done { try await Mover(workspace).removeLanded(draft.name, at: draft.revision) }
        } catch { problem = problem ?? error }
        do { try await tidyThere(note) } catch { problem = problem ?? error }
        return problem
    }

    /// Finishes what a landing has left to do on the remote, if it was one.
    ///
    /// - Returns: whether there was anything to do, and it is done.
    func finishThere(_ note: Unfinished) async throws -> Bool {
        guard try note.isPast(in: repository) else {
            note.forget()
            return false
        }
        for draft in note.drafts { try await Mover(workspace).removeLanded(draft.name, at: draft.revision) }
        return try await tidyThere(note)
    }

    /// Takes away on the remote what is done with: landed drafts that did not move on, and requests that could not go
    /// with main. A push of its own, which may fail: a later command tries again, and what somebody moved meanwhile is
    /// theirs.
    @discardableResult
    private func tidyThere(_ note: Unfinished) async throws -> Bool {
        let drafts = note.drafts.map {
            RefUpdate(
                name: Refs.heads + $0.name, expected: $0.revision, new: nil, message: "assent: published \($0.name)")
        }
        let updates = try (note.refs.dropFirst() + drafts).filter {
            try $0.new == nil && SharedRefs(workspace).shared($0.name) == $0.expected
        }
        guard !updates.isEmpty else {
            note.forget()
            return false
        }
        do {
            try await share(updates, "take landed drafts away")
            note.forget()
            return true
        } catch let error as GitError where error.isModified {
            // One of several moved on: the next command looks which.
            if updates.count == 1 { note.forget() }
        } catch let error as RemoteError {
            var again = note
            if error.problem.isRefusal { again.refusals += 1 }
            guard again.refusals < Unfinished.patience else {
                note.forget()
                throw MovedRefusal.keptThere(updates.map(\.shortName), error)
            }
            _ = try again.noted(in: repository)
        } catch MovedRefusal.unknownOutcome {}
        return false
    }
}
