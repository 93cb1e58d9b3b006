import Approvals
import Git
import Resources
import Review
import Support
import Testing

@Suite(.scratch)
struct CheckReportTests {
    private let typo = Team.sync("crm").replacing("from: email", with: "from: emial")

    @Test("A commit is checked against what it and main started from, and main's own errors are no reason to fail")
    func since() async throws {
        let team = try await Team()
        let start = try await team.scratch.id("HEAD")
        try await team.scratch.git("switch", "--quiet", "--create", "feature")
        let good = try await team.scratch.commit(
            ["hightouch/syncs/leads-to-crm.yaml": Team.sync("crm", mode: "upsert")], "fine")
        let bad = try await team.scratch.commit(["hightouch/syncs/leads-to-crm.yaml": typo], "typo")
        let worse = try await team.scratch.commit(
            ["hightouch/syncs/leads-to-crm.yaml": typo.replacing("insert", with: "update")], "more")
        let workspace = try team.open("ana")
        let fine = try Checker(workspace).check(good, named: "good", since: workspace.tip, named: "main")
        #expect(!fine.fails && fine.findings.isEmpty)
        #expect(fine.checked.plain == "what good changes since main (1 file)")
        #expect(try Checker(workspace).check(bad, named: "bad", since: start, named: "main").fails)
        let inherited = try Checker(workspace).check(worse, named: "worse", since: bad, named: "bad")
        #expect(!inherited.fails)
        #expect(inherited.findings.map(\.isInherited) == [true])
        #expect(try Checker(workspace).check(start, named: "main", since: start, named: "main").findings.isEmpty)
    }

    @Test("Everything is checked with what is not saved, and then every error counts")
    func all() async throws {
        let team = try await Team()
        let workspace = try team.open("ana")
        let clean = try await Checker(workspace).checkAll(workspace.tip, named: "main")
        #expect(!clean.fails)
        #expect(clean.checked.plain == "all of main: 2 models, 2 syncs")
        try write(typo, to: "\(team.scratch.path)/hightouch/syncs/leads-to-crm.yaml")
        remove("\(team.scratch.path)/hightouch/models/people.yaml")
        let edits = WorkTree(workspace).files(at: try await WorkTree(workspace).unsavedChanges().map(\.path))
        #expect(Set(edits.keys) == [.sync("leads-to-crm"), .model("people")])
        #expect(try await !Checker(workspace).checkAll(workspace.tip, named: "main").fails)
        let report = try await Checker(workspace).checkAll(workspace.tip, named: "main", takesUnsaved: true)
        #expect(report.fails)
        #expect(Set(report.findings.map(\.code)) == [.unknownColumn, .unknownModel])
    }

    @Test("Histories that share nothing are refused")
    func unrelated() async throws {
        let team = try await Team()
        try await team.scratch.git("checkout", "--quiet", "--orphan", "island")
        let island = try await team.scratch.commit(["x": "x"], "island")
        let workspace = try team.open("ana")
        let found = #expect(throws: ContentRefusal.self) {
            try Checker(workspace).check(island, named: "island", since: workspace.tip, named: "main")
        }
        #expect(found?.kind.name == "unrelatedHistory")
    }

    @Test("Documents for programs have what their description says")
    func shapes() async throws {
        let team = try await Team()
        try team.draft("typo", by: "ana", [.sync("leads-to-crm"): typo, .model("people"): nil])
        let workspace = try team.open("ana")
        let plan = try Planner(workspace).plan(Drafts(workspace).draft(named: "typo"), by: "ana")
        let document = Shapes.plan(plan, for: try team.reader("ana"))
        guard case .object(let members) = document else { return #expect(Bool(false)) }
        #expect(
            members.names == [
                "author", "changes", "comment", "conflicts", "declinedBy", "draft", "events", "findings",
                "mergedFromTwoEdits", "needsApproval",
                "ready", "renames", "request", "requirements", "revision", "risks", "subject", "submitted", "to",
                "uses", "voids",
            ])
        #expect(document["request"] == .null)
        #expect(document["ready"] == false)
        #expect(document["findings"]?.array?.map { $0["code"]?.string } == ["A205", "A203"])
        #expect(document["findings"]?.array?.last?["column"] == 25)
        let change = try #require(document["changes"]?.array?.last)
        #expect(change["resource"] == "sync/leads-to-crm")
        #expect(change["fields"]?.array?.first?["path"] == "config.mappings[Email].from")
        #expect(change["fields"]?.array?.first?["after"] == "emial")
        let requirement = try #require(document["requirements"]?.array?.first)
        #expect(requirement["candidates"] == ["bo", "bea", "carol"])
    }

    @Test("No text of a finding opens or ends an element of a JUnit report")
    func junit() async throws {
        let team = try await Team()
        // A character that begins with another one is one character, and holds what XML takes for its own.
        let text = "\u{D4E}<b>\u{D4E}&\u{D4E}\"x"
        let finding = Finding(.misplacedFile, .error, path: text, message: text, help: text)
        let report = CheckReport([finding], of: [], conflicts: 0, named: text, unsaved: 0)
        let junit = report.junitReport(for: try team.reader("ana"))
        let escaped = "\u{D4E}&lt;b&gt;\u{D4E}&amp;\u{D4E}&quot;x"
        #expect(junit.contains("<property name=\"checked\" value=\"what \(escaped) changes (0 files)\"/>"))
        #expect(junit.contains("<failure type=\"A105\" message=\"\(escaped)\">error[A105] \(escaped)  \(escaped)"))
    }
}
