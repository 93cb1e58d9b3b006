package import Git
package import Resources

/// What `verify` says of main: which commits published what by whose word, and the first that nobody may have let
/// through. It needs nothing but a clone of main (B3).
package struct Verification: Sendable {
    /// The commit that `init` made. What lies before it was adopted as it was.
    package let genesis: ObjectID
    package let tip: ObjectID
    /// Newest last.
    package let landings: [VerifiedLanding]
    /// Commits on main's line that touch nothing governed.
    package let otherCommits: Int
    /// The first commit that is not valid; nothing after it is proven.
    package let failure: VerificationFailure?
}

/// A commit that is valid.
package struct VerifiedLanding: Hashable, Sendable {
    package let commit: ObjectID
    package let chain: EventChain
    package let changes: [FileChange]
    package let decision: Decision

    /// Published now, waiving the approval.
    package var isWaived: Bool { decision.waivedBy != nil && decision.requirements.contains(where: \.isWaived) }
    package var approvers: [String] {
        decision.requirements.flatMap(\.given).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

package struct VerificationFailure: Error, Hashable, Sendable {
    package let commit: ObjectID
    /// Which part of protocol.md's "Verification" it breaks: 1 shape, 2 events, 3 subject, 4 policy, 5 landed twice.
    package let rule: Int
    package let reason: Reason

    package enum Reason: Hashable, Sendable {
        /// A commit that changes governed files and is no landing.
        case notALanding(paths: [String])
        case brokenChain(String)
        /// An event on top of something else than the revision that was asked for.
        case wrongRevision(asked: ObjectID, found: ObjectID)
        case anotherWorkspace(String)
        case settingsRemoved
        case unreadableSettings
        case ungoverned(paths: [String])
        /// What changed is not what was approved.
        case anotherSubject(asked: String, found: String)
        case strangers([String])
        case unsigned([String])
        case declined([String])
        case missing([Requirement])
        case landedTwice(request: String, first: ObjectID)
        case genesisLost(ObjectID)
    }
}

/// Proves main's history. The same code serves the command, the server's hook and CI (B2).
package struct Verifier {
    let repository: Repository

    package init(_ repository: Repository) { self.repository = repository }

    /// Verifies the first-parent chain from genesis to `tip`.
    ///
    /// - Parameter genesis: as pinned; else the first commit of that chain that carries settings.
    package func verify(_ tip: ObjectID, genesis pinned: ObjectID? = nil) throws -> Verification {
        if repository.isShallow { throw Refusal.shallow }
        // Newest first.
        let line = try repository.firstParents(from: tip)
        let genesis = try pinned ?? findGenesis(in: line)
        guard let genesis, let start = line.firstIndex(of: genesis) else {
            guard let pinned else { throw Refusal.noWorkspace(directory: repository.gitDirectory) }
            return Verification(
                genesis: pinned, tip: tip, landings: [], otherCommits: 0,
                failure: VerificationFailure(commit: tip, rule: 1, reason: .genesisLost(pinned)))
        }
        var landings: [VerifiedLanding] = []
        var landed: [String: ObjectID] = [:]
        var others = 0
        var failure: VerificationFailure?
        var before = try repository.commit(genesis)
        for id in line[..<start].reversed() {
            let commit = try repository.commit(id)
            do {
                if let landing = try verify(commit, after: before, landed: landed) {
                    landings.append(landing)
                    landed[landing.chain.id] = id
                } else {
                    others += 1
                }
            } catch let error as VerificationFailure {
                failure = error
                break
            }
            before = commit
        }
        return Verification(
            genesis: genesis, tip: tip, landings: landings, otherCommits: others, failure: failure)
    }

    /// The commit that brought the settings: the oldest on the line that has them.
    private func findGenesis(in line: [ObjectID]) throws -> ObjectID? {
        try line.reversed().first { id in
            try repository.entry(at: Layout.settingsPath, in: repository.commit(id).tree) != nil
        }
    }

    /// Whether a commit is valid on its first parent; nil if it changes nothing that is governed.
    func verify(_ commit: Commit, after parent: Commit, landed: [String: ObjectID]) throws -> VerifiedLanding? {
        func failure(_ rule: Int, _ reason: VerificationFailure.Reason) -> VerificationFailure {
            VerificationFailure(commit: commit.id, rule: rule, reason: reason)
        }
        guard commit.tree != parent.tree else { return nil }
        let settings: Settings
        do { settings = try OpenWorkspace.settings(in: parent.tree, of: repository) } catch is Refusal {
            throw failure(4, .unreadableSettings)
        }
        let layout = Layout(root: settings.root)
        let changed = try repository.changes(from: parent.tree, to: commit.tree).map(\.path)
        let governed = changed.filter(layout.isGoverned)
        guard !governed.isEmpty else { return nil }
        guard try repository.entry(at: Layout.settingsPath, in: commit.tree) != nil else {
            throw failure(1, .settingsRemoved)
        }

        // 1: the shape, and the chain
        guard commit.parents.count == 2 else { throw failure(1, .notALanding(paths: governed)) }
        let chain: EventChain
        do { chain = try EventChain(endingIn: commit.parents[1], in: repository) } catch let error as ChainProblem {
            throw error.reason == "not an event"
                ? failure(1, .notALanding(paths: governed)) : failure(1, .brokenChain(error.reason))
        }
        guard chain.first.workspace == settings.id, chain.first.branch == settings.branch else {
            throw failure(1, .anotherWorkspace(chain.first.workspace))
        }
        guard chain.first.kind == .submit, chain.closing == nil, let asked = chain.proposal.revision else {
            throw failure(1, .brokenChain("it asks for nothing"))
        }
        let found = try repository.commit(chain.events[0].commit).parents.first ?? .zero
        guard found == asked else { throw failure(1, .wrongRevision(asked: asked, found: found)) }
        let revisionTree = try repository.commit(asked).tree
        for recorded in chain.events where try repository.commit(recorded.commit).tree != revisionTree {
            throw failure(1, .brokenChain("an event that changes files"))
        }
        // 5: once only
        if let first = landed[chain.id] { throw failure(5, .landedTwice(request: chain.id, first: first)) }

        // 3: the subject
        let ungoverned = changed.filter { layout.file(at: $0) == nil }
        guard ungoverned.isEmpty else { throw failure(3, .ungoverned(paths: ungoverned)) }
        let before = Snapshot(repository, tree: parent.tree, layout: layout)
        let after = Snapshot(repository, tree: commit.tree, layout: layout)
        let changes = try changed.compactMap { path -> (path: String, change: FileChange)? in
            guard let file = layout.file(at: path),
                let change = compare(file, before: try before.text(of: file), after: try after.text(of: file))
            else { return nil }
            return (path, change)
        }
        let meaning = try Meaning(changes, before: before, after: after)

        // 2 and 4: who let it through
        let verdicts = chain.verdicts(on: meaning.subject)
        let waiver = chain.waiver(of: meaning.subject)
        let approved = verdicts.values.contains { $0.kind == .approve }
        guard chain.proposal.subject == meaning.subject || approved || waiver != nil else {
            throw failure(3, .anotherSubject(asked: chain.proposal.subject ?? "", found: meaning.subject))
        }
        let unsigned = unsigned(chain, verdicts: verdicts, waiver: waiver, under: settings)
        guard unsigned.isEmpty else { throw failure(2, .unsigned(unsigned)) }
        let policy = Policy(settings, connections: try before.connections())
        let decision = policy.decide(
            Evidence(
                touches: meaning.touches, authors: chain.authors, verdicts: verdicts, waiver: waiver?.actor,
                risks: Set(verdicts.values.flatMap { $0.risks ?? [] })))
        if !decision.strangers.isEmpty { throw failure(4, .strangers(decision.strangers)) }
        if !decision.declinedBy.isEmpty { throw failure(4, .declined(decision.declinedBy)) }
        if !decision.missing.isEmpty { throw failure(4, .missing(decision.missing)) }
        return VerifiedLanding(commit: commit.id, chain: chain, changes: changes.map(\.change), decision: decision)
    }

    /// Who would have had to sign and did not: where signatures are required everyone, else members with keys. This
    /// version writes and reads no signatures.
    private func unsigned(
        _ chain: EventChain, verdicts: [String: Event], waiver: Event?, under settings: Settings
    ) -> [String] {
        let counting = [chain.proposal.actor] + verdicts.keys.sorted() + [waiver?.actor].compactMap { $0 }
        return counting.filter { settings.signatures == .required || settings.member($0)?.keys.isEmpty == false }
    }
}
