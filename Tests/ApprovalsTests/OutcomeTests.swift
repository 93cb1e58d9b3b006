import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = Company.leadsToCRM.with("quantity: 1", "quantity: 2")
private let updating = Company.usersToBraze.with("mode: upsert", "mode: update")

extension Outcome {
    /// `bo asked`
    fileprivate var heard: [String] { concerned.map { "\($0.member) \($0.why.rawValue)" } }
    /// `bo asked draft/ana/leads`
    fileprivate var heardOf: [String] { concerned.map { "\($0.member) \($0.why.rawValue) \($0.draft)" } }
}

extension Company {
    /// Two approvals are needed.
    fileprivate static func ofTwo() throws -> Company {
        try Company(["assent.yaml": settings.with("  required: 1", "  required: 2")])
    }

    fileprivate func comment(_ draft: Draft, by member: String) async throws -> Outcome {
        let workspace = try workspace(member)
        return try await Commenter(workspace).comment(request(of: draft), by: workspace.me(), "Why?")
    }

    fileprivate func decline(_ draft: Draft, by member: String) async throws -> Outcome {
        let workspace = try workspace(member)
        return try await Decliner(workspace).decline(request(of: draft), by: workspace.me(), reason: "Too wide")
    }

    fileprivate func withdraw(_ draft: Draft, by member: String) async throws -> Outcome {
        let workspace = try workspace(member)
        return try await Withdrawer(workspace).withdraw(request(of: draft), by: workspace.me(), comment: nil)
    }

    fileprivate func delete(_ draft: Draft, by member: String) async throws -> Outcome {
        let workspace = try workspace(member)
        return try await DraftDeleter(workspace).delete(draft, by: workspace.me(), comment: nil)
    }

    fileprivate func publication(of draft: Draft, by member: String) async throws -> Outcome {
        let workspace = try workspace(member)
        return try await Publisher(workspace).publish(draft, by: workspace.me(), reason: nil)
    }

    fileprivate func change(by member: String, _ edit: ([UInt8]) throws -> [UInt8]) async throws -> SettingsChange {
        let workspace = try workspace(member)
        let change = try await SettingsChanger(workspace).changeSettings(
            "settings", by: workspace.me(), message: "Edit"
        ) { FileText(bytes: try edit($0.bytes)) }
        return try #require(change)
    }
}

/// Who is concerned by each act and why, and which approvals it voids.
@Suite("Outcomes of acts", .bareScratch)
struct OutcomeTests {
    @Test("submit concerns those who are asked: whom it names, else whom the rules name, else nobody")
    func submit() async throws {
        let rule = "  rules:\n    - {when: {destinations: [braze]}, from: [\"member:dora\", \"member:carol\"]}"
        let company = try Company([
            "assent.yaml": Company.settings.with("  self_approval: false", "  self_approval: false\n\(rule)")
        ])
        let crm = try company.draft("crm", by: "ana", [toCRM: mapped])
        let first = try await company.submit(crm, to: ["bo", "carol"]).outcome
        #expect(first.act == .submit && first.actor == "ana")
        guard case .submitted(let request, let plan)? = first.effects.first, first.effects.count == 1 else {
            Issue.record("\(first.effects)")
            return
        }
        #expect(try request == company.request(of: crm) && plan.draft == crm.name)
        #expect(first.heardOf == ["bo asked \(crm.name)", "carol asked \(crm.name)"])
        #expect(first.voided == [] && first.problem == nil)

        let braze = try company.draft("braze", by: "ana", [toBraze: updating])
        #expect(try await company.submit(braze).outcome.heard == ["carol asked", "dora asked"])
        let other = try company.draft("other", by: "ana", [toCRM: hourly])
        #expect(try await company.submit(other).outcome.heard == [])
    }

    @Test("the same submit again has the same outcome, and somebody else's that changes nothing has none")
    func again() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let first = try await company.submit(draft, to: ["bo"]).outcome
        let again = try await company.submit(draft, to: ["bo"])
        #expect(again.kind == .unchanged)
        #expect(again.outcome.effects.count == 1 && again.outcome.concerned == first.concerned)
        let others = try await company.submit(draft, by: "bea")
        #expect(others.kind == .unchanged)
        #expect(others.outcome.effects.isEmpty && others.outcome.concerned == [])
    }

    @Test("an approval that waits for more concerns the author and those who are still asked")
    func recorded() async throws {
        let company = try Company.ofTwo()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft, to: ["bo", "bea"])
        let outcome = try await company.approve(draft, by: "bo")
        #expect(outcome.recorded.map(\.draft) == [draft.name] && outcome.landed.isEmpty)
        #expect(outcome.heard == ["ana author", "bea asked"])
    }

    @Test("F6 the author of what is ready, and waits for what was approved beside it, hears that it may be published")
    func ready() async throws {
        let company = try Company([
            "assent.yaml": Company.settings.with(
                "  self_approval: false",
                "  self_approval: false\n  rules:\n    - when: {destinations: [braze]}\n      required: 2")
        ])
        let crm = try company.draft("crm", by: "ana", [toCRM: mapped])
        let braze = try company.draft("braze", by: "ana", [toBraze: updating])
        try await company.submit(crm)
        try await company.submit(braze)
        let outcome = try await company.approve(crm, braze, by: "bo")
        #expect(
            outcome.heardOf == [
                "ana mayPublish \(crm.name)",
                "ana author \(braze.name)",
            ])
    }

    @Test("revise concerns those whose approval it voids and who declined; a comment, all who took part or are asked")
    func revise() async throws {
        let company = try Company.ofTwo()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        let decline = try await company.decline(draft, by: "carol")
        guard case .declined(let request, let plan)? = decline.effects.first else {
            Issue.record("\(decline.effects)")
            return
        }
        #expect(request.draftName == draft.name && plan.decision.declinedBy == ["carol"])
        #expect(decline.heard == ["ana author", "bo approved"])

        let revised = try await company.submit(company.commit([toCRM: hourly], to: draft), to: ["bea"]).outcome
        #expect(revised.heard == ["bea asked", "bo approvalVoided", "carol declined"])
        #expect(revised.voided.map(\.draft) == [draft.name] && revised.voided.map(\.members) == [["bo"]])
        #expect(revised.voided.map(\.authors) == [["ana"]] && revised.voided.map(\.conflicts) == [false])

        let comment = try await company.comment(draft, by: "eva")
        guard case .commented(_, let said)? = comment.effects.first else {
            Issue.record("\(comment.effects)")
            return
        }
        #expect(said.event.comment == "Why?" && said.event.actor == "eva")
        #expect(comment.heard == ["ana author", "carol declined", "bo approved", "bea asked"])

        let withdrawal = try await company.withdraw(draft, by: "ana")
        guard case .withdrawn(let closed, let event)? = withdrawal.effects.first else {
            Issue.record("\(withdrawal.effects)")
            return
        }
        #expect(closed.id == request.id && event.event.kind == .withdraw)
        #expect(withdrawal.heard == ["carol declined", "bo approved", "eva commented"])
    }

    @Test("deleting a draft concerns whose it is, and who took part in its request")
    func delete() async throws {
        let company = try Company()
        let plain = try company.draft("plain", by: "ana", [toCRM: mapped])
        #expect(try await company.delete(plain, by: "bo").heard == ["ana author"])
        let asked = try company.draft("asked", by: "ana", [toCRM: mapped])
        try await company.submit(asked)
        _ = try await company.comment(asked, by: "eva")
        #expect(try await company.delete(asked, by: "ana").heard == ["eva commented"])
    }

    @Test("an approval that publishes concerns the author and who took part")
    func approve() async throws {
        let company = try Company()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft, to: ["bea"])
        _ = try await company.comment(draft, by: "eva")
        let outcome = try await company.approve(draft, by: "bo")
        #expect(outcome.act == .approve && outcome.landed.map(\.plan.draft) == [draft.name])
        #expect(outcome.recorded.isEmpty && outcome.voided == [] && outcome.problem == nil)
        #expect(outcome.heard == ["ana author", "eva commented"])
    }

    @Test("B8 a publish concerns whose approvals it voids, whose requests lose them, and whose drafts now conflict")
    func publish() async throws {
        let company = try Company.ofTwo()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        let same = try company.draft(
            "same", by: "abe", [toCRM: Company.leadsToCRM.with("object: Lead", "object: person")])
        try company.draft("elsewhere", by: "eva", [toBraze: updating])
        try company.draft("beside", by: "dora", [toCRM: hourly])
        let landing = try company.draft(
            "landing", by: "bea", [toCRM: Company.leadsToCRM.with("object: Lead", "object: contact")])
        let outcome = try await company.publication(of: landing, by: "bea")
        #expect(outcome.act == .publish && outcome.landed.map(\.plan.draft) == [landing.name])
        #expect(outcome.voided.map(\.draft) == [draft.name] && outcome.voided.map(\.members) == [["bo"]])
        #expect(outcome.voided.map(\.conflicts) == [true] && outcome.voided.map(\.authors) == [["ana"]])
        #expect(
            outcome.heardOf == [
                "bo approvalVoided \(draft.name)",
                "ana lostApproval \(draft.name)",
                "abe conflicts \(same.name)",
            ])
    }

    @Test("a draft of somebody else that cannot be read fails no publish: who may be missing is told")
    func damaged() async throws {
        let company = try Company.ofTwo()
        let asked = try company.draft("asked", by: "ana", [toCRM: mapped])
        try await company.submit(asked)
        try await company.approve(asked, by: "bo")
        let same = try company.draft(
            "same", by: "abe", [toCRM: Company.leadsToCRM.with("object: Lead", "object: person")])
        let landing = try company.draft(
            "landing", by: "bea", [toCRM: Company.leadsToCRM.with("object: Lead", "object: contact")])
        let repository = try company.scratch.open()
        let lost = try #require(try repository.entry(at: toCRM, in: repository.commit(same.tip).tree)).id.hex
        remove("\(company.scratch.path)/objects/\(lost.prefix(2))/\(lost.dropFirst(2))")

        let outcome = try await company.publication(of: landing, by: "bea")
        #expect(try outcome.landed.map(\.commit) == [company.main()] && outcome.problem == nil)
        #expect(outcome.voided.map(\.draft) == [asked.name])
        #expect(outcome.missed != nil)
    }

    @Test("settings that are live concern the members of whom they say something else; on a draft, nobody")
    func settings() async throws {
        let company = try Company()
        let waits = try await company.change(by: "ana") { try Settings.removing(member: "bea", from: $0) }
        #expect(waits.landing == nil && waits.outcome.act == .settings)
        guard case .started(let draft)? = waits.outcome.effects.first else {
            Issue.record("\(waits.outcome.effects)")
            return
        }
        #expect(draft == waits.draft && waits.outcome.concerned == [])

        let removed = try await company.change(by: "carol") { try Settings.removing(member: "bea", from: $0) }
        #expect(removed.landing != nil && removed.outcome.act == .settings)
        // The draft that removes her too has lost nothing.
        #expect(removed.outcome.heard == ["bea removed"])
        let added = try await company.change(by: "carol") { bytes in
            let finn = Member(id: "finn", name: "Finn", email: "finn@acme.example", role: "viewer")
            return try Settings.adding(finn, to: bytes)
        }
        #expect(added.outcome.heard == ["finn added"])
        let changed = try await company.change(by: "carol") { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            return Array(text.with("bo@acme.example, role: editor", "bo@acme.example, role: viewer").utf8)
        }
        #expect(changed.outcome.heard == ["bo roleChanged"])
    }

    @Test("reverting and accepting tell of what they did, and concern nobody yet")
    func others() async throws {
        let company = try Company()
        let landing = try await company.publish(company.draft("object", by: "bo", [toCRM: mapped]))
        let workspace = try company.workspace("ana")
        let reversal = try Reverter(workspace).revert(
            Reverter(workspace).publishedChange(named: landing.commit.hex), by: workspace.me())
        guard case .started(let draft)? = reversal.outcome.effects.first else {
            Issue.record("\(reversal.outcome.effects)")
            return
        }
        #expect(draft == reversal.draft && reversal.outcome.act == .revert && reversal.outcome.concerned == [])

        let commit = try company.commitToMain([toBraze: updating])
        let administrator = try company.workspace("carol")
        let acceptance = try await Acceptor(administrator).accept([commit], comment: nil)
        #expect(acceptance.act == .accept && acceptance.actor == "carol")
        #expect(acceptance.accepted.map(\.commits) == [[commit]] && acceptance.concerned == [])
    }
}
