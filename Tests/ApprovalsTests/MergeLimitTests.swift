import Approvals
import Git
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let users = "hightouch/models/users.yaml"

/// One request that takes much merging is told as such, and holds up nobody who looks at others.
@Suite("How much merging a request may take", .bareScratch)
struct MergeLimitTests {
    /// Main and a draft that each merged the same commits beside main: so many merge bases.
    private func crossed(_ count: Int, in company: Company) throws -> Draft {
        let start = try company.main()
        let sides = try (0..<count).map { number in
            try company.write(
                tree: company.tree(of: start, [leads: Company.leads + "tags: [t\(number)]\n"]), parents: [start])
        }
        let draft = try company.draft("crossed", by: "ana", [:])
        for (reference, text) in [("refs/heads/main", "theirs"), (draft.reference, "ours")] {
            let tree = try company.tree(of: start, [leads: Company.leads + "tags: [\(text)]\n"])
            let tip = try sides.reduce(start) { try company.write(tree: tree, parents: [$0, $1]) }
            try company.move(reference, to: tip)
        }
        #expect(try company.repository().mergeBases(company.main(), draftTip(draft, company)).count == count)
        return try Drafts(company.workspace("ana")).draft(named: "crossed")
    }

    private func draftTip(_ draft: Draft, _ company: Company) throws -> ObjectID {
        try #require(try company.repository().reference(draft.reference))
    }

    @Test("a draft may have four merge bases with main")
    func fewBases() throws {
        let company = try Company()
        let draft = try crossed(4, in: company)
        #expect(try company.plan(draft).revision == draft.tip)
    }

    @Test("a draft with one more merge base is refused before anything is merged")
    func manyBases() async throws {
        let company = try Company()
        let draft = try crossed(5, in: company)
        let refused = await refusal { try company.plan(draft) }
        guard case ContentRefusal.tooManyBases(draft.name, 5)? = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
    }

    @Test("among many, a request that takes too much merging is not planned, and all others are; alone it is")
    func listing() async throws {
        let company = try Company()
        let large = try company.draft("large", by: "ana", [leads: Company.leads + "tags: [a]\n"])
        let other = try company.draft("other", by: "ana", [users: Company.users + "tags: [a]\n"])
        try await company.submit(large)
        try await company.submit(other)
        try company.commitToMain([leads: Company.leads + "description: Theirs\n"])
        let workspace = try company.workspace("bo")
        let requests = try [large, other].map { try company.request(of: $0) }
        func told(_ limit: MergeLimit) -> [String] {
            Planner(workspace).planned(requests, limit: limit) { _, plan, _ in
                switch plan {
                case .success: "planned"
                case .failure(ContentRefusal.notMergedHere): "too large"
                case .failure(let error): "\(error)"
                }
            }
        }
        #expect(told(.listed()) == ["planned", "planned"])
        #expect(told(MergeLimit(bytes: 100, budget: MergeBudget())) == ["too large", "planned"])
        #expect(try Planner(workspace).plan(requests[0]).merge.conflicts.isEmpty)
        let refused = await refusal { try Planner(workspace, limit: MergeLimit(bytes: 100)).plan(requests[0]) }
        #expect(name(of: refused) == "tooMuchToMerge")
    }

    @Test("what is ordinary takes nothing of what requests share, and one request never takes all of it")
    func budget() {
        let empty = MergeLimit.listed(MergeBudget(bytes: 0))
        #expect(empty.allows(MergeBudget.free))
        #expect(!empty.allows(MergeBudget.free + 1))
        let shared = MergeLimit.listed(MergeBudget())
        #expect(!shared.allows(2 << 20 + 1))
        #expect((0..<5).map { _ in shared.allows(2 << 20) } == [true, true, true, true, false])
        #expect(MergeLimit.alone.allows(16 << 20) && !MergeLimit.alone.allows(16 << 20 + 1))
    }
}
