import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"

/// Paths that are one with governed ones on disks where letter case and Unicode form do not count.
@Suite(.bareScratch) struct LookalikeTests {
    @Test(
        "verify names the commit that takes a governed place under another name; it can be accepted, and taken back",
        arguments: [
            "HIGHTOUCH/models/leads.yaml", "HIGHTOUCH", "hightouch/Models/leads.yaml", "hightouch/SYNCS",
            "Assent.yaml", "hightouch/models/leads.YAML", "hightouch/Aliases-acme.yaml",
        ])
    func named(_ path: String) async throws {
        let company = try Company()
        let commit = try company.commitToMain([path: Company.leads])
        let failure = try company.verify().failure
        #expect(failure?.commit == commit)
        #expect(failure?.reason == .lookalikes(paths: [path]))

        let newest = try ResourceHistory(company.workspace("eva")).history(of: nil, limit: 1).first
        #expect(newest?.commit.id == commit && newest?.faults == [.lookalike(path)])

        let snapshot = try company.workspace("ana").published
        let findings = try CheckOfAll(snapshot).findings(of: snapshot).filter { $0.severity == .error }
        #expect(findings.map(\.code) == [.misplacedFile] && findings.map(\.path) == [path])

        let workspace = try company.workspace("carol")
        _ = try await Acceptor(workspace).accept([commit], comment: nil)
        #expect(try company.verify().failure == nil)
        let mended = try company.commitToMain([path: nil])
        #expect(try company.verify().failure == nil)
        #expect(try ResourceHistory(company.workspace("eva")).history(of: nil).allSatisfy { $0.commit.id != mended })
    }

    @Test("a file beside another that differs in letter case alone does not pass verify, whoever approved it")
    func colliding() async throws {
        let company = try Company()
        let draft = try company.draft("twin", by: "ana", ["hightouch/models/Leads.yaml": Company.leads])
        let refused = await refusal { try await company.submit(draft) }
        #expect(name(of: refused) == "findings")
        let request = try company.draft("other", by: "ana", [leads: Company.leads.with("Leads", "All leads")])
        try await company.submit(request)
        var forgery = try Forgery(company, of: request, approvedBy: ["bo"])
        let repository = try company.repository()
        let blob = try repository.writeBlob(Array(Company.leads.utf8))
        let twin = [TreeEdit("hightouch/models/Leads.yaml", .put(blob, .file))]
        // As its approver's client would have signed it.
        forgery.tree = try repository.editTree(try repository.commit(company.main()).tree, twin)
        forgery.revision = try company.write(tree: forgery.tree, parents: [company.main()])
        for index in forgery.events.indices { forgery.events[index].revision = forgery.revision }
        forgery.relink()
        #expect(
            try forgery.verify()?.reason
                == .collidingNames(path: "hightouch/models/Leads.yaml", other: "leads.yaml"))
    }

    @Test("a governed file may change its letter case")
    func renamed() async throws {
        let company = try Company()
        let text = Company.users.with("Users", "All users")
        let draft = try company.draft(
            "case", by: "ana", ["hightouch/models/Extra.yaml": text])
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        let again = try company.draft(
            "case-2", by: "ana", ["hightouch/models/Extra.yaml": nil, "hightouch/models/extra.yaml": text])
        try await company.submit(again)
        try await company.approve(again, by: "bo")
        #expect(try company.verify().failure == nil)
    }
}
