import Approvals
import Git
import Resources
import Support
import Testing
import YAML

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")

extension Company {
    fileprivate func revert(_ name: String, by member: String = "ana") throws -> Reversal {
        let workspace = try workspace(member)
        return try Reverter(workspace).revert(Reverter(workspace).publishedChange(named: name), by: workspace.me())
    }

    fileprivate func text(_ path: String, on draft: Draft) throws -> String? {
        let repository = try repository()
        return try repository.entry(at: path, in: repository.commit(draft.tip).tree)
            .map { String(decoding: try repository.blob($0.id), as: UTF8.self) }
    }
}

@Suite("Taking back", .bareScratch)
struct ReversalTests {
    @Test("a published request is taken back on a draft, reviewed like any other, and nothing is published by it")
    func revert() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        try await company.approve(draft, by: "bo")
        let before = try company.main()
        let reversal = try company.revert(draft.name)
        #expect(reversal.draft.name == "draft/ana/revert-object")
        // The same again, after a command that was cut off.
        #expect(try company.revert(draft.name).draft == reversal.draft)
        #expect(reversal.change.request?.id == request.id)
        #expect(try company.text(toCRM, on: reversal.draft) == Company.leadsToCRM)
        #expect(try company.main() == before)
        #expect(reversal.plan.needsApproval)
        #expect(name(of: await refusal { try await company.publish(reversal.draft) }) == "mayNot")
        try await company.submit(reversal.draft)
        try await company.approve(reversal.draft, by: "bo")
        #expect(try company.published(toCRM) == Company.leadsToCRM)
        #expect(name(of: await refusal { try company.revert(request.id) }) == "nothingToRevert")
        try await company.expectSound()
    }

    @Test("B4 what was published since stays; a field that was changed again is named with its three values")
    func since() async throws {
        let company = try Company()
        try await company.publish(try company.draft("object", by: "bo", [toCRM: mapped]))
        let hourly = mapped.with("quantity: 1}", "quantity: 2} # less often")
        try await company.publish(try company.draft("hourly", by: "bo", [toCRM: hourly]))
        let reversal = try company.revert("bo/object", by: "ana")
        #expect(
            try company.text(toCRM, on: reversal.draft)
                == Company.leadsToCRM.with("quantity: 1}", "quantity: 2} # less often"))
        try await company.publish(
            try company.draft("user", by: "bo", [toCRM: hourly.with("object: lead", "object: user")]))
        guard
            case ReversalRefusal.changedSince(_, let conflicts)? = await refusal({
                try company.revert("bo/object", by: "ana")
            })
        else {
            Issue.record("a later change is lost")
            return
        }
        #expect(conflicts.map(\.path.description) == ["config.object"])
        #expect(conflicts.map(\.base?.string) == ["lead"])
        #expect(conflicts.map(\.published?.string) == ["user"])
        #expect(conflicts.map(\.draft?.string) == ["Lead"])
        // Refused as a whole: no draft is left behind.
        #expect(try Drafts(company.workspace("ana")).all().map(\.name) == [reversal.draft.name])
    }

    @Test("what was deleted comes back with its mode, what was added goes")
    func deleted() async throws {
        let company = try Company()
        try await company.publish(
            try company.draft("swap", by: "bo", [toBraze: nil, "hightouch/models/new.yaml": Company.users]))
        let reversal = try company.revert("bo/swap", by: "bo")
        #expect(try company.text(toBraze, on: reversal.draft) == Company.usersToBraze)
        #expect(try company.text("hightouch/models/new.yaml", on: reversal.draft) == nil)
        #expect(reversal.plan.merge.editedFiles == 2)
    }

    @Test("a commit past approval can be taken back too, one that published nothing cannot")
    func commits() async throws {
        let company = try Company()
        let start = try company.main()
        let commit = try company.commitToMain([toCRM: mapped])
        let open = try company.draft("open", by: "ana", [leads: Company.leads.with("crm.leads", "crm.x")])
        let reversal = try company.revert(commit.hex)
        #expect(reversal.change == PublishedChange(commit: commit, request: nil))
        #expect(try company.text(toCRM, on: reversal.draft) == Company.leadsToCRM)
        for other in [start.hex, open.tip.hex] {
            #expect(name(of: await refusal { try company.revert(other) }) == "notOnMain")
        }
        #expect(name(of: await refusal { try company.revert(open.name) }) == "notPublished")
        try await company.submit(open)
        #expect(name(of: await refusal { try company.revert(open.name) }) == "notPublished")
        let workspace = try company.workspace("ana")
        let request = try company.request(of: open)
        try await Withdrawer(workspace).withdraw(request, by: workspace.me(), comment: nil)
        #expect(name(of: await refusal { try company.revert(request.id) }) == "notPublished")
        #expect(name(of: await refusal { try company.revert("sync/leads-to-crm") }) == "namesNoChange")
    }
}
