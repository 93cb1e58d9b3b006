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

    /// - Parameter found: those of the same line that were looked for.
    init(_ earlier: ProvenLandings = ProvenLandings(), found: [String: ObjectID] = [:]) {
        self.earlier = earlier
        commits = found
    }

    func commit(of request: String) -> ObjectID? { commits[request] ?? earlier.commit(of: request) }

    mutating func insert(_ landing: ProvenLanding) { commits[landing.request] = landing.commit }
}

/// Judges commits one after the other, each a little way from the one before: what is the same is not read again.
final class Judge {
    let repository: Repository
    private let cache: StateCache
    /// The state after the last commit.
    var last: Snapshot?
    var lastSettings: (entry: TreeEntry, settings: Settings)?

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
    func checkCommits(of revision: ObjectID, on landing: Commit, _ layout: Layout) throws {
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

    func settings(in tree: ObjectID) throws -> Settings {
        let entry = try repository.entry(at: Layout.settingsPath, in: tree)
        if let lastSettings, lastSettings.entry == entry { return lastSettings.settings }
        let settings = try OpenWorkspace.settings(in: tree, of: repository)
        if let entry { lastSettings = (entry, settings) }
        return settings
    }

    func fingerprint(of key: SSHPublicKey) -> String {
        if let known = fingerprints[key] { return known }
        let fingerprint = Fingerprint(of: key).text
        fingerprints[key] = fingerprint
        return fingerprint
    }

    func snapshot(_ tree: ObjectID, _ layout: Layout) -> Snapshot {
        if let last, last.tree == tree, last.layout == layout { return last }
        return Snapshot(repository, tree: tree, layout: layout, cache: cache)
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
