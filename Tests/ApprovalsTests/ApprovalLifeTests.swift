import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let users = "hightouch/models/users.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let columns = "hightouch/columns/leads.yaml"
private let aliases = "hightouch/aliases-acme.yaml"
private let manifest = "hightouch/manifest-acme.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let wider = Company.leads.with("crm.leads", "crm.all_leads")

/// Two approvals are asked for; one is given; then something happens.
@Suite("How long an approval lives", .bareScratch)
struct ApprovalLifeTests {
    private func company(_ changes: [String: String?] = [:]) throws -> Company {
        try Company(
            ["assent.yaml": Company.settings.with("  required: 1", "  required: 2")].merging(changes) { $1 })
    }

    /// A draft with these files, requested by ana and approved by bo.
    private func approved(_ company: Company, _ files: [String: String?]) async throws -> Draft {
        let draft = try company.draft("change", by: "ana", files)
        try await company.submit(draft)
        #expect(try await company.approve(draft, by: "bo").landed.isEmpty)
        #expect(try company.approvers(of: draft) == ["bo"])
        return draft
    }

    @Test(
        "B1 what is published elsewhere keeps an approval where it means nothing to it",
        arguments: [
            // Reformatting, comments and keys of the very file.
            [toCRM: "# the CRM\n" + Company.leadsToCRM.with("mode: insert", "mode: 'insert' # keep")],
            [toCRM: Company.leadsToCRM.with("schedulePaused: false\n", "")],
            [toCRM: Company.leadsToCRM.with("model: leads\ndestination: crm\n", "destination: crm\nmodel: leads\n")],
            [leads: Company.leads + "dbtModel: null\n"],
            [leads: Company.leads.with("primaryKey: email", "primaryKey: 'email'")],
            // For people only, in the model beneath.
            [leads: Company.leads.with("name: Leads", "name: All leads") + "tags: [crm]\n"],
            // Another field of the same sync.
            [toCRM: Company.leadsToCRM.with("quantity: 1", "quantity: 2")],
            [toCRM: Company.leadsToCRM.with("from: first_name", "from: company")],
            // Others.
            [users: Company.users.with("PUBLIC.USERS", "PUBLIC.PEOPLE")],
            [toBraze: Company.usersToBraze.with("mode: upsert", "mode: update")],
            ["hightouch/models/new.yaml": Company.users], [toBraze: nil],
            [aliases: Company.aliases + "  mail: braze\n"],
        ] as [[String: String?]])
    func keeps(upstream: [String: String?]) async throws {
        let company = try company()
        let draft = try await approved(company, [toCRM: mapped])
        try await company.publish(try company.draft("other", by: "carol", upstream))
        #expect(try company.approvers(of: draft) == ["bo"])
        #expect(try await company.approve(draft, by: "bea").landed.count == 1)
        #expect(try company.published(toCRM)?.contains("object: lead") == true)
        try await company.expectSound()
    }

    @Test(
        "B1 ungoverned commits keep an approval, and so does what the manifest says of other things",
        arguments: [
            ["dbt_project.yml": "name: y\n"], ["hightouch/models/staging/x.yaml": "a: 1\n"],
            [manifest: Company.manifest.with("name: Braze, type: braze", "name: Mail, type: mail")],
            ["README.md": "x\n"],
        ])
    func ungoverned(upstream: [String: String]) async throws {
        let company = try company()
        let draft = try await approved(company, [toCRM: mapped])
        try company.commitToMain(upstream.mapValues { $0 })
        #expect(try company.approvers(of: draft) == ["bo"])
        #expect(try await company.approve(draft, by: "bea").landed.count == 1)
        for (path, text) in upstream { #expect(try company.published(path) == text) }
        try await company.expectSound()
    }

    @Test(
        "B1 what the manifest says of where an approved sync reads and writes voids the approval, whoever wrote it",
        arguments: [
            ("name: Salesforce,", "name: Sales,"), ("Salesforce, type: salesforce", "Salesforce, type: hubspot"),
            ("type: snowflake", "type: mysql"),
        ])
    func manifestVoids(old: String, new: String) async throws {
        let company = try company()
        let draft = try await approved(company, [toCRM: mapped])
        try company.commitToMain([manifest: Company.manifest.with(old, new)])
        #expect(try company.approvers(of: draft).isEmpty)
        #expect(try await company.approve(draft, by: "bea").landed.isEmpty)
        #expect(try await company.approve(draft, by: "bo").landed.count == 1)
        try await company.expectSound()
    }

    @Test(
        "B1 what an approved sync rests on voids the approval when it changes",
        arguments: [
            [leads: wider], [leads: Company.leads.with("primaryKey: email", "primaryKey: company")],
            [leads: Company.leads.with("source: snowflake", "source: events")],
            [
                columns:
                    "- {name: company, type: string}\n- {name: email, type: string}\n- {name: first_name, type: string}\n"
            ],
            [aliases: Company.aliases.with("salesforce", "sandbox")],
            [aliases: Company.aliases + "sources:\n  snowflake: events\n"],
        ] as [[String: String?]])
    func contextVoids(upstream: [String: String?]) async throws {
        let company = try company()
        let draft = try await approved(company, [toCRM: mapped])
        try await company.publish(try company.draft("other", by: "carol", upstream))
        #expect(try company.approvers(of: draft).isEmpty)
        #expect(try await company.approve(draft, by: "bea").landed.isEmpty)
        #expect(try await company.approve(draft, by: "bo").landed.count == 1)
        try await company.expectSound()
    }

    @Test(
        "B1 who uses an approved model voids the approval when it changes",
        arguments: [
            ["hightouch/syncs/new.yaml": Company.leadsToCRM.with("destination: crm", "destination: braze")],
            [toBraze: Company.usersToBraze.with("model: users", "model: leads")], [toCRM: nil],
            [toCRM: Company.leadsToCRM.with("destination: crm", "destination: sandbox")],
            [toCRM: Company.leadsToCRM.with("schedulePaused: false", "schedulePaused: true")],
            [aliases: Company.aliases.with("salesforce", "sandbox")],
        ] as [[String: String?]])
    func usesVoid(upstream: [String: String?]) async throws {
        let company = try company()
        let draft = try await approved(company, [leads: wider])
        try await company.publish(try company.draft("other", by: "carol", upstream))
        #expect(try company.approvers(of: draft).isEmpty)
    }

    @Test("B1 a use that changes otherwise keeps the approval of a model")
    func usesKeep() async throws {
        let company = try company()
        let draft = try await approved(company, [leads: wider])
        try await company.publish(
            try company.draft("other", by: "carol", [toCRM: mapped.with("from: first_name", "from: company")]))
        #expect(try company.approvers(of: draft) == ["bo"])
    }

    @Test("B1 a touched field that changes on main to the same keeps nothing to approve of it")
    func touchedField() async throws {
        let company = try company()
        let both = mapped.with("quantity: 1", "quantity: 3")
        let draft = try await approved(company, [toCRM: both])
        // Main takes one of the two changes: what is left is another subject.
        try await company.publish(try company.draft("other", by: "carol", [toCRM: mapped]))
        #expect(try company.approvers(of: draft).isEmpty)
        // And now the other: nothing is left.
        try await company.publish(try company.draft("more", by: "carol", [toCRM: both]))
        #expect(name(of: await refusal { try await company.approve(draft, by: "bea") }) == "nothingToPublish")
    }

    @Test("B1 what was not shown is not approved: another subject by then is refused, and nothing recorded")
    func notShown() async throws {
        let company = try company()
        let draft = try company.draft("change", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let workspace = try company.workspace("bo")
        let request = try RequestNames(workspace).request(named: draft.name)
        let shown = try #require(try Planner(workspace).plan(request).subject)
        try await company.publish(try company.draft("other", by: "carol", [leads: wider]))
        let before = try company.request(of: draft)
        for (shown, expected) in [([shown], "subjectChanged"), ([], "notViewed")] as [(Set<String>, String)] {
            let refused = await refusal {
                try await Publisher(try company.workspace("bo")).approve(
                    [request], by: try workspace.me(), comment: nil, shown: shown)
            }
            #expect(name(of: refused) == expected)
        }
        #expect(try company.request(of: draft) == before)
    }

    @Test("B1 comments, layout and a merge of main on the draft keep what was approved across a revise")
    func revise() async throws {
        let company = try company()
        var draft = try await approved(company, [toCRM: mapped])
        draft = try company.commit(
            [toCRM: "# for the spring\n" + mapped.with("mode: insert", "mode: \"insert\"")], to: draft)
        try await company.submit(draft)
        #expect(try company.request(of: draft).chain.events.map(\.event.kind) == [.submit, .approve, .revise])
        #expect(try company.approvers(of: draft) == ["bo"])
        try company.commitToMain(["dbt_project.yml": "name: y\n"])
        draft = try company.mergeMain(into: draft, ["dbt_project.yml": "name: y\n"])
        try await company.submit(draft)
        #expect(try company.approvers(of: draft) == ["bo"])
        // Another meaning, and back again.
        draft = try company.commit([toCRM: mapped.with("object: lead", "object: account")], to: draft)
        try await company.submit(draft)
        #expect(try company.approvers(of: draft).isEmpty)
        draft = try company.commit([toCRM: mapped], to: draft)
        try await company.submit(draft)
        #expect(try company.approvers(of: draft) == ["bo"])
        #expect(try await company.approve(draft, by: "bea").landed.count == 1)
        try await company.expectSound()
    }

    @Test("F7 a later commit stays out: the requested revision is published, and the branch keeps what came after")
    func laterCommit() async throws {
        let company = try Company()
        let draft = try company.draft("change", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let more = try company.commit([toCRM: mapped.with("quantity: 1", "quantity: 5")], to: draft)
        let landed = try await company.approve(draft, by: "bo").landed
        #expect(landed.map(\.plan.revision) == [draft.tip])
        #expect(try company.published(toCRM) == mapped)
        #expect(try company.repository().reference(draft.reference) == more.tip)
        #expect(try company.repository().references(under: "refs/assent/").isEmpty)
        try await Mover(company.workspace("ana")).cleanUp()
        #expect(try company.repository().reference(draft.reference) == more.tip)
        try await company.expectSound()
        // What came after can be requested in its turn, and only it.
        try await company.submit(more)
        let fields = try company.plan(more).changes.flatMap { $0.fields.map(\.path.description) }
        #expect(fields == ["schedule.schedule.interval.quantity"])
        try await company.approve(more, by: "bo")
        try await company.expectSound()
    }

    @Test("B1 a decline blocks its subject until its actor approves it, whoever else does")
    func decline() async throws {
        let company = try company()
        let draft = try await approved(company, [toCRM: mapped])
        try company.decline(draft, by: "carol")
        #expect(try await company.approve(draft, by: "bea").landed.isEmpty)
        #expect(try company.plan(draft).decision.declinedBy == ["carol"])
        #expect(try company.plan(draft).decision.missing.isEmpty)
        #expect(name(of: await refusal { try await company.publish(draft, by: "ana") }) == "waits")
        #expect(try await company.approve(draft, by: "carol").landed.count == 1)
        try await company.expectSound()
    }

    @Test("B1 a decline by who may not approve blocks nobody, one of another subject neither")
    func powerlessDecline() async throws {
        let company = try company()
        var draft = try company.draft("change", by: "ana", [toCRM: mapped.with("quantity: 1", "quantity: 9")])
        try await company.submit(draft)
        try company.decline(draft, by: "carol")
        draft = try company.commit([toCRM: mapped], to: draft)
        try await company.submit(draft)
        for member in ["abe", "eva", "dora", "nobody"] { try company.decline(draft, by: member) }
        try await company.approve(draft, by: "bo")
        #expect(try await company.approve(draft, by: "bea").landed.count == 1)
        try await company.expectSound()
    }

    @Test("B1 an approver who declines afterwards takes the approval back")
    func takenBack() async throws {
        let company = try company()
        let draft = try await approved(company, [toCRM: mapped])
        try company.decline(draft, by: "bo")
        #expect(try company.approvers(of: draft).isEmpty)
        try await company.approve(draft, by: "bea")
        #expect(try await company.approve(draft, by: "carol").landed.isEmpty)
        #expect(try await company.approve(draft, by: "bo").landed.count == 1)
    }

    @Test("F3 publish now overrides a decline, visibly")
    func waivedDecline() async throws {
        let company = try company()
        let draft = try await approved(company, [toCRM: mapped])
        try company.decline(draft, by: "carol")
        let landing = try await company.publish(draft, by: "bea", reason: "the launch")
        #expect(landing.decision.waivedBy == "bea")
        let verified = try #require(try company.verify().proven.all().last)
        #expect(verified.isWaived)
        #expect(try company.chain(of: verified).events.map(\.event.kind) == [.submit, .approve, .decline, .publish])
        try await company.expectSound()
    }
}
