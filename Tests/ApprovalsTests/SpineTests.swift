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
private let paused = Company.leadsToCRM.with("schedulePaused: false", "schedulePaused: true")

/// What goes wrong between landings that are each in order.
@Suite("The line of main", .bareScratch)
struct SpineTests {
    @discardableResult
    private func land(_ company: Company, _ slug: String, _ files: [String: String?], by member: String = "ana")
        async throws -> Landing
    {
        let draft = try company.draft(slug, by: member, files)
        try await company.submit(draft)
        return try #require(try await company.approve(draft, by: "bea").landed.first)
    }

    @Test("B3 a request that landed lands no second time, not by the same commits nor by new ones")
    func landedTwice() async throws {
        let company = try Company()
        let landing = try await land(company, "pause", [toCRM: paused])
        try await land(company, "back", [toCRM: Company.leadsToCRM], by: "abe")
        let main = try company.main()
        let tree = try company.tree(of: main, [toCRM: paused])
        let same = try company.write(tree: tree, parents: [main, landing.record.chain.last.commit])
        let found = try company.verify(same)
        #expect(found?.reason == .landedTwice(request: landing.record.id, first: landing.commit))
        #expect(found?.rule == 5)
        // The same lines, and one more, in commits of their own.
        var last = landing.plan.revision
        for event in landing.record.chain.events.map(\.event) {
            last = try company.write(
                tree: try company.repository().commit(last).tree, parents: [last], message: event.message)
        }
        #expect(words(try company.verify(company.write(tree: tree, parents: [main, last]))) == "5 landedTwice")
    }

    @Test("B3 settings that a landing brings do not judge it: those before do")
    func settingsBefore() async throws {
        let company = try Company()
        for change in [
            Company.settings.with("ana@acme.example, role: draft-contributor", "ana@acme.example, role: admin"),
            Company.settings.with("require_approvals: true", "require_approvals: false"),
            Company.settings.with("self_approval: false", "self_approval: true"),
        ] {
            let draft = try company.draft(
                "power-\(try Drafts(company.workspace("ana")).all().count)", by: "ana",
                ["assent.yaml": change + "# more\n", toCRM: mapped])
            try await company.submit(draft)
            var forged = try Forgery(company, of: draft, approvedBy: ["ana", "bo"])
            #expect(words(try forged.verify()) == "4 missing")
            forged.add(.publish, by: "ana")
            #expect(words(try forged.verify()) == "4 missing")
            forged.add(.approve, by: "carol")
            #expect(words(try forged.verify()) == "valid")
        }
    }

    @Test("B3 two landings that each hold on their own main are no proof once their order is swapped")
    func swappedParents() async throws {
        let company = try Company()
        let genesis = try company.main()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let forged = try Forgery(company, of: draft, approvedBy: ["bo"])
        let events = try forged.writeEvents()
        // The draft as the first parent: its commits would be main's.
        let swapped = try company.write(tree: forged.tree, parents: [events, forged.onto])
        #expect(words(try company.verify(swapped)) == "1 notALanding")

        // Another valid landing, which lost the race: main may not go over to its line.
        let lost = try forged.write()
        let won = try await land(company, "gone", [toBraze: nil])
        let spine = try company.write(tree: forged.tree, parents: [lost, won.commit])
        #expect(words(try company.verify(spine)) == "valid")
        let found = try Verifier(company.repository()).verify(spine, genesis: genesis, remembered: [won.commit])
        #expect(words(found.failure) == "1 lineLost")
        #expect(found.failure?.commit == spine)
        let proper = try Verifier(company.repository()).verify(won.commit, genesis: genesis, remembered: [genesis])
        #expect(words(proper.failure) == "valid")
    }

    @Test("B3 a genesis that was pinned must lie on the first-parent line")
    func genesis() async throws {
        let company = try Company()
        let genesis = try company.main()
        let landing = try await land(company, "object", [toCRM: mapped])
        #expect(words(try company.verify(landing.commit, genesis: genesis)) == "valid")
        for other in [landing.plan.revision, landing.record.chain.last.commit] {
            let found = try company.verify(landing.commit, genesis: other)
            #expect(found?.reason == .genesisLost(other))
        }
        // Main started anew, with the old one beside it.
        let tree = try company.tree(of: genesis, ["assent.yaml": Company.settings.with("role: viewer", "role: admin")])
        let fresh = try company.write(tree: tree, parents: [])
        let joined = try company.write(tree: tree, parents: [fresh, landing.commit])
        #expect(try company.verify(joined, genesis: genesis)?.reason == .genesisLost(genesis))
        // What lies before genesis is adopted as it was.
        let moved = try company.verify(landing.commit, genesis: landing.commit)
        #expect(words(moved) == "valid")
    }

    @Test("B2 an octopus, a fast-forward to a draft, a squash and a plain git merge are found")
    func shapes() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let forged = try Forgery(company, of: draft, approvedBy: ["bo"])
        let events = try forged.writeEvents()
        let other = try company.write(tree: try company.tree(of: forged.onto, [:]), parents: [forged.onto])
        let shapes: [(ObjectID, String)] = [
            (try company.write(tree: forged.tree, parents: [forged.onto, events, other]), "1 notALanding"),
            (try company.write(tree: forged.tree, parents: [forged.onto, other, events]), "1 notALanding"),
            (try company.write(tree: forged.tree, parents: [forged.onto]), "1 notALanding"),
            (try company.write(tree: forged.tree, parents: [forged.onto, draft.tip]), "1 notALanding"),
            (draft.tip, "1 notALanding"), (events, "1 notALanding"),
            // A merge that changes nothing governed is nobody's business.
            (try company.write(tree: try company.tree(of: forged.onto, [:]), parents: [forged.onto, events]), "valid"),
        ]
        for (index, (tip, expected)) in shapes.enumerated() {
            #expect(words(try company.verify(tip)) == expected, "shape \(index)")
        }
    }

    @Test("B3 a request that lands before those it says must land first is found")
    func after() async throws {
        let company = try Company()
        let first = try await land(company, "gone", [toBraze: nil])
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        var forged = try Forgery(company, of: draft)
        forged.add(.approve, by: "bo") { $0.after = [first.record.id] }
        #expect(words(try forged.verify()) == "valid")
        forged = try Forgery(company, of: draft)
        forged.add(.approve, by: "bo") { $0.after = [first.record.id, String(repeating: "0", count: 64)] }
        #expect(words(try forged.verify()) == "3 tooEarly")
    }

    @Test("B3 risk rules are judged by the risks that the approvers signed")
    func risks() async throws {
        let rules = "  self_approval: false\n  rules:\n    - {when: {risk: high}, required: 2}"
        let company = try Company(["assent.yaml": Company.settings.with("  self_approval: false", rules)])
        let keyed = Company.leads.with("primaryKey: email", "primaryKey: company")
        let draft = try company.draft("key", by: "ana", [leads: keyed])
        try await company.submit(draft)
        var forged = try Forgery(company, of: draft)
        forged.add(.approve, by: "bo") { $0.risks = ["A401"] }
        #expect(words(try forged.verify()) == "4 missing")
        forged.add(.approve, by: "bea") { $0.risks = ["A401"] }
        #expect(words(try forged.verify()) == "valid")
    }

    @Test("B3 risks are found anew: an approval that signs none of them, or a waiver, passes no rule on risk")
    func silentRisks() async throws {
        let rules =
            "  self_approval: false\n  rules:\n    - {when: {risk: high}, required: 2, waivable: false}"
        let company = try Company([
            "assent.yaml": Company.settings.with("  self_approval: false", rules),
            toCRM: Company.leadsToCRM.with("insert", "upsert"),
        ])
        func draft(_ slug: String, by member: String, _ files: [String: String?]) async throws -> Draft {
            let draft = try company.draft(slug, by: member, files)
            try await company.submit(draft)
            return draft
        }
        let keyed = Company.leads.with("primaryKey: email", "primaryKey: company")
        for (index, change) in [[leads: keyed], [toCRM: Company.leadsToCRM]]
            .enumerated()
        {
            let risky = try await draft("risky-\(index)", by: "bo", change)
            var forged = try Forgery(company, of: risky)
            forged.add(.approve, by: "bea") { $0.risks = [] }
            #expect(words(try forged.verify()) == "4 missing", "\(change)")
            forged = try Forgery(company, of: risky)
            forged.add(.publish, by: "bo")
            #expect(words(try forged.verify()) == "4 missing", "\(change)")
        }
        let harmless = try await draft("harmless", by: "bo", [toBraze: Company.usersToBraze + "description: x\n"])
        var forged = try Forgery(company, of: harmless)
        forged.add(.publish, by: "bo")
        #expect(words(try forged.verify()) == "valid")
    }

    @Test("B3 what an alias leads elsewhere is reached by its change: rules by destination, limited roles, the subject")
    func redirected() async throws {
        let rules =
            "  self_approval: false\n  rules:\n    - {when: {destinations: [braze]}, from: [\"member:bea\"], waivable: false}"
        let company = try Company(["assent.yaml": Company.settings.with("  self_approval: false", rules)])
        let aliases = "hightouch/aliases-acme.yaml"
        let draft = try company.draft(
            "alias", by: "carol", [aliases: Company.aliases.with("crm: salesforce", "crm: braze")])
        let plan = try company.plan(draft)
        let touch = try #require(plan.touches.first { $0.file == .sync("leads-to-crm") })
        #expect(
            touch.destinations.map(\.description).sorted() == ["braze", "salesforce"]
                && touch.sources.map(\.description) == ["snowflake"] && touch.needsApproval)
        #expect(!plan.touches.contains { $0.file == .sync("users-to-braze") })
        let refused = name(of: await refusal { try await company.publish(draft) })
        #expect(refused == "waits")
        try await company.submit(draft)
        var forged = try Forgery(company, of: draft)
        forged.add(.publish, by: "carol")
        #expect(words(try forged.verify()) == "4 missing")
        // What the sync is like is part of what is agreed to.
        let before = plan.subject
        try company.commitToMain([toCRM: Company.leadsToCRM.with("model: leads", "model: users")])
        #expect(try company.plan(draft).subject != before)
        // A new name that nothing uses reaches nothing.
        let unused = try company.draft("unused", by: "carol", [aliases: Company.aliases + "  mail: braze\n"])
        #expect(try company.plan(unused).touches.count == 1)
    }

    @Test("B3 another root deletes all of the old one and adds all of the new one, with what rules ask of that")
    func movedRoot() async throws {
        let rules =
            "  self_approval: false\n  rules:\n    - {when: {destinations: [braze]}, from: [\"member:bea\"], waivable: false}"
        let settings = Company.settings.with("  self_approval: false", rules)
        let company = try Company(["assent.yaml": settings])
        // Nobody's business, so far.
        try company.commitToMain([
            "other/models/leads.yaml": Company.leads,
            "other/syncs/leads-to-ads.yaml": Company.leadsToCRM.with("destination: crm", "destination: ads"),
        ])
        let draft = try company.draft(
            "root", by: "carol", ["assent.yaml": settings.with("root: hightouch", "root: other")])
        let plan = try company.plan(draft)
        let paths = Set(plan.merge.changes.map(\.path))
        #expect(
            paths.isSuperset(of: [
                "assent.yaml", toCRM, toBraze, leads, "other/models/leads.yaml", "other/syncs/leads-to-ads.yaml",
            ]))
        #expect(plan.touches.contains { $0.destinations.contains(ExactText("ads")) })
        #expect(plan.touches.contains { $0.destinations.contains(ExactText("braze")) })
        try await company.submit(draft)
        var forged = try Forgery(company, of: draft)
        forged.add(.publish, by: "carol")
        #expect(words(try forged.verify()) == "4 missing")
        let refused = name(of: await refusal { try await company.publish(draft) })
        #expect(refused == "waits")
    }
}

/// Where signatures are asked for, nothing may pass for signed.
@Suite("Unsigned events", .bareScratch)
struct UnsignedTests {
    private static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"

    private func company(keysOf members: [String] = [], _ signatures: String = "optional") throws -> Company {
        var settings = Company.settings.with("signatures: optional", "signatures: \(signatures)")
        for (index, member) in members.enumerated() {
            // A key under two members is an error.
            let key = Self.key.dropLast() + String(index)
            settings = settings.with(
                "email: \(member)@acme.example,", "email: \(member)@acme.example, keys: [\"\(key)\"],")
        }
        return try Company(["assent.yaml": settings])
    }

    /// What the product itself would not write any more.
    private func forgery(_ company: Company, _ approvers: [String]) throws -> Forgery {
        let draft = try company.draft("object", by: "abe", [toCRM: mapped])
        let workspace = try company.workspace("abe")
        let plan = try Planner(workspace).plan(draft, by: "abe")
        let event = EventDraft(
            kind: .submit, workspace: workspace.settings.id, branch: "main", sequence: 0, actor: "abe",
            time: "2026-03-01T12:00:00Z", draft: draft.name, revision: draft.tip, subject: plan.subject, nonce: "00")
        let tip = try EventWriter(repository: company.repository()).append(event.signed(), after: nil)
        try company.move(Refs.requests + event.digest, to: tip)
        return try Forgery(company, of: draft, approvedBy: approvers)
    }

    @Test(
        "B3 an event that counts by a member who has keys must be signed, by anyone where signatures are required",
        arguments: [
            ([], "optional", ["bo"], "valid"), (["abe"], "optional", ["bo"], "2 void"),
            (["bo"], "optional", ["bo"], "2 void"), (["bea"], "optional", ["bo"], "valid"),
            ([], "required", ["bo"], "2 void"),
            // An event that cannot be verified is void: it neither counts nor blocks.
            (["bea"], "optional", ["bo", "bea"], "valid"), (["bea"], "optional", ["bea", "bo"], "valid"),
        ] as [([String], String, [String], String)])
    func unsigned(keys: [String], signatures: String, approvers: [String], expected: String) throws {
        let company = try company(keysOf: keys, signatures)
        #expect(words(try forgery(company, approvers).verify()) == expected)
    }

    @Test("B3 an unsigned decline or waiver in the name of a member who has keys is void")
    func void() throws {
        let company = try company(keysOf: ["carol"])
        let sound = try forgery(company, [])
        var forged = sound
        forged.add(.publish, by: "carol")
        #expect(words(try forged.verify()) == "2 void")
        forged = sound
        forged.add(.decline, by: "carol")
        forged.add(.approve, by: "bo")
        #expect(words(try forged.verify()) == "valid")
    }
}
