import Approvals
import Git
import Resources
import Support
import Testing
import YAML

private let leads = "hightouch/models/leads.yaml"
private let users = "hightouch/models/users.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let manifest = "hightouch/manifest-acme.yaml"
private let hourly = Company.leadsToCRM.with("quantity: 1}", "quantity: 2}")
private let everyThree = Company.leadsToCRM.with("quantity: 1}", "quantity: 3}")

@Suite("B7 Importing", .bareScratch)
struct ImportTests {
    @Test("B7 what the app wrote becomes a draft, is published like any other, and the branch follows main again")
    func flow() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        let start = try sync.tip()
        try sync.write([leads: Company.leads.with("crm.leads", "crm.all_leads")])
        try sync.write([toCRM: hourly])
        let written = try sync.tree()
        let trial = try await company.importBranch(isTrial: true)
        #expect(trial.kind == .started && trial.commits.count == 2)
        #expect(try Drafts(company.workspace("ana")).all().isEmpty)
        let found = try await company.importBranch()
        #expect(found.kind == .started && found.commits.count == 2 && found.leftOut.isEmpty)
        let draft = try #require(found.draft)
        #expect(draft.name == "draft/ana/hightouch")
        #expect(Set(try #require(found.plan).changes.map(\.shownName)) == ["model/leads", "sync/leads-to-crm"])
        let commit = try company.repository().commit(draft.tip)
        #expect(commit.parents == [start])
        #expect(commit.subject == "Import hightouch: 2 commits, \(start.short)..\(found.branch.tip.short)")
        // To the app nothing happened.
        #expect(try sync.tree() == written)
        #expect(try await company.importBranch().kind == .unchanged)
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        #expect(try company.published(toCRM) == hourly)
        let followed = try await company.importBranch()
        #expect(followed.kind == .followed && followed.draft == nil)
        #expect(try sync.tree() == company.repository().commit(company.main()).tree)
        #expect(try company.repository().commit(sync.tip()).parents.last == company.main())
        #expect(try await company.importBranch().kind == .nothing)
        #expect(try Drafts(company.workspace("ana")).all().isEmpty)
        try await company.expectSound()
    }

    @Test(
        "what arrives later is added to the draft, and what people did there stays; its request asks for the older one")
    func update() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        try sync.write([toCRM: hourly])
        let first = try #require(try await company.importBranch().draft)
        let own = Company.users.with("name: Users", "name: All users")
        try company.commit([users: own, toCRM: hourly.with("object: Lead", "object: lead")], to: first)
        try await company.submit(try Drafts(company.workspace("ana")).draft(named: first.name))
        try sync.write([toCRM: hourly.with("quantity: 2}", "quantity: 4}")])
        try sync.write([toBraze: nil])
        let found = try await company.importBranch()
        #expect(found.kind == .updated && found.commits.count == 2 && found.isToBeSubmittedAgain)
        let draft = try #require(found.draft)
        #expect(draft.name == first.name)
        let files = try company.governed(draft.tip)
        #expect(files[toBraze] == nil)
        let repository = try company.repository()
        func text(_ path: String) throws -> String {
            String(decoding: try repository.blob(try #require(ObjectID(hex: files[path] ?? ""))), as: UTF8.self)
        }
        #expect(try text(users) == own)
        #expect(
            try text(toCRM)
                == Company.leadsToCRM.with("quantity: 1}", "quantity: 4}").with("object: Lead", "object: lead"))
        // What nobody approved does not reach the app.
        #expect(try sync.text(users) == Company.users)
        try await company.submit(draft)
        #expect(try await company.importBranch().isToBeSubmittedAgain == false)
        try await company.approve(draft, by: "bo")
        #expect(try await company.importBranch().kind == .followed)
        #expect(try company.governed(sync.tip()) == company.governed(company.main()))
        #expect(try sync.text(users) == own)
        try await company.expectSound()
    }

    @Test("a field that both changed since the last import is named with its values, and one of the two is chosen")
    func conflicts() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        try sync.write([toCRM: hourly])
        let draft = try #require(try await company.importBranch().draft)
        try company.commit([toCRM: everyThree], to: draft)
        try sync.write([toCRM: hourly.with("quantity: 2}", "quantity: 4}")])
        guard
            case ImportRefusal.conflicts("hightouch", draft.name, let fields)? = await refusal({
                try await company.importBranch()
            })
        else {
            Issue.record("the draft's value or the branch's is lost")
            return
        }
        #expect(fields.map(\.path.description) == ["schedule.schedule.interval.quantity"])
        for (side, quantity) in [(Import.Side.draft, 3), (.branch, 4)] {
            let found = try await company.importBranch(keeping: side, isTrial: true)
            let changes = try #require(found.plan).changes.flatMap(\.fields).map { field in
                if case .scalar(_, let text)? = field.after { text } else { "" }
            }
            #expect(changes == ["\(quantity)"])
        }
        try await company.importBranch(keeping: .draft)
        #expect(try await company.importBranch().kind == .unchanged)
    }

    @Test("main that moved on is merged by field; a field that both changed is settled on the draft")
    func mainMoved() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        let start = try sync.tip()
        try sync.write([toCRM: hourly])
        try await company.publish(
            try company.draft("object", by: "bo", [toCRM: Company.leadsToCRM.with("object: Lead", "object: lead")]))
        let clean = try await company.importBranch(isTrial: true)
        #expect(try company.repository().commit(try #require(clean.draft).tip).parents == [company.main()])
        try await company.publish(
            try company.draft("three", by: "bo", [toCRM: everyThree.with("object: Lead", "object: lead")]))
        let found = try await company.importBranch()
        #expect(found.kind == .started)
        let plan = try #require(found.plan)
        #expect(plan.merge.conflicts.map(\.path.description) == ["schedule.schedule.interval.quantity"])
        #expect(try company.repository().commit(plan.revision).parents == [start])
        let draft = try #require(found.draft)
        try company.mergeMain(into: draft, [toCRM: hourly.with("object: Lead", "object: lead")])
        try await company.publish(draft, by: "bo")
        #expect(try await company.importBranch().kind == .followed)
        #expect(try company.governed(sync.tip()) == company.governed(company.main()))
        try await company.expectSound()
    }

    @Test("what no draft may change is left out, said, and stays on the branch")
    func leftOut() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        let newer = Company.manifest + "  mailchimp: {name: Mailchimp, type: mailchimp}\n"
        try sync.write([manifest: newer])
        #expect(try await company.importBranch().kind == .nothing)
        try sync.write(["README.md": "# Synced\n", "hightouch/models/staging/x.sql": "select 1\n"])
        try sync.write(["hightouch/models/huge.yaml": String(repeating: "# x\n", count: 300_000)])
        try sync.write([toCRM: hourly])
        let found = try await company.importBranch()
        #expect(
            found.leftOut.map(\.path) == [
                "README.md", manifest, "hightouch/models/huge.yaml", "hightouch/models/staging/x.sql",
            ])
        #expect(found.leftOut.map(\.why) == [.notGoverned, .notGoverned, .tooLarge, .notGoverned])
        try await company.publish(try #require(found.draft), by: "bo")
        try company.commitToMain(["dbt_project.yml": "name: y\n", manifest: newer])
        let followed = try await company.importBranch()
        #expect(followed.kind == .followed && !followed.leftOut.map(\.path).contains(manifest))
        #expect(try sync.text("README.md") == "# Synced\n")
        #expect(try sync.text("dbt_project.yml") == "name: y\n")
        #expect(try await company.importBranch().kind == .nothing)
        try await company.expectSound()
    }

    @Test(
        "defective files come along as they are, with what is wrong; a renamed slug is a rename, what is deleted goes")
    func defective() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        try sync.write([leads: nil])
        try sync.write(["hightouch/models/all-leads.yaml": Company.leads])
        try sync.write(["hightouch/models/-6.yaml": "name: x\nrawSql: |-\nselect 1\n"])
        try sync.write([toBraze: nil])
        let found = try await company.importBranch()
        let plan = try #require(found.plan)
        #expect(
            renames(among: plan.changes).map { "\($0.from) \($0.to)" } == ["model/leads model/all-leads"])
        #expect(Set(plan.newErrors.map(\.code)).isSuperset(of: [.notYAML]))
        #expect(plan.newErrors.contains { $0.resource == .sync("leads-to-crm") || $0.resource == .model("leads") })
        #expect(plan.changes.contains { $0.file == .sync("users-to-braze") && $0.kind == .deleted })
        #expect(
            name(of: await refusal { try await company.publish(try #require(found.draft), by: "bo") }) == "findings")
        // Put right in the app, it is put right on the draft.
        try sync.write([toCRM: Company.leadsToCRM.with("model: leads", "model: all-leads")])
        try sync.write(["hightouch/models/-6.yaml": nil])
        let again = try await company.importBranch()
        #expect(again.kind == .updated && again.plan?.newErrors == [])
        try await company.publish(try #require(again.draft), by: "bo")
        #expect(try await company.importBranch().kind == .followed)
        try await company.expectSound()
    }

    @Test("a draft that is deleted was not published: the branch still has it, and it is imported anew")
    func deleted() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        try sync.write([toCRM: hourly])
        let draft = try #require(try await company.importBranch().draft)
        try await company.publish(try company.draft("x", by: "bo", [users: Company.users.with("Users", "All")]))
        try company.move(draft.reference, to: nil)
        let again = try await company.importBranch()
        #expect(again.kind == .started && again.commits.count == 1)
        #expect(again.plan?.changes.map(\.shownName) == ["sync/leads-to-crm"])
        try await company.publish(try #require(again.draft), by: "bo")
        #expect(try await company.importBranch().kind == .followed)
        #expect(try company.governed(sync.tip()) == company.governed(company.main()))
    }

    @Test("main merged into the branch by the app or by hand, and the branch merged into main past approval")
    func merges() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        try sync.write([toCRM: hourly])
        try await company.publish(
            try company.draft("users", by: "bo", [users: Company.users.with("name: Users", "name: All users")]))
        try sync.write([users: Company.users.with("name: Users", "name: All users")], onto: [company.main()])
        let found = try await company.importBranch()
        #expect(found.plan?.changes.map(\.shownName) == ["sync/leads-to-crm"])
        #expect(found.commits.count == 1)
        try company.mergeMain(into: try #require(found.draft))
        // Again while the draft is open, after main moved on.
        try await company.publish(
            try company.draft("braze", by: "bo", [toBraze: Company.usersToBraze.with("upsert", "update")]))
        try sync.write([toBraze: Company.usersToBraze.with("upsert", "update")], onto: [company.main()])
        let again = try await company.importBranch()
        #expect(again.plan?.changes.map(\.shownName) == ["sync/leads-to-crm"])
        try await company.publish(try #require(again.draft), by: "bo")
        #expect(try await company.importBranch().kind == .followed)
        try await company.expectSound()
        // Somebody merges the branch into main.
        try sync.write([leads: Company.leads.with("crm.leads", "crm.all_leads")])
        let merge = try company.write(tree: try sync.tree(), parents: [try company.main(), try sync.tip()])
        try company.move("refs/heads/main", to: merge)
        #expect(try await company.importBranch().kind == .followed)
        #expect(try company.verify().failure?.commit == merge)
        let carol = try company.workspace("carol")
        let outcome = try await Acceptor(carol).accept([merge], comment: "From the app")
        #expect(outcome.accepted.map(\.commits) == [[merge]])
        #expect(outcome.accepted.first?.changes.map(\.shownName) == ["model/leads"])
        #expect(try await company.importBranch().kind == .followed)
        try await company.expectSound()
    }

    @Test("names that cannot be imported are refused, each with its own reason")
    func refusals() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        try sync.write([toCRM: hourly])
        func refused(_ name: String, by member: String = "ana") async -> String? {
            ApprovalsTests.name(of: await refusal { try await company.importBranch(name, by: member) })
        }
        guard
            case ImportRefusal.unknownBranch("hightuoch", remote: nil, nearest: ["hightouch"])? = await refusal({
                try await company.importBranch("hightuoch")
            })
        else {
            Issue.record("the nearest name is not offered")
            return
        }
        #expect(await refused("main") == "branchIsMain")
        #expect(await refused("--force") == "unknownBranch")
        let draft = try company.draft("x", by: "bo", [users: Company.users.with("Users", "All")])
        #expect(await refused(draft.name) == "branchIsDraft")
        let root = try company.write(tree: try sync.tree(), parents: [])
        try company.move("refs/heads/other", to: root)
        #expect(await refused("other") == "unrelatedHistory")
        try await company.importBranch(by: "ana")
        #expect(await refused("hightouch", by: "abe") == "importIsOpen")
        #expect(try await company.importBranch(by: "ana").kind == .unchanged)
    }

    @Test("drafts that were started on the import are not taken for it")
    func stacked() async throws {
        let company = try Company()
        let sync = try GitSync(of: company)
        try sync.write([toCRM: hourly])
        let draft = try #require(try await company.importBranch().draft)
        let workspace = try company.workspace("ana")
        let above = try Drafts(workspace).start("above", for: workspace.me(), at: draft.tip)
        try company.commit([users: Company.users.with("Users", "All")], to: above)
        try sync.write([toCRM: everyThree])
        let found = try await company.importBranch()
        #expect(found.kind == .updated && found.draft?.name == draft.name)
        #expect(found.plan?.changes.map(\.shownName) == ["sync/leads-to-crm"])
    }
}
