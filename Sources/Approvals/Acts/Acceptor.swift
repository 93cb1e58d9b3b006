package import Git
import Resources
import SSH
import Signatures

/// Accepts commits on main that nobody approved.
package struct Acceptor: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Commits that may be accepted, as far as that is known beforehand.
    package struct Acceptable {
        package let commits: [ObjectID]
        /// The first that nobody approved, and those after it; what follows is judged once these are accepted.
        fileprivate let first: UnapprovedCommits?
    }

    /// What can be known before anybody is asked for a reason: that nobody approved the commits, and that this member may
    /// accept them.
    package func requireMayAccept(_ named: [ObjectID]) throws -> Acceptable {
        try KeptLine(workspace).requireKeptLine()
        try Mover(workspace).requireWay()
        let line = Set(try repository.firstParents(from: tip))
        if let elsewhere = named.first(where: { !line.contains($0) }) {
            throw RepairRefusal.notUnapproved(commit: elsewhere)
        }
        return Acceptable(commits: named, first: try next(of: named, left: Set(named), onto: tip))
    }

    /// Accepts commits on main that nobody approved: an empty commit for each run of them, behind one move of main.
    /// The settings before the commits decide who may do so, since nobody may have approved the current ones.
    package func accept(_ named: [ObjectID], comment: String?) async throws -> Outcome {
        try await accept(requireMayAccept(named), comment: comment)
    }

    /// The same, of commits that were looked at before.
    package func accept(_ acceptable: Acceptable, comment: String?) async throws -> Outcome {
        let named = acceptable.commits
        var left = Set(named)
        var onto = tip
        var actor: Member?
        var run = acceptable.first
        while let next = try run ?? next(of: named, left: left, onto: onto) {
            let member = try workspace.me(in: next.settings)
            actor = member
            onto = try await write(acceptanceOf: next, onto: onto, by: member, comment: comment)
            left.subtract(next.commits)
            run = nil
        }
        let result = try Verifier(repository).verify(onto, genesis: genesis)
        try workspace.requireAsked()
        let message = "assent: \(actor?.id ?? "somebody") accepts commits"
        let problem =
            remote == nil
            ? try await Mover.advance(main, from: tip, to: onto, message: message, in: repository, session)
            : try await Mover(workspace).landShared(onto, taking: [], done: [], message: message)
        KeptLine(workspace).note(onto)
        let accepted = result.accepted.filter { !Set(named).isDisjoint(with: $0.commits) }
        return Outcome(
            .accept, by: try actor ?? workspace.me(), accepted.map(Outcome.Effect.accepted), problem: problem)
    }

    /// The first commits of those that are left which nobody approved; nil: none is left.
    ///
    /// - Throws: where they need not be accepted, or not by this member.
    private func next(of named: [ObjectID], left: Set<ObjectID>, onto: ObjectID) throws -> UnapprovedCommits? {
        guard let wanted = named.first(where: left.contains) else { return nil }
        let verification = try Verifier(repository).verify(onto, genesis: genesis)
        guard let failure = verification.failure else { throw RepairRefusal.notUnapproved(commit: wanted) }
        guard failure.isAcceptable else { throw RepairRefusal.unacceptable(failure) }
        guard left.contains(failure.commit) else {
            // What lies before it on the line was judged already.
            let later = try repository.firstParents(from: onto).prefix { $0 != failure.commit }
            let judged = named.first { left.contains($0) && !later.contains($0) }
            throw judged.map { RepairRefusal.notUnapproved(commit: $0) } ?? .acceptsAnother(first: failure.commit)
        }
        let run = try unapproved(from: failure, named: left, verification)
        let member = try workspace.me(in: run.settings)
        guard run.mayBeAccepted(by: member.id) else {
            throw RepairRefusal.mayNotAccept(
                member: member.id, commit: run.commits[0],
                who: run.settings.members(who: .manage).map(\.id).filter(run.mayBeAccepted(by:)))
        }
        return run
    }

    /// The failing commit, and those after it that are named too.
    private func unapproved(
        from failure: VerificationFailure, named: Set<ObjectID>, _ verification: Verification
    ) throws -> UnapprovedCommits {
        let first = failure.commit
        let line = try repository.firstParents(from: tip)
        guard let end = line.firstIndex(of: first), end + 1 < line.count else {
            throw RepairRefusal.notUnapproved(commit: first)
        }
        let verifier = Verifier(repository)
        let run = verifier.judge(Array(line[...end].reversed().prefix(while: named.contains)))
        do {
            return try UnapprovedCommits(run[...], landed: Landed(verification.proven), in: repository)
        } catch UnapprovedCommits.Problem.isValid(let commit) {
            throw RepairRefusal.notUnapproved(commit: commit)
        } catch UnapprovedCommits.Problem.settings(let commit) {
            throw RepairRefusal.settingsLost(after: commit, try Repairs(workspace).repair(of: failure))
        }
    }

    private func write(
        acceptanceOf run: UnapprovedCommits, onto: ObjectID, by member: Member, comment: String?
    ) async throws -> ObjectID {
        let matter = Matter(revision: run.last, subject: run.subject)
        let event = try self.event(by: member, .accept(matter, comment: comment, nonce: session.nonce()))
        let signed = try await ActSigner(workspace).sign(event, under: run.policy)
        let signature = workspace.signature(of: member)
        let signer = try CommitSigner(repository, session, committer: signature)
        return try await CommitWriter(repository, signer: signer).write(
            tree: try repository.commit(onto).tree, parents: [onto], author: signature, message: signed.message)
    }
}
