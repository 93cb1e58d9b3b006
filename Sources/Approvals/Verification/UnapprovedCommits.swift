package import Git
package import Resources
import SSH
import Signatures

/// Commits on main that nobody approved, and the statement of a member who manages the workspace that they may stay
/// (protocol.md, Repair). They are accepted, not approved.
package struct AcceptedCommits: Hashable, Sendable {
    /// Oldest first, one after the other on main's line.
    package let commits: [ObjectID]
    /// The empty commit on main that says so, whose message is an `accept` event: its `revision` is the last of them.
    package let acceptance: ObjectID
    package let event: Event
    /// Of the key that proves it; nil: its actor had none.
    package let fingerprint: String?
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
        /// It followed the rules, so there is nothing to accept.
        case isValid(ObjectID)
        /// The settings after the last, by which what follows is judged, are not there, cannot be read, or are those of
        /// another workspace.
        case settings(after: ObjectID)
    }

    /// - Parameters:
    ///   - judgements: of the commits, one after the other on main's line.
    ///   - landed: what was published before them.
    init(_ judgements: ArraySlice<Judgement>, landed: Landed, in repository: Repository) throws {
        for judgement in judgements {
            do {
                if try judgement.landing(after: landed) != nil { throw Problem.isValid(judgement.commit) }
            } catch is VerificationFailure {}
        }
        commits = judgements.map(\.commit)
        let states = try AcceptedStates(of: commits, in: repository)
        do {
            let after = try OpenWorkspace.settings(in: states.after.tree, of: repository)
            guard after.id.isExactly(states.settings.id), after.branch.isExactly(states.settings.branch) else {
                throw Problem.settings(after: commits[commits.count - 1])
            }
        } catch is any Refusal { throw Problem.settings(after: commits[commits.count - 1]) }
        settings = states.settings
        changes = states.changes.map(\.change)
        policy = Policy(settings, connections: try states.before.connections())
        subject = try Meaning(states.changes, before: states.before, after: states.after).subject
    }

    /// The last of them.
    var last: ObjectID { commits[commits.count - 1] }

    /// By a member with `manage` under the settings before.
    func mayBeAccepted(by member: String) -> Bool { settings.permissions(of: member).contains(.manage) }

    /// Whether an event by such a member counts; nil if its actor is not such a member.
    func standing(of signed: SignedEvent) -> EventStanding? {
        mayBeAccepted(by: signed.event.actor) ? policy.standing(of: signed) : nil
    }
}

/// What accepted commits made of main: the states before the first and after the last.
private struct AcceptedStates {
    let settings: Settings
    let before: Snapshot
    let after: Snapshot
    let changes: [(path: String, change: FileChange)]

    init(of commits: [ObjectID], in repository: Repository) throws {
        let parent = try repository.commit(commits[0]).parents[0]
        let (old, new) = (
            try repository.commit(parent).tree, try repository.commit(commits[commits.count - 1]).tree
        )
        settings = try OpenWorkspace.settings(in: old, of: repository)
        let layout = Layout(root: settings.root)
        before = Snapshot(repository, tree: old, layout: layout)
        after = Snapshot(repository, tree: new, layout: layout)
        changes = try before.changes(to: after, at: repository.changes(from: old, to: new).map(\.path))
    }
}

extension RememberedAcceptance {
    /// What is said of it: read again, not judged again.
    func accepted(in repository: Repository) throws -> AcceptedCommits? {
        guard let event = SignedEvent(in: try repository.commit(acceptance))?.event else { return nil }
        return AcceptedCommits(
            commits: commits, acceptance: acceptance, event: event, fingerprint: fingerprint,
            changes: try AcceptedStates(of: commits, in: repository).changes.map(\.change))
    }
}

extension Verifier {
    /// An empty commit on main's line that accepts commits before it.
    struct Acceptance {
        let position: Int
        let commit: ObjectID
        let signed: SignedEvent
        let matter: Matter

        var event: Event { signed.event }
    }

    /// - Parameter line: oldest first.
    func acceptances(on line: [ObjectID]) throws -> [Acceptance] {
        try line.enumerated().compactMap { position, id in
            let commit = try repository.commit(id)
            guard commit.parents.count == 1, let signed = SignedEvent(in: commit),
                case .accept(let matter, _, _) = signed.event.act,
                try repository.commit(commit.parents[0]).tree == commit.tree
            else { return nil }
            return Acceptance(position: position, commit: id, signed: signed, matter: matter)
        }
    }

    /// The acceptance of the first of these commits, and maybe of some after it, if one can be believed: it names
    /// exactly commits that are not valid, with their subject, and its actor may.
    func accepted(
        from line: ArraySlice<Judgement>, landed: Landed, _ acceptances: [Acceptance]
    ) throws -> AcceptedCommits? {
        for acceptance in acceptances.reversed() where acceptance.position > line.startIndex {
            guard let last = line[..<acceptance.position].firstIndex(where: { $0.commit == acceptance.matter.revision })
            else { continue }
            let run: UnapprovedCommits
            do { run = try UnapprovedCommits(line[...last], landed: landed, in: repository) } catch is UnapprovedCommits
                .Problem
            { continue }
            let event = acceptance.event
            guard event.workspace.isExactly(run.settings.id), event.branch.isExactly(run.settings.branch),
                acceptance.matter.subject == run.subject, let standing = run.standing(of: acceptance.signed),
                !standing.isVoid
            else { continue }
            return AcceptedCommits(
                commits: run.commits, acceptance: acceptance.commit, event: event,
                fingerprint: standing.key.map { Fingerprint(of: $0).text }, changes: run.changes)
        }
        return nil
    }
}

// MARK: - Accepting
