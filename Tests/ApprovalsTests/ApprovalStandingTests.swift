import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"

/// What a CI job asks of what is checked out: trees are compared, not only the meaning of files.
@Suite(.bareScratch) struct ApprovalStandingTests {
    private let company: Company

    init() throws { company = try Company() }

    private func checkOut(_ commit: ObjectID) async throws {
        try await company.scratch.git("update-ref", "--no-deref", "HEAD", commit.hex)
    }

    private func state() throws -> String {
        let workspace = try company.workspace("ana")
        return String(
            "\(try ApprovalCheck(workspace).standing(of: ApprovalCheck(workspace).atHand()))".prefix { $0.isLetter })
    }

    /// A host's merge of main and a draft, with something else in its tree.
    private func merge(_ draft: Draft, _ change: ([ScratchRepository.RawEntry]) throws -> [ScratchRepository.RawEntry])
        throws -> ObjectID
    {
        let tree = try company.plan(draft).merge.tree(in: company.repository())
        return try company.write(
            tree: try company.scratch.rawTree(from: tree, at: "hightouch", change),
            parents: [company.main(), draft.tip])
    }

    @Test("a host's merge stands for its draft only where its tree is that of the merge")
    func merges() async throws {
        let draft = try company.draft("map", by: "ana", [leads: Company.leads.with("Leads", "All leads")])
        // Main moves on meanwhile.
        try company.commitToMain(["dbt_project.yml": "name: y\n"])
        try await checkOut(merge(draft) { $0 })
        let plain = try ApprovalCheck(company.workspace("ana")).atHand()
        guard case .draft(let found) = plain, found.tip == draft.tip else {
            Issue.record("\(plain)")
            return
        }
        typealias Entry = ScratchRepository.RawEntry
        let scratch = company.scratch
        let blob = try scratch.rawObject("blob", Array("elsewhere".utf8))
        func isNamed(_ name: String, _ entry: Entry) -> Bool { entry.name.elementsEqual(name.utf8) }
        let evil: [([Entry]) throws -> [Entry]] = [
            { $0.map { isNamed("models", $0) ? Entry("120000", "models", blob) : $0 } },
            { $0.map { isNamed("manifest-acme.yaml", $0) ? Entry($0.mode, $0.name, blob) : $0 } },
            { $0.map { isNamed("aliases-acme.yaml", $0) ? Entry("100755", $0.name, $0.id) : $0 } },
            { $0 + [Entry("100644", "zz.md", blob)] },
            { $0.map { isNamed("syncs", $0) ? Entry("160000", "syncs", draft.tip) : $0 } },
            { $0 + [$0[$0.count - 1]] },
            { [Entry("40000", "Models", $0[2].id)] + $0 },
        ]
        for (index, change) in evil.enumerated() {
            try await checkOut(merge(draft, change))
            guard case .other = try ApprovalCheck(company.workspace("ana")).atHand() else {
                Issue.record("\(index) stands for the draft")
                continue
            }
            let state = try state()
            #expect(state == "unfit" || state == "noDraft", "\(index) \(state)")
        }
    }

    @Test("a commit of no draft needs no approval only where it changes nothing that anybody could approve")
    func others() async throws {
        let main = try company.main()
        func commit(_ files: [String: String?]) throws -> ObjectID {
            try company.write(tree: company.tree(of: main, files), parents: [main])
        }
        let cases: [([String: String?], String)] = [
            (["README.md": "x"], "notNeeded"),
            (["hightouch/manifest-acme.yaml": "sources: {}\n"], "unfit"),
            (["HIGHTOUCH/models/leads.yaml": Company.leads], "unfit"),
            ([leads: Company.leads.with("email,", "lower(email) as email,")], "noDraft"),
            ([leads: Company.leads.with("email,", "lower(email) as email,"), "README.md": "x"], "unfit"),
        ]
        for (files, expected) in cases {
            try await checkOut(commit(files))
            #expect(try state() == expected, "\(files.keys)")
        }
        try await checkOut(main)
        #expect(try state() == "published")
    }
}
