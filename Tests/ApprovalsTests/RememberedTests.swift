import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")

@Suite("What verify remembers", .bareScratch)
struct RememberedTests {
    private func land(_ company: Company, _ slug: String, _ files: [String: String?]) async throws -> Landing {
        let draft = try company.draft(slug, by: "ana", files)
        try await company.submit(draft)
        return try #require(try await company.approve(draft, by: "bea").landed.first)
    }

    private func file(_ company: Company) throws -> String {
        try company.repository().commonDirectory + "/assent/verified"
    }

    @Test("B3 a second verify proves what came after alone, and says the same as one that proves all")
    func onlyWhatCameAfter() async throws {
        let company = try Company()
        let first = try await land(company, "object", [toCRM: mapped])
        try company.commitToMain(["README.md": "# Growth\n"])
        let once = try Proof(company.workspace("ana")).verify()
        #expect(once.proven.all().map(\.commit) == [first.commit])
        let second = try await land(company, "gone", [toBraze: nil])
        let twice = try Proof(company.workspace("ana")).verify()
        #expect(twice.remembered == 1 && twice.proven.all().map(\.commit) == [first.commit, second.commit])
        let whole = try Proof(company.workspace("ana")).verify(all: true)
        #expect(whole.remembered == 0 && whole.proven.count == 2)
        #expect(twice.proven == whole.proven)
        #expect(twice.otherCommits == whole.otherCommits && whole.otherCommits == 1)
        #expect(twice.genesis == whole.genesis && twice.failure == nil)
        // A request does not land again after it was forgotten how it landed.
        let tree = try company.tree(of: second.commit, [toCRM: Company.leadsToCRM])
        let again = try company.write(tree: tree, parents: [second.commit, first.record.chain.last.commit])
        try company.move("refs/heads/main", to: again)
        let found = try Proof(company.workspace("ana")).verify()
        #expect(found.failure?.commit == again)
        #expect(found.failure?.rule == (try company.verify().failure?.rule))
    }

    @Test(
        "B3 main that went back on what was verified is found, also by --all, nothing is published on it, and --forget takes it on"
    )
    func wentBack() async throws {
        let company = try Company()
        let start = try company.main()
        let landing = try await land(company, "object", [toCRM: mapped])
        #expect(try Proof(company.workspace("ana")).verify().failure == nil)
        try company.move("refs/heads/main", to: start)
        let found = try Proof(company.workspace("ana")).verify()
        #expect(found.failure?.reason == .lineLost(landing.commit))
        let draft = try company.draft("gone", by: "ana", [toBraze: nil])
        try await company.submit(draft)
        #expect(name(of: await refusal { try await company.approve(draft, by: "bea") }) == "lineLost")
        #expect(try company.main() == start)
        #expect(try Proof(company.workspace("ana")).verify(all: true).failure?.reason == .lineLost(landing.commit))
        var session = company.session("ana")
        session.genesis = start.hex
        #expect(try Proof(OpenWorkspace(session)).verify(all: true).failure?.reason == .lineLost(landing.commit))
        session.forgets = true
        #expect(try Proof(OpenWorkspace(session)).verify().failure == nil)
        #expect(try Proof(company.workspace("ana")).verify().failure == nil)
        #expect(try await company.approve(draft, by: "bea").landed.count == 1)
    }

    @Test("B3 the tip that was verified under older rules is held, though all is proven again")
    func olderRules() async throws {
        let company = try Company()
        let start = try company.main()
        let landing = try await land(company, "object", [toCRM: mapped])
        _ = try Proof(company.workspace("ana")).verify()
        let known = try #require(readText(try file(company)))
        try write(known.with("\"rules\":5", "\"rules\":1"), to: try file(company))
        try company.move("refs/heads/main", to: start)
        #expect(try Proof(company.workspace("ana")).verify().failure?.reason == .lineLost(landing.commit))
        try company.move("refs/heads/main", to: landing.commit)
        let again = try Proof(company.workspace("ana")).verify()
        #expect(again.failure == nil && again.remembered == 0)
    }

    @Test("B3 a file that does not fit is no file: everything is verified", arguments: ["", "{}\n", "{\"rules\":0}\n"])
    func unfit(text: String) async throws {
        let company = try Company()
        _ = try await land(company, "object", [toCRM: mapped])
        _ = try Proof(company.workspace("ana")).verify()
        let path = try file(company)
        #expect(try Proof(company.workspace("ana")).verify().remembered == 1)
        try write(text, to: path)
        let again = try Proof(company.workspace("ana")).verify()
        #expect(again.remembered == 0 && again.proven.count == 1 && again.failure == nil)
        let last = try Proof(company.workspace("ana")).verify()
        #expect(last.remembered == 1 && last.proven.count == 1)
    }
}

@Suite("Where drafts left main", .bareScratch)
struct MainLineTests {
    /// As git's own walk finds it.
    private func agrees(_ revision: ObjectID, _ company: Company, isPlain: Bool) throws {
        let repository = try company.repository()
        let main = try company.main()
        let found = try MainLine(main, in: repository).departure(of: revision)
        #expect((found != nil) == isPlain)
        guard let found else { return }
        #expect(try repository.mergeBases(main, revision) == [found.base])
        #expect(try repository.commits(reachableFrom: [revision], hiding: [main]) == found.commits)
    }

    @Test("B5 a draft's start is found without a walk of history, and is the merge base of git")
    func departures() async throws {
        let company = try Company()
        let start = try company.main()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try agrees(draft.tip, company, isPlain: true)
        try agrees(start, company, isPlain: true)
        let longer = try company.commit([toBraze: nil], to: draft)
        try agrees(longer.tip, company, isPlain: true)
        try company.commitToMain(["README.md": "# Growth\n"])
        try agrees(longer.tip, company, isPlain: true)
        // Its first commit goes live, by a landing beside main's line.
        let tree = try company.repository().commit(company.main()).tree
        try company.move("refs/heads/main", to: company.write(tree: tree, parents: [company.main(), draft.tip]))
        try agrees(longer.tip, company, isPlain: true)
        try agrees(draft.tip, company, isPlain: true)
        try company.commitToMain(["README.md": "# More\n"])
        try agrees(longer.tip, company, isPlain: true)
        // A draft that took main in, and a history of its own.
        let updated = try company.write(tree: tree, parents: [longer.tip, company.main()])
        try agrees(updated, company, isPlain: false)
        try agrees(company.write(tree: tree, parents: []), company, isPlain: false)
    }
}
