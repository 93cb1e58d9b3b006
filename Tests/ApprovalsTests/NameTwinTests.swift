import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")

/// Git and YAML tell names by their bytes.
@Suite("Names that look the same", .bareScratch)
struct NameTwinTests {
    @Test("Two drafts whose names differ only in Unicode form are two, and a request for one is none for the other")
    func draftTwins() async throws {
        let company = try Company()
        let repository = try company.scratch.open()
        let (composed, decomposed) = ("draft/ana/caf\u{E9}", "draft/ana/cafe\u{301}")
        for name in [composed, decomposed] {
            try repository.update([
                RefUpdate(name: "refs/heads/\(name)", expected: nil, new: try company.main(), message: "start")
            ])
        }
        let drafts = try Drafts(company.workspace("ana")).all()
        #expect(drafts.map { Array($0.name.utf8) } == [decomposed, composed].map { Array($0.utf8) })
        try #require(drafts.count == 2)
        #expect(drafts[0] != drafts[1])
        let draft = try company.commit([toCRM: mapped], to: drafts[1])
        let submission = try await company.submit(draft)
        let workspace = try company.workspace("bo")
        #expect(try RequestNames(workspace).request(named: composed).id == submission.request.id)
        #expect(try Requests(workspace).open(of: composed)?.id == submission.request.id)
        #expect(try Requests(workspace).open(of: decomposed) == nil)
        for twin in [decomposed, "cafe\u{301}"] {
            let refused = name(of: await refusal { try RequestNames(workspace).request(named: twin) })
            #expect(refused == "noRequest")
        }
        #expect(try Planner(workspace).plan(drafts[0], by: "ana").request == nil)
    }

    @Test("A draft whose name begins with a combining mark is listed as any other")
    func combiningMark() throws {
        let company = try Company()
        let name = "draft/ana/\u{301}x"
        try company.scratch.open().update([
            RefUpdate(name: "refs/heads/\(name)", expected: nil, new: try company.main(), message: "start")
        ])
        let drafts = try Drafts(company.workspace("ana")).all()
        #expect(drafts.map { Array($0.name.utf8) } == [Array(name.utf8)])
        #expect(drafts.map(\.member) == ["ana"])
    }

    @Test("F9 a limited role and a rule reach the very names that they have, not others that look the same")
    func nameTwins() async throws {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let rule = "  self_approval: false\n  rules:\n    - {when: {destinations: [\(composed)]}, required: 2}\n"
        let company = try Company([
            "assent.yaml": Company.settings.with("destinations: [braze]", "destinations: [\(composed), crm]")
                .with("  self_approval: false\n", rule)
        ])
        for (destination, mayReach) in [(composed, true), (decomposed, false)] {
            let draft = try company.draft(
                mayReach ? "one" : "other", by: "bo",
                [toCRM: Company.leadsToCRM.with("destination: crm", "destination: \(destination)")])
            let plan = try company.plan(draft)
            #expect(try company.workspace("dora").policy.may("dora", .draft, plan.touches) == mayReach)
            #expect(plan.decision.requirements.contains { $0.required == 2 } == mayReach)
        }
    }
}
