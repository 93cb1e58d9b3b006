package import Git
package import Resources

/// What `verify` says of main: which commits published what by whose word, and the first that nobody may have let
/// through. It needs nothing but a clone of main (B3).
package struct Verification: Sendable {
    /// The commit that `init` made. What lies before it was adopted as it was.
    package let genesis: ObjectID
    package let tip: ObjectID
    /// What was proven before, and remembered; newest last.
    package var earlier: [ProvenLanding] = []
    /// What came after that. Newest last.
    package let landings: [VerifiedLanding]
    /// Runs of commits that nobody approved, and that somebody who may accepted; newest last.
    package let accepted: [AcceptedCommits]
    /// Commits on main's line that touch nothing governed.
    package let otherCommits: Int
    /// The first commit that is not valid; nothing after it is proven.
    package let failure: VerificationFailure?

    /// All that was published, oldest first.
    package var proven: [ProvenLanding] { earlier + landings.map(\.proven) }
}

/// A commit that is valid.
package struct VerifiedLanding: Hashable, Sendable {
    package let commit: ObjectID
    package let chain: EventChain
    package let changes: [FileChange]
    package let decision: Decision
    /// Who asked for it, approved it and published it, and what proves that.
    package let witnesses: [Witness]

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
        /// It gives the workspace another id: an act past approval, or where a copy was started.
        case idChanged(String)
        case settingsRemoved
        case unreadableSettings
        case ungoverned(paths: [String])
        /// What changed is not what was approved.
        case anotherSubject(asked: String, found: String)
        case strangers([String])
        /// An event that counts cannot be taken for its actors'.
        case void([String], VoidReason)
        case declined([String])
        case missing([Requirement])
        case landedTwice(request: String, first: ObjectID)
        case genesisLost(ObjectID)
        /// A tip of main that was seen before is not on the first-parent line any more.
        case lineLost(ObjectID)
        /// The landed draft has a commit that no draft may have.
        case unfitCommit(ObjectID, FitnessProblem)
        /// Requests that had to land first (F6) did not.
        case tooEarly(before: [String])
    }
}

extension OpenWorkspace {
    /// Verifies main from a commit that is known from elsewhere, else from the one pinned here, else from where the
    /// workspace starts, which is pinned by this first use.
    ///
    /// - Parameter all: believes nothing that was proven before.
    package func verify(from known: ObjectID? = nil, all: Bool = false) throws -> Verification {
        let pinned = genesis()
        var remembered = Remembered(of: repository)
        if all || known != nil || remembered?.genesis != pinned { remembered = nil }
        let verification = try Verifier(repository).verify(tip, genesis: known ?? pinned, after: remembered)
        guard verification.failure == nil else { return verification }
        // A read-only repository is verified from the start each time.
        do {
            if pinned == nil { try Self.pin(verification.genesis, in: repository) }
            let now = Remembered(verification)
            if pinned == nil || pinned == now.genesis, now != remembered { try now.write(in: repository) }
        } catch is FileProblem {}
        return verification
    }
}

/// Proves main's history. The same code serves the command, the server's hook and CI (B2).
package struct Verifier {
    let repository: Repository

    package init(_ repository: Repository) { self.repository = repository }

    /// Verifies the first-parent chain from genesis to `tip`.
    ///
    /// - Parameters:
    ///   - genesis: as pinned; else the first commit of that chain that carries settings.
    ///   - remembered: tips that main had before. They must lie on that chain: a fast-forward alone could swap it for
    ///     another one whose commits are each valid.
    package func verify(
        _ tip: ObjectID, genesis pinned: ObjectID? = nil, remembered: [ObjectID] = []
    ) throws -> Verification {
        try verify(tip, genesis: pinned, remembered: remembered, after: nil)
    }

    /// - Parameter known: what was proven before; it is not proven again.
    func verify(
        _ tip: ObjectID, genesis pinned: ObjectID?, remembered: [ObjectID] = [], after known: Remembered?
    ) throws -> Verification {
        if repository.isShallow { throw Refusal.shallow }
        try repository.verifyObjects()
        // Newest first.
        let line = try repository.firstParents(from: tip)
        let genesis = try pinned ?? findGenesis(in: line)
        guard let genesis, let start = line.firstIndex(of: genesis) else {
            guard let pinned else { throw Refusal.noWorkspace(directory: repository.gitDirectory) }
            return Verification(
                genesis: pinned, tip: tip, landings: [], accepted: [], otherCommits: 0,
                failure: VerificationFailure(commit: tip, rule: 1, reason: .genesisLost(pinned)))
        }
        if let lost = (remembered + [known?.tip].compactMap { $0 }).first(where: { !line.contains($0) }) {
            return Verification(
                genesis: genesis, tip: tip, landings: [], accepted: [], otherCommits: 0,
                failure: VerificationFailure(commit: tip, rule: 1, reason: .lineLost(lost)))
        }
        if let known, let earlier = known.landings, let seen = line.firstIndex(of: known.tip), seen <= start {
            return try prove(
                line[..<seen].reversed(), from: repository.commit(known.tip), tip, genesis: genesis, earlier,
                otherCommits: known.otherCommits)
        }
        return try prove(line[..<start].reversed(), from: repository.commit(genesis), tip, genesis: genesis)
    }

    /// - Parameters:
    ///   - line: what follows `start`, oldest first.
    ///   - earlier: what was proven up to `start`, with so many other commits.
    private func prove(
        _ line: [ObjectID], from start: Commit, _ tip: ObjectID, genesis: ObjectID, _ earlier: [ProvenLanding] = [],
        otherCommits: Int = 0
    ) throws -> Verification {
        var landings: [VerifiedLanding] = []
        var landed = Dictionary(earlier.map { ($0.request, $0.commit) }, uniquingKeysWith: { first, _ in first })
        var accepted: [AcceptedCommits] = []
        // Looked for only where something wants accepting.
        var acceptances: [Acceptance]?
        var others: Set<ObjectID> = []
        var failure: VerificationFailure?
        var before = start
        var position = 0
        while position < line.count, failure == nil {
            let commit = try repository.commit(line[position])
            do {
                if let landing = try verify(commit, after: before, landed: landed) {
                    landings.append(landing)
                    landed[landing.chain.id] = commit.id
                } else {
                    others.insert(commit.id)
                }
                before = commit
                position += 1
            } catch let error as VerificationFailure {
                let known = try acceptances ?? self.acceptances(on: line, after: start)
                acceptances = known
                guard
                    let run = try self.accepted(at: position, of: line, after: before, landed: landed, known)
                else {
                    failure = error
                    break
                }
                accepted.append(run)
                position += run.commits.count
                before = try repository.commit(line[position - 1])
            }
        }
        return Verification(
            genesis: genesis, tip: tip, earlier: earlier, landings: landings, accepted: accepted,
            otherCommits: otherCommits + others.subtracting(accepted.map(\.acceptance)).count, failure: failure)
    }

    /// The oldest commit that carries settings. A copy that got an id of its own starts later, but only who knows where
    /// may say so: else one commit that changes the id could hide all that was done before it.
    func findGenesis(in line: [ObjectID]) throws -> ObjectID? {
        try line.reversed().first { commit in
            try repository.entry(at: Layout.settingsPath, in: repository.commit(commit).tree) != nil
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
        guard let kept = try repository.entry(at: Layout.settingsPath, in: commit.tree) else {
            throw failure(1, .settingsRemoved)
        }
        if let id = Settings.parse(try repository.text(of: kept)).settings?.id, id != settings.id {
            throw failure(1, .idChanged(id))
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
        for recorded in chain.events {
            let event = try repository.commit(recorded.commit)
            if event.tree != revisionTree { throw failure(1, .brokenChain("an event that changes files")) }
            if event.parents.count > 1 { throw failure(1, .brokenChain("an event with a history of its own")) }
        }
        do {
            try Merger(repository: repository, layout: layout).checkCommits(
                of: asked, draft: chain.proposal.draft ?? "", notIn: parent.id)
        } catch Refusal.unfitCommit(_, let unfit, let problem) {
            throw failure(1, .unfitCommit(unfit, problem))
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

        // 2 and 4: who let it through. What cannot be taken for its actor's is void.
        let policy = Policy(settings, connections: try before.connections())
        let standings = Standings(policy)
        let verdicts = chain.verdicts(on: meaning.subject, where: standings.counts)
        let waiver = chain.waiver(of: meaning.subject, where: standings.counts)
        let approved = verdicts.values.contains { $0.kind == .approve }
        guard chain.proposal.subject == meaning.subject || approved || waiver != nil else {
            throw failure(3, .anotherSubject(asked: chain.proposal.subject ?? "", found: meaning.subject))
        }
        let counted = [chain.proposal, waiver].compactMap { $0 } + verdicts.values.filter { $0.kind == .approve }
        let tooEarly = Set(counted.flatMap { $0.after ?? [] }).subtracting(landed.keys).sorted()
        guard tooEarly.isEmpty else { throw failure(3, .tooEarly(before: tooEarly)) }
        if let problem = standings.void(chain.recordedProposal) {
            throw failure(2, .void([chain.proposal.actor], problem))
        }
        let decision = policy.decide(
            Evidence(
                touches: meaning.touches, authors: chain.authors, verdicts: verdicts, waiver: waiver?.actor,
                risks: Set(verdicts.values.flatMap { $0.risks ?? [] })))
        if !decision.strangers.isEmpty { throw failure(4, .strangers(decision.strangers)) }
        if !decision.declinedBy.isEmpty { throw failure(4, .declined(decision.declinedBy)) }
        if !decision.missing.isEmpty {
            let voids = standings.voids(on: meaning.subject, of: chain).filter { $0.event.kind != .decline }
            guard let reason = voids.first?.reason else { throw failure(4, .missing(decision.missing)) }
            throw failure(2, .void(Set(voids.filter { $0.reason == reason }.map(\.event.actor)).sorted(), reason))
        }
        return VerifiedLanding(
            commit: commit.id, chain: chain, changes: changes.map(\.change), decision: decision,
            witnesses: standings.witnesses(of: chain, approvers: decision.requirements.flatMap(\.given), verdicts))
    }
}
