import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private typealias Entry = ScratchRepository.RawEntry

/// Trees that git never writes, on main and in drafts.
@Suite(.bareScratch) struct BrokenTreeTests {
    private let company: Company
    private var scratch: ScratchRepository { company.scratch }

    init() throws { company = try Company() }

    private func blob(_ text: String) throws -> ObjectID { try scratch.rawObject("blob", Array(text.utf8)) }

    /// A plain commit on main with another tree.
    private func commit(_ tree: ObjectID) throws -> ObjectID {
        let main = try company.main()
        let commit = try company.write(tree: tree, parents: [main], message: "By hand\n")
        try scratch.open().update([RefUpdate(name: "refs/heads/main", expected: main, new: commit, message: "x")])
        return commit
    }

    private func tree(at path: String, _ change: ([Entry]) throws -> [Entry]) throws -> ObjectID {
        try scratch.rawTree(from: scratch.open().commit(company.main()).tree, at: path, change)
    }

    private func twin() throws -> ObjectID {
        try tree(at: "hightouch/models") { entries in
            let evil = try blob(Company.leads.with("Leads", "Other leads"))
            return entries.flatMap { $0.id == entries[0].id ? [$0, Entry($0.mode, $0.name, evil)] : [$0] }
        }
    }

    @Test("verify names the commit that brings a broken folder, governed or not", arguments: 0..<6)
    func named(_ kind: Int) throws {
        let file = try blob("x")
        let (tree, path, problem): (ObjectID, String, TreeProblem) =
            switch kind {
            case 0: (try twin(), "hightouch/models", .twice("leads.yaml"))
            case 1:
                (
                    try tree(at: "") { entries in
                        let twins = entries.filter { $0.name == Array("hightouch".utf8) }
                        return entries.filter { $0.id != twins[0].id } + twins + twins
                    }, "", .twice("hightouch")
                )
            case 2: (try tree(at: "") { $0.reversed() }, "", .unsorted("dbt_project.yml"))
            case 3: (try tree(at: "") { $0 + [Entry("100664", "z", file)] }, "", .oddMode("z", mode: "100664"))
            case 4:
                (
                    try tree(at: "") {
                        [Entry("40000", ".", try scratch.rawTree([Entry("100644", "a/b", file)]))] + $0
                    }, "", .badName(".")
                )
            default:
                (
                    try tree(at: "") {
                        $0 + [Entry("40000", "z", try scratch.deepTree(12_000, holding: Entry("100644", "f", file)))]
                    }, "z" + String(repeating: "/a", count: 64), .tooDeep
                )
            }
        let commit = try commit(tree)
        let failure = try company.verify().failure
        #expect(failure?.commit == commit)
        #expect(failure?.reason == .brokenTree(BrokenTree(path: path, problem: problem)))
    }

    @Test("commits that bring broken folders are accepted, and a publish in such a folder mends it", arguments: [0, 1])
    func accepted(_ kind: Int) async throws {
        let broken =
            kind == 0
            ? try twin()
            : try tree(at: "") {
                $0 + [Entry("40000", "z", try scratch.deepTree(90, holding: Entry("100644", "f", blob("x"))))]
            }
        let commit = try commit(broken)
        let workspace = try company.workspace("carol")
        _ = try await Acceptor(workspace).accept([commit], comment: nil)
        #expect(try company.verify().failure == nil)

        let draft = try company.draft("map", by: "ana", ["hightouch/syncs/leads-to-crm.yaml": mapped, leads: nil])
        let restored = try company.commit([leads: Company.leads.with("Leads", "All leads")], to: draft)
        try await company.submit(restored)
        try await company.approve(restored, by: "bo")
        #expect(try company.verify().failure == nil)
        #expect(try scratch.open().problems(of: scratch.open().commit(company.main()).tree) == [])
        #expect(try company.published(leads)?.contains("All leads") == true)
    }

    @Test("history that was adopted with old modes is in order, and goes on")
    func adopted() async throws {
        let main = try company.main()
        let odd = try tree(at: "hightouch/models") { $0.map { Entry("100664", $0.name, $0.id) } }
        let root = try scratch.rawTree(from: odd, at: "") {
            $0.map { Entry($0.mode == "40000" ? "040000" : "100664", $0.name, $0.id) }
        }
        let genesis = try company.write(tree: root, parents: [], message: "Start\n")
        try scratch.open().update([RefUpdate(name: "refs/heads/main", expected: main, new: genesis, message: "x")])
        let other = try commit(
            try scratch.rawTree(from: root, at: "") { entries in
                // As an old program goes on to write it.
                try entries.map { entry in
                    let mode = entry.mode == "40000" ? "040000" : "100664"
                    let isChanged = entry.name == Array("dbt_project.yml".utf8)
                    return Entry(mode, entry.name, isChanged ? try blob("name: y\n") : entry.id)
                }
            })
        #expect(try scratch.open().problems(of: scratch.open().commit(other).tree).count == 3)
        let draft = try company.draft("map", by: "ana", ["hightouch/syncs/leads-to-crm.yaml": mapped])
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        let verification = try company.verify()
        #expect(verification.failure == nil && verification.proven.count == 1 && verification.otherCommits == 1)
    }

    @Test("A105 a broken folder of the workspace is a finding, of odd modes a notice")
    func finding() throws {
        let snapshot = Snapshot(try scratch.open(), tree: try twin(), layout: Layout(root: "hightouch"))
        let findings = try CheckOfAll(snapshot).findings(of: snapshot).filter { $0.code == .misplacedFile }
        #expect(findings.count == 1)
        #expect(findings.first?.message == "hightouch/models has two entries named \"leads.yaml\"")
        #expect(findings.first?.severity == .error)
        let odd = Snapshot(
            try scratch.open(), tree: try tree(at: "hightouch") { $0.map { Entry("0" + $0.mode, $0.name, $0.id) } },
            layout: Layout(root: "hightouch"))
        let notices = try CheckOfAll(odd).findings(of: odd).filter { $0.code == .misplacedFile }
        #expect(notices.map(\.severity) == [.notice])
        #expect(notices.map(\.path) == ["hightouch"])
    }

    @Test("a draft with a broken folder is refused by name, and ends no listing", arguments: [true, false])
    func draft(_ isDeep: Bool) async throws {
        let draft = try company.draft("map", by: "ana", ["hightouch/syncs/leads-to-crm.yaml": mapped])
        try await company.submit(draft)
        let broken =
            isDeep
            ? try tree(at: "hightouch/models") {
                $0 + [Entry("40000", "z", try scratch.deepTree(40_000, holding: Entry("100644", "f", blob("x"))))]
            } : try twin()
        let tip = try company.write(tree: broken, parents: [company.main()], message: "Work\n")
        try scratch.open().update([RefUpdate(name: "refs/heads/draft/bo/bad", expected: nil, new: tip, message: "x")])
        let workspace = try company.workspace("bo")
        let bad = try Drafts(workspace).draft(named: "draft/bo/bad")
        let refusal = await refusal { try Planner(workspace).plan(bad, by: "bo") }
        guard case ContentRefusal.unfitCommit("draft/bo/bad", tip, .brokenTree)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(try Requests(workspace).open().count == 1)
        #expect(try Drafts(workspace).all().count == 2)
    }
}
