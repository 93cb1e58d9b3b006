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

/// A change of a sync's mapping, the commonest thing that needs approval.
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")

@Suite("The approval flow", .bareScratch)
struct FlowTests {
    @Test("F1 with approvals off, every member who may draft may publish")
    func switchOff() async throws {
        let company = try Company([
            "assent.yaml": Company.settings.with("require_approvals: true", "require_approvals: false")
        ])
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let landing = try await company.publish(draft)
        #expect(landing.decision.requirements.isEmpty)
        #expect(try company.published(toCRM) == mapped)
        try await company.expectSound()
    }

    @Test("F2 a draft-contributor needs approval, an editor does not")
    func contributorAndEditor() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        #expect(name(of: await refusal { try await company.publish(draft) }) == "mayNot")
        #expect(try company.published(toCRM) == Company.leadsToCRM)

        let other = try company.draft("object", by: "bo", [toCRM: mapped])
        let landing = try await company.publish(other)
        #expect(landing.decision.waivedBy == "bo")
        #expect(try company.published(toCRM) == mapped)
        try await company.expectSound()
    }

    @Test("F3 publish now is recorded as such, with its reason")
    func publishNow() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "bo", [toCRM: mapped])
        let landing = try await company.publish(draft, reason: "the campaign starts at noon")
        #expect(landing.record.chain.last.event.waives)
        #expect(landing.record.chain.last.event.comment == "the campaign starts at noon")
        let verified = try company.verify().proven.all()
        #expect(verified.map(\.isWaived) == [true])
        #expect(try company.scratch.open().reference(draft.reference) == nil)
    }

    @Test("F3 a submitted draft waits, and goes live with the approval")
    func submitAndApprove() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let submission = try await company.submit(draft, to: ["bo"], comment: "please")
        #expect(submission.approvers == ["bo", "bea", "carol"])
        #expect(try company.published(toCRM) == Company.leadsToCRM)
        let approval = try await company.approve(draft, by: "bo")
        #expect(approval.landed.count == 1)
        #expect(try company.published(toCRM) == mapped)
        #expect(try company.scratch.open().references(under: "refs/assent/").isEmpty)
        #expect(try company.scratch.open().reference(draft.reference) == nil)
        try await company.expectSound()
    }

    @Test(
        "F4 what is only for people needs no approval, everything else does",
        arguments: [
            (leads, Company.leads.with("name: Leads", "name: All leads"), false),
            (leads, Company.leads + "description: who asked\ntags: [crm]\nfolder: sales\n", false),
            (leads, Company.leads.with("name: Leads", "name: Leads # a comment"), false),
            (leads, Company.leads.with("crm.leads", "crm.all_leads"), true),
            (leads, Company.leads.with("primaryKey: email", "primaryKey: company"), true),
            (leads, Company.leads.with("source: snowflake", "source: events"), true),
            (
                columns,
                "- {name: company, type: string}\n- {name: email, type: string}\n- {name: first_name, type: string}\n",
                true
            ),
            (toCRM, mapped, true),
            (toCRM, Company.leadsToCRM.with("quantity: 1", "quantity: 2"), true),
            (toCRM, Company.leadsToCRM.with("schedulePaused: false", "schedulePaused: true"), true),
            (toCRM, Company.leadsToCRM.with("schedulePaused: false\n", ""), false),
            (toCRM, Company.leadsToCRM + "description: leads\n", false),
            ("hightouch/models/new.yaml", Company.leads, true),
            (toBraze, nil, true),
        ] as [(String, String?, Bool)])
    func whatNeedsApproval(path: String, text: String?, needs: Bool) async throws {
        let company = try Company()
        let draft = try company.draft("change", by: "ana", [path: text])
        #expect(try company.plan(draft).needsApproval == needs)
        if needs {
            #expect(name(of: await refusal { try await company.publish(draft) }) == "mayNot")
        } else {
            try await company.publish(draft)
            #expect(try company.published(path) == text)
            try await company.expectSound()
        }
    }

    @Test(
        "F4 the settings and aliases take someone with manage, approvals on or off", arguments: [true, false],
        ["assent.yaml", aliases])
    func settingsNeedManage(isOn: Bool, path: String) async throws {
        let settings = Company.settings.with("require_approvals: true", "require_approvals: \(isOn)")
        let company = try Company(["assent.yaml": settings])
        let changed = [
            "assent.yaml": settings.with("required: 1", "required: 2"), aliases: Company.aliases + "  mail: braze\n",
        ]
        let draft = try company.draft("change", by: "ana", [path: changed[path]!])
        #expect(name(of: await refusal { try await company.publish(draft) }) == "mayNot")
        #expect(name(of: await refusal { try await company.publish(draft, by: "bo") }) == "mayNot")
        try await company.submit(draft)
        #expect(name(of: await refusal { try await company.approve(draft, by: "bo") }) == "mayNot")
        try await company.approve(draft, by: "carol")
        #expect(try company.published(path) == changed[path]!)
        try await company.expectSound()
    }

    @Test("F5 any approver will do, asked or not; who may not approve all of it will not")
    func anyApprover() async throws {
        let company = try Company()
        let draft = try company.draft(
            "both", by: "ana", [toCRM: mapped, toBraze: Company.usersToBraze.with("mode: upsert", "mode: update")])
        try await company.submit(draft, to: ["bo"])
        // dora leads Braze, and the draft changes the CRM too.
        #expect(name(of: await refusal { try await company.approve(draft, by: "dora") }) == "mayNot")
        #expect(name(of: await refusal { try await company.approve(draft, by: "abe") }) == "mayNot")
        #expect(name(of: await refusal { try await company.approve(draft, by: "eva") }) == "mayNot")
        let approval = try await company.approve(draft, by: "bea")
        #expect(approval.landed.count == 1)
    }

    @Test("F6 a sync that needs what only a draft model has goes live with it, model first, all or nothing")
    func draftModel() async throws {
        let company = try Company()
        let model = try company.draft(
            "score", by: "ana", [leads: Company.leads.with("company", "company, score")])
        let sync = try company.draft(
            "score-to-crm", by: "abe",
            [toCRM: Company.leadsToCRM.with("from: first_name", "from: score")])
        let findings = try company.plan(sync).newErrors
        #expect(findings.map(\.code) == [.onlyInDraft])
        #expect(findings.first?.message.contains("draft/ana/score") ?? false)
        try await company.submit(sync)
        #expect(name(of: await refusal { try await company.approve(sync, by: "bo") }) == "findings")
        try await company.submit(model)
        let approval = try await company.approve(sync, model, by: "bo")
        #expect(approval.landed.map(\.plan.draft) == [model.name, sync.name])
        #expect(try company.published(toCRM)?.contains("from: score") ?? false)
        // Each approval says what must be live before.
        let after = approval.landed.map { landing in
            landing.record.events.first(where: \.isApproval)?.after
        }
        #expect(after == [[], [approval.landed[0].record.id]])
        let verification = try company.verify()
        #expect(verification.proven.all().count == 2)
        try await company.expectSound()
    }

    @Test("F6 an approval that names what must be live before it counts once that is, and not sooner")
    func approvedAfter() async throws {
        let company = try Company()
        let other = try company.draft("braze", by: "ana", [toBraze: Company.usersToBraze.with("upsert", "update")])
        let first = try await company.submit(other).request
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        let repository = try company.repository()
        let approval = EventDraft(
            kind: .approve, workspace: request.chain.first.workspace, branch: "main", request: request.id, sequence: 1,
            previous: request.chain.last.digest, actor: "bo", time: "2026-03-01T12:00:00Z", revision: request.revision,
            subject: request.subject, risks: [], after: [first.id])
        let tip = try EventWriter(repository: repository).append(approval.signed(), after: request.tip)
        try repository.update([
            RefUpdate(name: request.reference, expected: request.tip, new: tip, message: "approve")
        ])
        #expect(try !company.plan(draft).decision.isSatisfied)
        #expect(name(of: await refusal { try await company.publish(draft, by: "ana") }) == "waits")
        _ = try await company.approve(other, by: "bea")
        #expect(try company.plan(draft).decision.isSatisfied)
        try await company.publish(draft, by: "ana")
        #expect(try company.verify().failure == nil)
    }

    @Test("F6 of several requests none lands if one cannot, and the approvals are recorded")
    func allOrNothing() async throws {
        let company = try Company([
            "assent.yaml": Company.settings.with(
                "  self_approval: false",
                "  self_approval: false\n  rules:\n    - when: {destinations: [braze]}\n      required: 2")
        ])
        let crm = try company.draft("crm", by: "ana", [toCRM: mapped])
        let braze = try company.draft(
            "braze", by: "ana", [toBraze: Company.usersToBraze.with("mode: upsert", "mode: update")])
        try await company.submit(crm)
        try await company.submit(braze)
        let before = try company.main()
        let first = try await company.approve(crm, braze, by: "bo")
        #expect(first.landed.isEmpty)
        #expect(first.recorded.map(\.draft) == [crm.name, braze.name])
        #expect(try company.main() == before)
        let second = try await company.approve(crm, braze, by: "bea")
        #expect(second.landed.count == 2)
        try await company.expectSound()
    }

    @Test("F7 a withdrawn request goes, its draft stays and can be submitted again")
    func withdraw() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        let workspace = try company.workspace("ana")
        try await Withdrawer(workspace).withdraw(request, by: try workspace.me(), comment: "not yet")
        #expect(try Requests(workspace).open().isEmpty)
        #expect(try Requests(workspace).closedRequests().map(\.id) == [request.id])
        #expect(try company.scratch.open().reference(draft.reference) == draft.tip)
        #expect(
            name(of: await refusal { try await company.approve(draft, by: "bo") }) == "noRequest")
        #expect(
            name(
                of: await refusal {
                    try await Withdrawer(workspace).withdraw(
                        RequestNames(workspace).request(named: request.id), by: workspace.me(), comment: nil)
                })
                == "requestClosed")
        let again = try await company.submit(draft).request
        #expect(again.id != request.id)
        try await company.approve(draft, by: "bo")
        try await company.expectSound()
    }

    @Test("F7 deleting a draft discards branch and request, and keeps the events alone")
    func delete() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        let other = try company.workspace("abe")
        #expect(
            name(
                of: await refusal {
                    try await DraftDeleter(other).delete(
                        Drafts(other).draft(named: draft.name), by: other.me(), comment: nil)
                })
                == "mayNotTouchRequest")
        let workspace = try company.workspace("bo")
        try await DraftDeleter(workspace).delete(
            try Drafts(workspace).draft(named: draft.name), by: try workspace.me(), comment: "wrong object")
        #expect(try Drafts(workspace).all().isEmpty)
        let closed = try #require(try Requests(workspace).closedRequests().first)
        #expect(closed.record.closings.first?.kind == .delete)
        // Nothing leads to the draft's content any more.
        let reachable = try await company.scratch.git("rev-list", "--objects", "--all")
        #expect(!reachable.contains(draft.tip.hex))
        #expect(try await company.scratch.git("ls-tree", "-r", closed.tip.hex).isEmpty)
    }

    @Test("F7 a request that was opened since the draft was looked at is named as closed with it")
    func deleteOpenedSince() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let workspace = try company.workspace("ana")
        let seen = try Drafts(workspace).draft(named: draft.name)
        #expect(try Requests(workspace).open(of: draft.name) == nil)
        let request = try await company.submit(draft).request
        #expect(
            try await DraftDeleter(workspace).delete(seen, by: workspace.me(), comment: nil).closed?.id == request.id)
        #expect(
            try await DraftDeleter(workspace).delete(
                company.draft("plain", by: "ana", [toCRM: mapped]), by: workspace.me(), comment: nil
            ).closed == nil)
    }

    @Test("F7 a draft that went on since it was looked at is not deleted, and its request stays open")
    func deleteMovedOn() async throws {
        let company = try Company()
        let seen = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(seen)
        let workspace = try company.workspace("ana")
        let now = try company.commit([toCRM: mapped + "# and more\n"], to: seen)
        #expect(
            name(
                of: await refusal {
                    try await DraftDeleter(workspace).delete(seen, by: workspace.me(), comment: nil)
                })
                == "changedMeanwhile")
        #expect(try Drafts(workspace).draft(named: seen.name).tip == now.tip)
        #expect(try Requests(workspace).open(of: seen.name) != nil)
        #expect(try Requests(workspace).closedRequests().isEmpty)
    }

    @Test("F7 only authors and approvers act on a request")
    func hands() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft).request
        for stranger in ["abe", "eva", "dora"] {
            let workspace = try company.workspace(stranger)
            let refused = await refusal {
                try await Withdrawer(workspace).withdraw(request, by: workspace.me(), comment: nil)
            }
            #expect(name(of: refused) == "mayNotTouchRequest")
        }
        let workspace = try company.workspace("bo")
        try await Withdrawer(workspace).withdraw(request, by: try workspace.me(), comment: nil)
    }

    @Test("F8 a review holds every field that changes, published and proposed")
    func review() throws {
        let company = try Company()
        let draft = try company.draft(
            "fields", by: "ana",
            [
                toCRM: mapped.with("from: first_name", "from: company"),
                leads: Company.leads.with("crm.leads", "crm.all_leads"),
            ])
        let plan = try company.plan(draft)
        #expect(
            plan.changes.flatMap { change in change.fields.map { "\(change.resource!): \($0.path)" } } == [
                "model/leads: rawSql", "sync/leads-to-crm: config.mappings[FirstName].from",
                "sync/leads-to-crm: config.object",
            ])
        #expect(plan.uses["leads"]?.map(\.path) == [toCRM])
    }

    @Test("F9 approving a model reaches the destinations of the syncs that use it")
    func syncsByModel() async throws {
        let company = try Company()
        let allowed = try company.draft(
            "users", by: "ana", [users: Company.users.with("PUBLIC.USERS", "PUBLIC.ALL_USERS")])
        let submission = try await company.submit(allowed)
        #expect(submission.approvers.contains("dora"))
        let refused = try company.draft("leads", by: "ana", [leads: Company.leads.with("crm.leads", "crm.all_leads")])
        #expect(!(try await company.submit(refused).approvers.contains("dora")))
        try await company.approve(allowed, by: "dora")
        #expect(name(of: await refusal { try await company.approve(refused, by: "dora") }) == "mayNot")
    }

    @Test("F9 a limited role needs the destination before and after the change, aliases resolved")
    func limitedRole() async throws {
        let company = try Company([
            aliases: "destinations:\n  crm: salesforce\n  mail: braze\n",
            toBraze: Company.usersToBraze.with("destination: braze", "destination: mail"),
        ])
        let text = Company.usersToBraze.with("destination: braze", "destination: mail")
        // Through the alias it is Braze, which dora leads.
        let inside = try company.draft("inside", by: "dora", [toBraze: text.with("mode: upsert", "mode: update")])
        try await company.publish(inside)
        let away = try company.draft("away", by: "dora", [toBraze: text.with("destination: mail", "destination: crm")])
        #expect(name(of: await refusal { try await company.publish(away) }) == "mayNot")
        let here = try company.draft(
            "here", by: "dora", [toCRM: Company.leadsToCRM.with("destination: crm", "destination: braze")])
        #expect(name(of: await refusal { try await company.publish(here) }) == "mayNot")
        try await company.expectSound()
    }

    @Test("F9 who may not approve everything is told at once that nobody can")
    func nobody() async throws {
        let company = try Company([
            "assent.yaml": Company.settings.with("role: editor", "role: draft-contributor").with(
                "role: admin", "role: manager"
            )
            .with("roles:\n", "roles:\n  manager: {permissions: [draft, manage]}\n")
        ])
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        #expect(try await company.submit(draft).approvers.isEmpty)
        #expect(try company.plan(draft).decision.missing.map(\.isHopeless) == [true])
    }

    @Test("F9 a viewer and a stranger may not draft")
    func viewer() async throws {
        let company = try Company()
        let workspace = try company.workspace("eva")
        #expect(name(of: await refusal { try workspace.me(who: .draft) }) == "lacksPermission")
        let stranger = try company.workspace("zoe")
        #expect(name(of: await refusal { try stranger.me() }) == "stranger")
    }
}

@Suite("Quorum and rules", .bareScratch)
struct QuorumTests {
    private func company(_ approvals: String) throws -> Company {
        try Company([
            "assent.yaml": Company.settings.with("  required: 1\n  self_approval: false\n", approvals)
        ])
    }

    @Test("F9 two approvals are asked for, by two people")
    func two() async throws {
        let company = try company("  required: 2\n  self_approval: false\n")
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        #expect(try await company.approve(draft, by: "bo").landed.isEmpty)
        // The same one again does not count twice.
        let again = try await company.approve(draft, by: "bo")
        #expect(again.landed.isEmpty)
        #expect(again.recorded[0].decision.missing.map(\.given) == [["bo"]])
        #expect(try await company.approve(draft, by: "bea").landed.count == 1)
        try await company.expectSound()
    }

    @Test("F9 an author's own approval counts only where the settings say so", arguments: [true, false])
    func selfApproval(isAllowed: Bool) async throws {
        let company = try company("  required: 1\n  self_approval: \(isAllowed)\n")
        let draft = try company.draft("object", by: "bo", [toCRM: mapped])
        try await company.submit(draft)
        if isAllowed {
            #expect(try await company.approve(draft, by: "bo").landed.count == 1)
            try await company.expectSound()
        } else {
            #expect(name(of: await refusal { try await company.approve(draft, by: "bo") }) == "ownRequest")
        }
    }

    @Test(
        "F9 a rule on risk asks for more, and publish now gets round it unless it is not waivable",
        arguments: [true, false])
    func risk(isWaivable: Bool) async throws {
        let company = try company(
            """
              required: 1
              self_approval: false
              rules:
                - when: {risk: high}
                  required: 2
                  waivable: \(isWaivable)

            """)
        let keyed = Company.leads.with("primaryKey: email", "primaryKey: company")
        let draft = try company.draft("key", by: "ana", [leads: keyed])
        try await company.submit(draft)
        #expect(try company.plan(draft).riskCodes == ["A401"])
        #expect(try await company.approve(draft, by: "bea").landed.isEmpty)
        if isWaivable {
            try await company.publish(draft, by: "bo")
        } else {
            #expect(name(of: await refusal { try await company.publish(draft, by: "bo") }) == "waits")
            try await company.approve(draft, by: "carol")
        }
        #expect(try company.published(leads) == keyed)
        try await company.expectSound()
    }

    @Test("F9 a rule on risk is met by two where a sync begins to delete, and its codes are signed")
    func riskOfASync() async throws {
        let company = try company(
            """
              required: 1
              self_approval: false
              rules:
                - when: {risk: high}
                  required: 2

            """)
        let mirror = Company.usersToBraze.with("mode: upsert", "mode: mirror")
        let draft = try company.draft("mirror", by: "ana", [toBraze: mirror])
        try await company.submit(draft)
        #expect(try company.plan(draft).riskCodes == ["A404"])
        #expect(try await company.approve(draft, by: "carol").landed.isEmpty)
        let first = try #require(try company.plan(draft).verdicts["carol"])
        #expect(first.risks == ["A404"])
        #expect(try await company.approve(draft, by: "bo").landed.count == 1)
        #expect(try company.published(toBraze) == mirror)
        // Less than before needs one.
        let back = try company.draft("back", by: "ana", [toBraze: Company.usersToBraze])
        try await company.submit(back)
        #expect(try company.plan(back).riskCodes == [])
        #expect(try await company.approve(back, by: "bo").landed.count == 1)
        try await company.expectSound()
    }

    @Test("F9 a rule from a role or a member takes just their approval; one approval may meet several rules")
    func from() async throws {
        let company = try company(
            """
              required: 1
              self_approval: false
              rules:
                - when: {destinations: [braze]}
                  from: ["role:lifecycle-lead"]
                - when: {sources: [snowflake]}
                  from: ["member:dora", "member:carol"]

            """)
        let draft = try company.draft(
            "mode", by: "ana", [toBraze: Company.usersToBraze.with("mode: upsert", "mode: update")])
        try await company.submit(draft)
        #expect(try await company.approve(draft, by: "bo").landed.isEmpty)
        #expect(try await company.approve(draft, by: "dora").landed.count == 1)
        try await company.expectSound()
    }
}

extension Outcome {
    /// The request that was closed with a deleted draft.
    fileprivate var closed: ApprovalRequest? {
        effects.compactMap { if case .deleted(_, let closed) = $0 { closed?.0 } else { nil } }.first
    }
}
