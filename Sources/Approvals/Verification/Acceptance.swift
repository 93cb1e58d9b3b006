package import Git
package import Resources
package import SSH

/// Commits on main that nobody approved, and the word of a member who manages the workspace that they may stand
/// (protocol.md, Repair). They are accepted, not approved.
package struct AcceptedCommits: Hashable, Sendable {
    /// Oldest first, one after the other on main's line.
    package let commits: [ObjectID]
    /// The empty commit on main that says so, whose message is an `accept` event: its `revision` is the last of them.
    package let acceptance: ObjectID
    package let event: Event
    /// The key that proves it; nil: its actor had none.
    package let key: SSHPublicKey?
    /// What all of them together changed.
    package let changes: [FileChange]
}

/// A run of commits that are not valid, judged by the last settings that are: those before the first.
struct UnapprovedCommits {
    let commits: [ObjectID]
    let settings: Settings
    let policy: Policy
    let subject: String
    let changes: [FileChange]

    /// Why a run cannot be accepted, whoever would.
    enum Problem: Error {
        /// It was let through by the rules, so that there is nothing to accept.
        case isValid(ObjectID)
        /// The settings after the last, by which what follows is judged, are not there, cannot be read, or are those of
        /// another workspace.
        case settings(after: ObjectID)
    }

    init(
        _ commits: [ObjectID], after parent: Commit, landed: [String: ObjectID], _ verifier: Verifier
    ) throws {
        let repository = verifier.repository
        var before = parent
        for id in commits {
            let commit = try repository.commit(id)
            do {
                if try verifier.verify(commit, after: before, landed: landed) != nil { throw Problem.isValid(id) }
            } catch is VerificationFailure {}
            before = commit
        }
        settings = try OpenWorkspace.settings(in: parent.tree, of: repository)
        do {
            let after = try OpenWorkspace.settings(in: before.tree, of: repository)
            guard after.id == settings.id, after.branch == settings.branch else {
                throw Problem.settings(after: before.id)
            }
        } catch is Refusal { throw Problem.settings(after: before.id) }
        let layout = Layout(root: settings.root)
        let (old, new) = (
            Snapshot(repository, tree: parent.tree, layout: layout),
            Snapshot(repository, tree: before.tree, layout: layout)
        )
        let changes = try repository.changes(from: parent.tree, to: before.tree).compactMap {
            change -> (path: String, change: FileChange)? in
            guard let file = layout.file(at: change.path),
                let found = compare(file, before: try old.text(of: file), after: try new.text(of: file))
            else { return nil }
            return (change.path, found)
        }
        self.commits = commits
        self.changes = changes.map(\.change)
        policy = Policy(settings, connections: try old.connections())
        subject = try Meaning(changes, before: old, after: new).subject
    }

    /// By a member with `manage` under the settings before.
    func mayBeAccepted(by member: String) -> Bool { settings.permissions(of: member).contains(.manage) }

    /// What an event in such a member's name comes to; nil: it is no such member's.
    func standing(of signed: SignedEvent) -> EventStanding? {
        mayBeAccepted(by: signed.event.actor) ? policy.standing(of: signed) : nil
    }
}

extension Verifier {
    /// An empty commit on main's line that accepts commits before it.
    struct Acceptance {
        let position: Int
        let commit: ObjectID
        let signed: SignedEvent

        var event: Event { signed.event }
    }

    /// - Parameter line: oldest first.
    func acceptances(on line: [ObjectID], after genesis: Commit) throws -> [Acceptance] {
        var found: [Acceptance] = []
        var tree = genesis.tree
        for (position, id) in line.enumerated() {
            let commit = try repository.commit(id)
            if commit.tree == tree, commit.parents.count == 1, let signed = commit.signedEvent,
                signed.event.kind == .accept
            {
                found.append(Acceptance(position: position, commit: id, signed: signed))
            }
            tree = commit.tree
        }
        return found
    }

    /// The acceptance of the commit at a position, and maybe of some after it, if one can be believed: it names exactly
    /// commits that are not valid, with their subject, and its actor may.
    func accepted(
        at position: Int, of line: [ObjectID], after parent: Commit, landed: [String: ObjectID],
        _ acceptances: [Acceptance]
    ) throws -> AcceptedCommits? {
        for acceptance in acceptances.reversed() where acceptance.position > position {
            guard let last = line[position..<acceptance.position].firstIndex(where: { $0 == acceptance.event.revision })
            else { continue }
            let run: UnapprovedCommits
            do {
                run = try UnapprovedCommits(Array(line[position...last]), after: parent, landed: landed, self)
            } catch is UnapprovedCommits.Problem { continue }
            let event = acceptance.event
            guard event.workspace == run.settings.id, event.branch == run.settings.branch,
                event.subject == run.subject, let standing = run.standing(of: acceptance.signed), !standing.isVoid
            else { continue }
            return AcceptedCommits(
                commits: run.commits, acceptance: acceptance.commit, event: event, key: standing.key,
                changes: run.changes)
        }
        return nil
    }
}

extension Commit {
    /// What it says, if it is an event.
    var event: Event? { signedEvent?.event }

    var signedEvent: SignedEvent? {
        do { return try SignedEvent(message: messageBytes) } catch { return nil }
    }
}

// MARK: - Accepting

extension OpenWorkspace {
    /// Accepts commits on main that nobody approved: an empty commit for each run of them, behind one move of main.
    package func accept(_ named: [ObjectID], by member: Member, comment: String?) async throws -> [AcceptedCommits] {
        try requireKeptLine()
        var left = Set(named)
        var onto = tip
        while let wanted = named.first(where: left.contains) {
            let verification = try Verifier(repository).verify(onto, genesis: genesis())
            guard let failure = verification.failure else { throw Refusal.notUnapproved(commit: wanted) }
            guard failure.isAcceptable else { throw Refusal.unacceptable(failure) }
            guard left.contains(failure.commit) else {
                // What lies before it on the line was judged already.
                let later = try repository.firstParents(from: onto).prefix { $0 != failure.commit }
                let judged = named.first { left.contains($0) && !later.contains($0) }
                throw judged.map { Refusal.notUnapproved(commit: $0) } ?? .acceptsAnother(first: failure.commit)
            }
            let run = try unapproved(from: failure.commit, named: left, verification)
            onto = try await write(acceptanceOf: run, onto: onto, by: member, comment: comment)
            left.subtract(run.commits)
        }
        let result = try Verifier(repository).verify(onto, genesis: genesis())
        try requireAsked()
        let message = "assent: \(member.id) accepts commits"
        let problem =
            remote == nil
            ? try await Self.advance(main, from: tip, to: onto, message: message, in: repository, session)
            : try await landShared(onto, taking: [], done: [], message: message)
        // Main has moved; the next command lets the work tree follow.
        if let problem { throw problem }
        return result.accepted.filter { !Set(named).isDisjoint(with: $0.commits) }
    }

    /// The failing commit, and those after it that are named too.
    private func unapproved(
        from first: ObjectID, named: Set<ObjectID>, _ verification: Verification
    ) throws -> UnapprovedCommits {
        let line = try repository.firstParents(from: tip)
        guard let end = line.firstIndex(of: first), end + 1 < line.count else {
            throw Refusal.notUnapproved(commit: first)
        }
        let run = Array(line[...end].reversed().prefix(while: named.contains))
        let landed = Dictionary(
            verification.landings.map { ($0.chain.id, $0.commit) }, uniquingKeysWith: { first, _ in first })
        do {
            return try UnapprovedCommits(
                run, after: try repository.commit(line[end + 1]), landed: landed, Verifier(repository))
        } catch UnapprovedCommits.Problem.isValid(let commit) {
            throw Refusal.notUnapproved(commit: commit)
        } catch UnapprovedCommits.Problem.settings(let commit) {
            throw Refusal.settingsLost(after: commit)
        }
    }

    private func write(
        acceptanceOf run: UnapprovedCommits, onto: ObjectID, by member: Member, comment: String?
    ) async throws -> ObjectID {
        guard run.mayBeAccepted(by: member.id) else {
            throw Refusal.mayNotAccept(
                member: member.id, commit: run.commits[0],
                who: run.settings.members(who: .manage).map(\.id).filter(run.mayBeAccepted(by:)))
        }
        var event = event(.accept, by: member, on: nil)
        event.revision = run.commits.last
        event.subject = run.subject
        event.comment = comment
        let signed = try await sign(event, under: run.policy)
        let signature = signature(of: member)
        return try await repository.writeCommit(
            tree: try repository.commit(onto).tree, parents: [onto], author: signature, committer: signature,
            message: signed.message,
            signer: try CommitSigner(repository, session, committer: signature))
    }
}

extension VerificationFailure {
    /// A commit can be accepted; a line that was exchanged for another cannot.
    fileprivate var isAcceptable: Bool {
        switch reason {
        case .genesisLost, .lineLost: false
        default: true
        }
    }
}
