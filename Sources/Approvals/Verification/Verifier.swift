package import Git
import Resources

/// What `verify` says about main: which commits published what, on whose authority, and the first that nobody was
/// allowed to publish. It needs nothing but a clone of main (B3).
package struct Verification: Sendable {
    /// The commit that `init` made. What lies before it was adopted as it was.
    package let genesis: ObjectID
    package let tip: ObjectID
    /// All that was published, the newest last.
    package var proven = ProvenLandings()
    /// How many of these were remembered from before, and not proven again.
    package var remembered = 0
    /// Runs of commits that nobody approved, and that somebody who may accepted; newest last.
    package var accepted: [AcceptedCommits] = []
    /// Commits on main's line that touch nothing governed.
    package var otherCommits = 0
    /// The first commit that is not valid; nothing after it is proven.
    package var failure: VerificationFailure?
    /// How to get past that.
    package var repair: Repair?
}

package struct VerificationFailure: Error, Hashable, Sendable {
    package let commit: ObjectID
    /// Which part of protocol.md's "Verification" it breaks: 1 shape, 2 events, 3 subject, 4 policy, 5 landed twice.
    package let rule: Int
    package let reason: Reason

    package enum Reason: Hashable, Sendable {
        /// A commit that changes governed files and is not a landing.
        case notALanding(paths: [String])
        /// The commit, or an object that it brings, is not written as git writes objects.
        case damaged(String)
        /// A folder of its tree that programs read differently.
        case brokenTree(BrokenTree)
        /// Where letter case and Unicode form do not count, these take the place of governed files.
        case lookalikes(paths: [String])
        /// It adds a governed file whose name differs from another one only in that.
        case collidingNames(path: String, other: String)
        case brokenChain(String)
        /// An event on top of something else than the revision that was asked for.
        case wrongRevision(asked: ObjectID, found: ObjectID)
        case anotherWorkspace(String)
        /// It gives the workspace another id: an act past approval, or where a copy was started.
        case idChanged(String)
        case settingsRemoved
        case unreadableSettings
        /// After it, nothing could be judged.
        case settingsBroken
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

/// The proof of a workspace's main.
package struct Proof: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Verifies main from the commit that is pinned here. Unless it is told to forget, the tip that was verified here
    /// last must lie on its line.
    ///
    /// - Parameter all: proves everything anew, whatever was proven before.
    package func verify(all: Bool = false) throws -> Verification {
        try workspace.requireMain()
        var remembered = all || session.forgets ? nil : Remembered(of: repository)
        if remembered?.genesis != genesis { remembered = nil }
        let lost = try KeptLine(workspace).lost()?.seen
        if lost != nil { remembered = nil }
        let verifier = Verifier(repository)
        var verification =
            try remembered.map { try verifier.verify(tip, after: $0) }
            ?? verifier.verify(tip, genesis: genesis, remembered: lost.map { [$0] } ?? [])
        if let failure = verification.failure {
            verification.repair = try Repairs(workspace).repair(of: failure)
            return verification
        }
        // A read-only repository is verified from the start each time.
        if remembered?.tip != tip {
            do { try Remembered(verification).write(in: repository) } catch {}
        }
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
        try begin()
        // Newest first.
        let line = try repository.firstParents(from: tip)
        let genesis = try pinned ?? findGenesis(in: line)
        guard let genesis, let start = line.firstIndex(of: genesis) else {
            guard let pinned else { throw WorkspaceRefusal.noWorkspace(directory: repository.gitDirectory) }
            return Verification(
                genesis: pinned, tip: tip,
                failure: VerificationFailure(commit: tip, rule: 1, reason: .genesisLost(pinned)))
        }
        if let lost = remembered.first(where: { !line.contains($0) }) {
            return Verification(
                genesis: genesis, tip: tip,
                failure: VerificationFailure(commit: tip, rule: 1, reason: .lineLost(lost)))
        }
        return try prove(line[..<start].reversed(), Verification(genesis: genesis, tip: tip), believesIndex: false)
    }

    /// Verifies what came after the tip that was found in order last.
    func verify(_ tip: ObjectID, after known: Remembered) throws -> Verification {
        try begin()
        guard let line = try repository.firstParents(from: tip, until: known.tip) else {
            return Verification(
                genesis: known.genesis, tip: tip,
                failure: VerificationFailure(commit: tip, rule: 1, reason: .lineLost(known.tip)))
        }
        let accepted = try known.accepted.compactMap { try $0.accepted(in: repository) }
        guard accepted.count == known.accepted.count else { return try verify(tip, genesis: known.genesis) }
        let verification = Verification(
            genesis: known.genesis, tip: tip, proven: known.landings, remembered: known.landings.count,
            accepted: accepted, otherCommits: known.otherCommits)
        return try prove(line.reversed(), verification, believesIndex: true)
    }

    private func begin() throws {
        if repository.isShallow { throw ContentRefusal.shallow }
        repository.verifiesObjects = true
    }

    /// - Parameters:
    ///   - line: what is to be proven, oldest first.
    ///   - known: what was proven of the line before it.
    private func prove(_ line: [ObjectID], _ known: Verification, believesIndex: Bool) throws -> Verification {
        var verification = known
        var landed = Landed(known.proven)
        var judgements = judge(line, believesIndex: believesIndex)[...]
        // Looked for only where something wants accepting.
        var acceptances: [Acceptance]?
        var others: Set<ObjectID> = []
        while let judgement = judgements.first {
            do {
                if let landing = try judgement.landing(after: landed) {
                    verification.proven.append(landing)
                    landed.insert(landing)
                } else {
                    others.insert(judgement.commit)
                }
                judgements.removeFirst()
            } catch let error as VerificationFailure {
                let known = try acceptances ?? self.acceptances(on: line)
                acceptances = known
                guard let run = try accepted(from: judgements, landed: landed, known) else {
                    verification.failure = error
                    break
                }
                verification.accepted.append(run)
                judgements.removeFirst(run.commits.count)
            }
        }
        verification.otherCommits += others.subtracting(verification.accepted.map(\.acceptance)).count
        return verification
    }

    /// Each commit by itself, on all cores.
    func judge(_ line: [ObjectID], believesIndex: Bool = false) -> [Judgement] {
        let judging = OnAllCores<ObjectID, Judgement>(line, chunk: 8, in: repository) { own in
            let judge = Judge(own, line: line, believesIndex: believesIndex)
            return { commits in commits.map(judge.judge) }
        }
        let judge = Judge(repository, line: line, believesIndex: believesIndex)
        return judging.outcomes { commits in commits.map(judge.judge) }
    }

    /// Whether the line to a tip that main had once published something that main's line now lacks.
    func published(on old: ObjectID, missingFrom tip: ObjectID) throws -> Bool {
        let kept = Set(try repository.firstParents(from: tip))
        let missing: [ObjectID]
        do { missing = try repository.firstParents(from: old).prefix { !kept.contains($0) }.reversed() } catch {
            // git throws away what was lost long ago.
            if error.isNotFound { return false }
            throw error
        }
        let verifies = repository.verifiesObjects
        repository.verifiesObjects = true
        defer { repository.verifiesObjects = verifies }
        let judge = Judge(repository, line: missing, believesIndex: false)
        return missing.contains { if case .success(.some) = judge.judge($0).outcome { true } else { false } }
    }

    /// The oldest commit that carries settings. A copy that got an id of its own starts later, but only who knows where
    /// may say so: the commit that changes the id is one that nobody approved.
    func findGenesis(in line: [ObjectID]) throws -> ObjectID? {
        try line.reversed().first { commit in
            try repository.entry(at: Layout.settingsPath, in: repository.commit(commit).tree) != nil
        }
    }

    /// Whether a commit is a tip or one of its first parents.
    func isOnLine(_ commit: ObjectID, of tip: ObjectID) throws -> Bool {
        try repository.firstParents(from: tip, until: commit) != nil
    }

    /// Whether main went on from one tip to another over commits that are each valid by themselves.
    func goesOn(from old: ObjectID, to new: ObjectID) throws -> Bool {
        guard let line = try repository.firstParents(from: new, until: old) else { return false }
        let verifies = repository.verifiesObjects
        repository.verifiesObjects = true
        defer { repository.verifiesObjects = verifies }
        return judge(line.reversed()).allSatisfy { if case .success = $0.outcome { true } else { false } }
    }

}
