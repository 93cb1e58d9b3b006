import Approvals
import FoundationEssentials
import Git
import Resources
import Support
import Synchronization
import Testing

/// A small company's workspace in a bare repository, and its people. Nothing here needs a work tree.
///
/// ana drafts; bo edits; carol administers; dora leads lifecycle messages (Braze only); eva reads.
final class Company {
    let scratch: ScratchRepository
    private let ticks = Ticks()
    /// What was announced by acts of all members.
    let announced = Announced()
    /// What a member's environment has beyond the usual.
    var environments: [String: [String: String]] = [:]

    /// Nobody asks for more than one approval, bo edits as well, and there are a few more people.
    static let settings = Acme.settings
        .with("  rules:\n    - when: {risk: high}\n      required: 2\n", "")
        .with(
            "  bo: {name: Bo Chen, email: bo@acme.example, role: lifecycle-lead}\n",
            """
              abe: {name: Abe Ito, email: abe@acme.example, role: draft-contributor}
              bo: {name: Bo Chen, email: bo@acme.example, role: editor}
              bea: {name: Bea Roy, email: bea@acme.example, role: editor}

            """
        )
        .with(
            "dan: {name: Dan Okafor, email: dan@acme.example, role: editor}",
            "dora: {name: Dora Kim, email: dora@acme.example, role: lifecycle-lead}")

    static let leads = Acme.leads
    /// By an alias.
    static let leadsToCRM = Acme.leadsToCRM.with("destination: salesforce", "destination: crm")

    static let users = """
        name: Users
        source: snowflake
        type: table
        tableName: PUBLIC.USERS
        primaryKey: user_id

        """

    static let usersToBraze = """
        model: users
        destination: braze
        config:
          mode: upsert
          mappings:
            - to: email
              from: email
              type: standard
        schedule:
          type: manual

        """

    static let manifest = Acme.manifest
        .with(
            "destinations:",
            "  events: {name: Events, type: bigquery}\ndestinations:\n  sandbox: {name: Sandbox, type: salesforce}")

    static let aliases = """
        destinations:
          crm: salesforce

        """

    static let files: [String: String] = [
        "assent.yaml": settings, "hightouch/models/leads.yaml": leads, "hightouch/models/users.yaml": users,
        "hightouch/syncs/leads-to-crm.yaml": leadsToCRM, "hightouch/syncs/users-to-braze.yaml": usersToBraze,
        "hightouch/manifest-acme.yaml": manifest, "hightouch/aliases-acme.yaml": aliases,
        "dbt_project.yml": "name: x\n",
    ]

    /// - Parameter changes: to the files above; nil removes one.
    init(_ changes: [String: String?] = [:], in scratch: ScratchRepository = .current) throws {
        self.scratch = scratch
        let repository = try scratch.open()
        let files = Self.files.merging(changes.compactMapValues { $0 }) { $1 }
        let edits = try files.sorted { $0.key < $1.key }
            .filter { changes[$0.key] != .some(nil) }
            .map { TreeEdit($0.key, .put(try repository.writeBlob(Array($0.value.utf8)), .file)) }
        let person = ScratchRepository.person
        let genesis = try repository.writeCommit(
            tree: try repository.editTree(nil, edits), parents: [], author: person, committer: person,
            message: "Start\n")
        try repository.update([RefUpdate(name: "refs/heads/main", expected: nil, new: genesis, message: "start")])
    }

    func session(_ member: String) -> Session {
        let ticks = ticks
        var session = Session(
            directory: scratch.path,
            environment: scratch.environment.merging(["GIT_AUTHOR_EMAIL": "\(member)@acme.example"]) { $1 }
                .merging(environments[member] ?? [:]) { $1 },
            clock: { Date(timeIntervalSince1970: 1_700_000_000 + Double(ticks.next())) },
            randomness: { count in (0..<count).map { _ in UInt8(truncatingIfNeeded: ticks.next()) } })
        session.announced = { [announced] announcement, _ in announced.add(announcement) }
        return session
    }

    func workspace(_ member: String) throws -> OpenWorkspace { try OpenWorkspace(session(member)) }

    func main() throws -> ObjectID { try #require(try scratch.open().reference("refs/heads/main")) }

    /// A file on main, as text.
    func published(_ path: String) throws -> String? {
        let repository = try scratch.open()
        guard let entry = try repository.entry(at: path, in: repository.commit(main()).tree) else { return nil }
        return String(decoding: try repository.blob(entry.id), as: UTF8.self)
    }

    /// Starts a draft with these files; nil removes one.
    @discardableResult
    func draft(_ slug: String, by member: String, _ files: [String: String?]) throws -> Draft {
        let workspace = try workspace(member)
        return try commit(files, to: try Drafts(workspace).start(slug, for: try workspace.me()))
    }

    /// One more commit on a draft.
    @discardableResult
    func commit(_ files: [String: String?], to draft: Draft, by member: String? = nil) throws -> Draft {
        let repository = try scratch.open()
        let edits = try files.sorted { $0.key < $1.key }.map { path, text in
            let action: TreeEdit.Action =
                if let text { .put(try repository.writeBlob(Array(text.utf8)), .file) } else { .remove }
            return TreeEdit(path, action)
        }
        let person = ScratchRepository.person
        let commit = try repository.writeCommit(
            tree: try repository.editTree(try repository.commit(draft.tip).tree, edits), parents: [draft.tip],
            author: person, committer: person, message: "Work\n")
        try repository.update([RefUpdate(name: draft.reference, expected: draft.tip, new: commit, message: "work")])
        return try Drafts(workspace(draft.member)).draft(named: draft.name)
    }

    // MARK: Acts

    @discardableResult
    func submit(_ draft: Draft, by member: String? = nil, to: [String] = [], comment: String? = nil) async throws
        -> Submission
    {
        let workspace = try workspace(member ?? draft.member)
        return try await Submitter(workspace).submit(
            try Drafts(workspace).draft(named: draft.name), by: try workspace.me(), to: to, comment: comment)
    }

    /// Approves what there is to see now.
    @discardableResult
    func approve(_ drafts: Draft..., by member: String) async throws -> Outcome {
        let workspace = try workspace(member)
        let requests = try drafts.map { try RequestNames(workspace).request(named: $0.name) }
        let shown = Set(try await LandingSteps(workspace).plans(for: requests).compactMap(\.subject))
        return try await Publisher(workspace).approve(
            requests, by: try workspace.me(), comment: nil, shown: shown)
    }

    @discardableResult
    func publish(_ draft: Draft, by member: String? = nil, reason: String? = nil) async throws -> Landing {
        let workspace = try workspace(member ?? draft.member)
        let outcome = try await Publisher(workspace).publish(
            try Drafts(workspace).draft(named: draft.name), by: try workspace.me(), reason: reason)
        return try #require(outcome.landed.first)
    }

    func plan(_ draft: Draft) throws -> Plan {
        let workspace = try workspace(draft.member)
        return try Planner(workspace).plan(try Drafts(workspace).draft(named: draft.name), by: draft.member)
    }

    func verify() throws -> Verification { try Verifier(try scratch.open()).verify(try main()) }

    /// The events of a landing, as they stand in main's history.
    func chain(of landing: ProvenLanding) throws -> EventChain {
        let repository = try repository()
        return try EventChain(endingIn: repository.commit(landing.commit).parents[1], in: repository)
    }

    /// Main is proven, and git itself finds nothing wrong.
    func expectSound(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try verify().failure == nil, sourceLocation: sourceLocation)
        let report = try await scratch.git("fsck", "--strict", "--no-dangling")
        #expect(report.isEmpty, sourceLocation: sourceLocation)
    }
}

/// Announcements of acts that were done.
final class Announced: Sendable {
    private let all = Mutex<[Announcement]>([])

    func add(_ announcement: any Sendable) {
        if let announcement = announcement as? Announcement { all.withLock { $0.append(announcement) } }
    }

    /// Those since this was asked last.
    func take() -> [Announcement] {
        all.withLock { all in
            defer { all = [] }
            return all
        }
    }
}

/// A clock and a source of numbers that go up by one.
private final class Ticks: @unchecked Sendable {
    private var count = 0
    func next() -> Int {
        count += 1
        return count
    }
}

/// The refusal that a use case throws; a failure of the test if it throws none.
func refusal(
    _ body: () async throws -> some Any, sourceLocation: SourceLocation = #_sourceLocation
) async -> (any Refusal)? {
    do {
        _ = try await body()
        Issue.record("nothing was refused", sourceLocation: sourceLocation)
    } catch let refusal as any Refusal {
        return refusal
    } catch {
        Issue.record("another error: \(error)", sourceLocation: sourceLocation)
    }
    return nil
}

/// The name of a refusal's case: `mayNot`, `waits`.
func name(of refusal: (any Refusal)?) -> String {
    guard let refusal else { return "" }
    return refusal.kind.name
}
