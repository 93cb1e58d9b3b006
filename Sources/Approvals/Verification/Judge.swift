import Git
package import Resources
import SSH
import Signatures

/// What a commit on main's line comes to by itself, on its first parent.
struct Judgement: Sendable {
    let commit: ObjectID
    /// The request that it publishes, as far as that can be read.
    let request: String?
    /// Nil: it changes nothing that is governed.
    let outcome: Result<Judged?, any Error>

    /// A landing that is valid by itself.
    struct Judged: Sendable {
        let landing: ProvenLanding
        /// Requests that have to be live before it (F6).
        let restsOn: Set<String>
    }

    /// The same with what was published before it: no request lands twice, nor before those that it rests on.
    func landing(after landed: Landed) throws -> ProvenLanding? {
        if let request, let first = landed.commit(of: request) {
            throw VerificationFailure(commit: commit, rule: 5, reason: .landedTwice(request: request, first: first))
        }
        guard let judged = try outcome.get() else { return nil }
        let tooEarly = judged.restsOn.filter { landed.commit(of: $0) == nil }.sorted()
        guard tooEarly.isEmpty else {
            throw VerificationFailure(commit: commit, rule: 3, reason: .tooEarly(before: tooEarly))
        }
        return judged.landing
    }
}

/// Which requests were published by which commits.
struct Landed {
    private let earlier: ProvenLandings
    private var commits: [String: ObjectID] = [:]

    init(_ earlier: ProvenLandings = ProvenLandings()) { self.earlier = earlier }

    func commit(of request: String) -> ObjectID? { commits[request] ?? earlier.commit(of: request) }

    mutating func insert(_ landing: ProvenLanding) { commits[landing.request] = landing.commit }
}

/// Judges commits one after the other, each a little way from the one before: what is the same is not read again.
final class Judge {
    private let repository: Repository
    private let cache: StateCache
    /// The state after the last commit.
    private var last: Snapshot?
    private var lastSettings: (entry: TreeEntry, settings: Settings)?

    /// A few keys sign thousands of events.
    private var fingerprints: [SSHPublicKey: String] = [:]

    /// Where the commits of main's line stand on it, as far as they are known.
    private let places: [ObjectID: Int]

    /// - Parameters:
    ///   - line: main's line or a part of it, oldest first.
    ///   - believesIndex: whether the index of syncs beside the refs is believed.
    init(_ repository: Repository, line: [ObjectID], believesIndex: Bool) {
        self.repository = repository
        places = Dictionary(line.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        cache = StateCache(SyncsByModel(believesIndex: believesIndex))
    }

    func judge(_ id: ObjectID) -> Judgement {
        var request: String?
        let outcome = Result {
            do {
                let commit = try repository.commit(id)
                guard let parent = commit.parents.first else {
                    throw VerificationFailure(commit: id, rule: 4, reason: .unreadableSettings)
                }
                return try landing(commit, on: repository.commit(parent)) { request = $0 }
            } catch let error as GitError where error.isDamaged {
                // Somebody made an object that is none. It is that commit's fault, and ends nothing else.
                throw VerificationFailure(commit: id, rule: 1, reason: .damaged(error.message))
            }
        }
        return Judgement(commit: id, request: request, outcome: outcome)
    }

    /// Checks the commits that a landing brings to main. Most drafts are a few commits on top of one of main's: then no
    /// history is walked. Where a draft landed in part before, those are more than it brings, and decide nothing alone.
    private func checkCommits(of revision: ObjectID, on landing: Commit, _ layout: Layout) throws {
        let merger = Merger(repository: repository, layout: layout)
        func check(_ commits: [ObjectID]?) throws {
            try merger.checkCommits(of: revision, draft: "", notIn: landing.parents[0], known: commits)
        }
        guard let plain = try plainLine(from: revision, to: landing.id) else { return try check(nil) }
        do { try check(plain) } catch is any Refusal { try check(nil) }
    }

    /// The commits of a short line that begins on main before `landing`; nil: it is none.
    private func plainLine(from revision: ObjectID, to landing: ObjectID) throws -> [ObjectID]? {
        guard let end = places[landing] else { return nil }
        var found: [ObjectID] = []
        var next = revision
        while found.count < 32 {
            if let place = places[next] { return place < end ? found : nil }
            let commit = try repository.commit(next)
            guard commit.parents.count == 1 else { return nil }
            found.append(next)
            next = commit.parents[0]
        }
        return nil
    }

    private func settings(in tree: ObjectID) throws -> Settings {
        let entry = try repository.entry(at: Layout.settingsPath, in: tree)
        if let lastSettings, lastSettings.entry == entry { return lastSettings.settings }
        let settings = try OpenWorkspace.settings(in: tree, of: repository)
        if let entry { lastSettings = (entry, settings) }
        return settings
    }

    private func fingerprint(of key: SSHPublicKey) -> String {
        if let known = fingerprints[key] { return known }
        let fingerprint = Fingerprint(of: key).text
        fingerprints[key] = fingerprint
        return fingerprint
    }

    private func snapshot(_ tree: ObjectID, _ layout: Layout) -> Snapshot {
        if let last, last.tree == tree, last.layout == layout { return last }
        return Snapshot(repository, tree: tree, layout: layout, cache: cache)
    }

    /// - Parameter publishes: told which request it is.
    private func landing(
        _ commit: Commit, on parent: Commit, publishes: (String) -> Void
    ) throws -> Judgement.Judged? {
        func failure(_ rule: Int, _ reason: VerificationFailure.Reason) -> VerificationFailure {
            VerificationFailure(commit: commit.id, rule: rule, reason: reason)
        }
        guard commit.tree != parent.tree else { return nil }
        // Broken folders can hide what is governed, wherever they lie.
        let difference = try repository.difference(from: parent.tree, to: commit.tree)
        if let fault = difference.broken.first { throw failure(1, .brokenTree(fault)) }
        let settings: Settings
        do { settings = try self.settings(in: parent.tree) } catch is any Refusal {
            throw failure(4, .unreadableSettings)
        }
        let layout = Layout(root: settings.root)
        let changed = difference.changes.map(\.path)
        let governed = difference.changes.filter { layout.isGoverned(changed: $0.path, isThere: $0.new != nil) }.map(
            \.path)
        guard !governed.isEmpty else { return nil }
        if governed.allSatisfy(layout.isLookalike) { throw failure(1, .lookalikes(paths: governed)) }
        guard let kept = try repository.entry(at: Layout.settingsPath, in: commit.tree) else {
            throw failure(1, .settingsRemoved)
        }
        if kept != lastSettings?.entry, let id = Settings.parse(try readText(of: kept, in: repository)).settings?.id,
            id != settings.id
        {
            throw failure(1, .idChanged(id))
        }

        // 1: the shape, and the chain
        guard commit.parents.count == 2 else { throw failure(1, .notALanding(paths: governed)) }
        let chain: EventChain
        do { chain = try EventChain(endingIn: commit.parents[1], in: repository) } catch let error as ChainProblem {
            throw error.isOrdinaryCommit
                ? failure(1, .notALanding(paths: governed)) : failure(1, .brokenChain(error.reason))
        }
        guard chain.first.workspace.isExactly(settings.id), chain.first.branch.isExactly(settings.branch) else {
            throw failure(1, .anotherWorkspace(chain.first.workspace))
        }
        let record = RequestRecord(chain, under: settings)
        let asked = record.proposal.revision
        let found = try repository.commit(chain.opening.commit).parents.first ?? .zero
        guard found == asked else { throw failure(1, .wrongRevision(asked: asked, found: found)) }
        let revisionTree = try repository.commit(asked).tree
        for recorded in chain.events {
            let event = try repository.commit(recorded.commit)
            if event.tree != revisionTree { throw failure(1, .brokenChain("an event changes files")) }
            if event.parents.count > 1 { throw failure(1, .brokenChain("an event has several parents")) }
        }
        do { try checkCommits(of: asked, on: commit, layout) } catch ContentRefusal.unfitCommit(
            _, let unfit, let problem)
        {
            throw failure(1, .unfitCommit(unfit, problem))
        }
        // 5, once only, shows when the line is looked at as a whole.
        publishes(chain.id)

        guard try kept == lastSettings?.entry || Settings.parse(readText(of: kept, in: repository)).settings != nil
        else {
            throw failure(1, .settingsBroken)
        }

        // 3: the subject
        let ungoverned = changed.filter { layout.file(at: $0) == nil }
        guard ungoverned.isEmpty else { throw failure(3, .ungoverned(paths: ungoverned)) }
        for change in difference.changes where change.old == nil {
            if let other = try lookalike(of: change.path, in: commit.tree, of: repository) {
                throw failure(3, .collidingNames(path: change.path, other: other.name))
            }
        }
        let before = snapshot(parent.tree, layout)
        let state = snapshot(commit.tree, layout)
        let changes: [(path: String, change: FileChange)]
        let after: Snapshot
        do {
            (changes, after) = try state.takingRoot(try before.changes(to: state, at: changed), from: before)
        } catch ContentRefusal.unfitRoot(_, let paths) {
            throw failure(3, .ungoverned(paths: paths))
        }
        last = after
        let meaning = try Meaning(changes, before: before, after: after)

        // 2 and 4: who let it through. What cannot be taken for its actor's is void.
        let policy = Policy(settings, connections: try before.connections())
        if policy.closing(of: record, { meaning.touches }) != nil { throw failure(1, .brokenChain("it was withdrawn")) }
        let verdicts = record.verdicts(on: meaning.subject)
        let waiver = record.waiver(of: meaning.subject)
        let approved = verdicts.values.contains(where: \.isApproval)
        guard record.proposal.subject == meaning.subject || approved || waiver != nil else {
            throw failure(3, .anotherSubject(asked: record.proposal.subject, found: meaning.subject))
        }
        if let doubt = record.doubt {
            throw doubt.isAboutSignature
                ? failure(2, .void([record.proposer], doubt)) : failure(4, .strangers([record.proposer]))
        }
        // What was signed may say less than there is.
        var risks = Set(verdicts.values.flatMap(\.risks))
        if policy.asksForRisks(of: meaning.touches), !risks.contains(where: { FindingCode(rawValue: $0).isRisk }) {
            risks.formUnion(try after.risks(of: changes.map(\.change), before: before))
        }
        let decision = policy.decide(
            Evidence(
                touches: meaning.touches, authors: record.authors, verdicts: verdicts, waiver: waiver?.actor,
                risks: risks))
        if !decision.strangers.isEmpty { throw failure(4, .strangers(decision.strangers)) }
        if !decision.declinedBy.isEmpty { throw failure(4, .declined(decision.declinedBy)) }
        if !decision.missing.isEmpty {
            let voids = record.voids(on: meaning.subject).filter { !$0.event.isDecline && $0.reason.isAboutSignature }
            guard let reason = voids.first?.reason else { throw failure(4, .missing(decision.missing)) }
            throw failure(2, .void(Set(voids.filter { $0.reason == reason }.map(\.event.actor)).sorted(), reason))
        }
        let counted = (waiver.map { [$0] } ?? []) + verdicts.values.filter(\.isApproval)
        let witnesses = record.witnesses(
            approvers: decision.requirements.flatMap(\.given), verdicts, fingerprint: fingerprint(of:))
        // A comment in the file changes no setting.
        let isAboutSettings =
            meaning.touches.contains(where: \.needsManage) || changes.contains { $0.change.file == .settings }
        return Judgement.Judged(
            landing: ProvenLanding(
                commit.id, record, decision, witnesses, waiver: waiver, under: settings,
                isAboutSettings: isAboutSettings),
            restsOn: Set(record.proposal.after).union(counted.flatMap(\.after)))
    }
}

extension Snapshot {
    /// What another state makes of the governed files among these paths, where it means something.
    package func changes(to after: Snapshot, at paths: [String]) throws -> [(path: String, change: FileChange)] {
        try paths.compactMap { path in
            guard let file = layout.file(at: path),
                let change = compare(file, before: try text(of: file), after: try after.text(of: file))
            else { return nil }
            return (path, change)
        }
    }
}
