import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let columns = "hightouch/columns/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"

@Suite("Main's history", .bareScratch)
struct MainHistoryTests {
    private func drafts(_ entries: [HistoryEntry]) -> [String] {
        entries.map { entry in
            switch entry.kind {
            case .start: "start"
            case .published(let record): record.proposal.draft
            case .unapproved(let accepted): accepted.map { "accepted by \($0.actor)" } ?? "unapproved"
            case .acceptance(let event): "acceptance by \(event.actor)"
            }
        }
    }

    private func drafts(_ company: Company, of resource: String? = nil, limit: Int = .max) throws -> [String] {
        drafts(
            try ResourceHistory(company.workspace("eva")).history(of: resource.flatMap(ResourceID.init), limit: limit))
    }

    @Test("the log has what published something, newest first; of a resource only what touched it")
    func log() async throws {
        let company = try Company()
        let one = try company.draft("one", by: "ana", [toCRM: Company.leadsToCRM.with("quantity: 1", "quantity: 2")])
        try await company.submit(one)
        try await company.approve(one, by: "bo")
        try company.commitToMain(["dbt_project.yml": "name: y\n"])
        try await company.publish(
            try company.draft(
                "columns", by: "bo",
                [
                    columns:
                        "- {name: company, type: string}\n- {name: email, type: string}\n- {name: first_name, type: string}\n"
                ]),
            reason: "now")
        try await company.publish(try company.draft("words", by: "ana", [leads: "# who asked\n" + Company.leads]))
        try company.commitToMain(["hightouch/models/users.yaml": nil])
        let all = ["unapproved", "draft/ana/words", "draft/bo/columns", "draft/ana/one", "start"]
        #expect(try drafts(company) == all)
        #expect(try drafts(company, limit: 2) == Array(all.prefix(2)))
        #expect(try drafts(company, of: "model/leads") == ["draft/ana/words", "draft/bo/columns", "start"])
        #expect(try drafts(company, of: "sync/leads-to-crm") == ["draft/ana/one", "start"])
        // One that is gone still has a history.
        #expect(try drafts(company, of: "model/users") == ["unapproved", "start"])
        #expect(name(of: await refusal { try drafts(company, of: "model/none") }) == "unknownResource")
    }

    @Test("an entry has who asked, who approved what went live, and who moved main")
    func people() async throws {
        let company = try Company([
            "assent.yaml": Company.settings.with("required: 1", "required: 2")
        ])
        let draft = try company.draft("one", by: "ana", [toCRM: Company.leadsToCRM.with("quantity: 1", "quantity: 2")])
        try await company.submit(draft)
        try await company.approve(draft, by: "bea")
        let changed = try company.commit(
            [toCRM: Company.leadsToCRM.with("quantity: 1", "quantity: 3")], to: draft)
        try await company.submit(changed, by: "abe")
        try await company.approve(changed, by: "carol")
        try await company.approve(changed, by: "bo")
        let workspace = try company.workspace("eva")
        guard case .published(let chain)? = try ResourceHistory(workspace).history(of: nil).first?.kind else {
            Issue.record("nothing was published")
            return
        }
        // bea approved another version.
        #expect(chain.approvers == ["carol", "bo"])
        #expect(chain.authorsInOrder == ["ana", "abe"])
        #expect(chain.publisher == "bo")
        #expect(chain.landedWaiver == nil)
    }

    @Test("files are found where the workspace lay at the time")
    func movedRoot() async throws {
        let company = try Company()
        try await company.publish(
            try company.draft("one", by: "bo", [toCRM: Company.leadsToCRM.with("quantity: 1", "quantity: 2")]))
        try company.commitToMain(["assent.yaml": Company.settings.with("root: hightouch", "root: elsewhere")])
        try company.commitToMain(["elsewhere/syncs/leads-to-crm.yaml": Company.leadsToCRM])
        #expect(try drafts(company) == ["unapproved", "unapproved", "draft/bo/one", "start"])
        #expect(try drafts(company, of: "sync/leads-to-crm") == ["unapproved", "draft/bo/one", "start"])
    }

    @Test("each field is blamed on what made it what it is, also after it was changed there and back")
    func blame() async throws {
        let company = try Company()
        var text = Company.leadsToCRM
        func publish(_ slug: String, _ old: String, _ new: String) async throws {
            text = text.with(old, new)
            try await company.publish(try company.draft(slug, by: "bo", [toCRM: text]))
        }
        try await publish("object", "object: Lead", "object: lead")
        try await publish("plan", "from: first_name,", "from: company,")
        try await publish("back", "object: lead", "object: Lead")
        // Another item before it changes nothing of an item.
        try await publish(
            "more", "mappings:\n", "mappings:\n    - to: Name\n      from: company\n      type: standard\n")
        let blame = try ResourceHistory(company.workspace("eva")).blame(.sync("leads-to-crm"))
        let fields = Dictionary(
            uniqueKeysWithValues: zip(
                drafts(blame.groups.map(\.entry)),
                blame.groups.map { $0.fields.map(\.path.description) }))
        #expect(
            fields["draft/bo/more"] == [
                "config.mappings[Name].to", "config.mappings[Name].from", "config.mappings[Name].type",
            ])
        #expect(fields["draft/bo/back"] == ["config.object"])
        #expect(fields["draft/bo/plan"] == ["config.mappings[FirstName].from"])
        #expect(fields["draft/bo/object"] == nil)
        #expect(fields["start"]?.contains("config.mappings[Email].from") == true)
        #expect(blame.groups.flatMap(\.fields).count == Set(blame.groups.flatMap(\.fields)).count)
    }

    @Test("a file that cannot be read by field is blamed as a whole")
    func opaque() async throws {
        let company = try Company([leads: "%YAML 1.1\n---\n" + Company.leads])
        let commit = try company.commitToMain([leads: "%YAML 1.2\n---\n" + Company.leads])
        let blame = try ResourceHistory(company.workspace("eva")).blame(.model("leads"))
        #expect(blame.groups.map(\.entry.commit.id) == [commit])
        #expect(blame.groups.flatMap(\.fields).map(\.path) == [.root])
        #expect(
            name(of: await refusal { try ResourceHistory(company.workspace("eva")).blame(.model("none")) })
                == "unknownResource")
    }
}
