import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = Company.leadsToCRM.with("quantity: 1", "quantity: 2")
private let mail = "notifications:\n  from: Assent <assent@acme.example>\n"

extension Outcome {
    /// All that members are told of it.
    fileprivate var told: String {
        let effects = effects.map { effect in
            "\(effect.name) \(effect.draft ?? "") \(effect.digests?.opening ?? "") \(effect.digests?.event ?? "") \(effect.comment ?? "")"
        }
        let decisions = landed.map { "\($0.commit) \($0.decision) \($0.record.events.count) \($0.plan.changes)" }
        let concerned = concerned.map { "\($0.member) \($0.why.rawValue) \($0.draft)" }
        return (["\(act) by \(actor)"] + effects + decisions + concerned + voided.map { "\($0)" }).joined(
            separator: "\n")
    }
}

extension Company {
    fileprivate static func withMail(_ old: String = "required: 1", _ new: String = "required: 1") throws -> Company {
        try Company(["assent.yaml": settings.with(old, new) + mail])
    }

    /// What is read from the refs that the last act moved is what the act came to.
    @discardableResult
    fileprivate func expectTold(
        _ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> OpenWorkspace? {
        let announcements = announced.take()
        let announcement = try #require(announcements.first, sourceLocation: sourceLocation)
        #expect(announcements.count == 1, sourceLocation: sourceLocation)
        let read = try OutcomeReader(workspace("eva")).outcome(of: announcement)
        #expect(read?.outcome.told == outcome.told, sourceLocation: sourceLocation)
        return read?.before
    }

    fileprivate var folder: String { "\(scratch.path)/assent/announcements" }

    /// As a process left it that was killed.
    fileprivate func leave(_ refs: [(name: String, old: String, new: String)], at remote: String? = nil) throws {
        let refs = refs.map { name, old, new -> JSON in
            ["name": .string(name), "expected": .string(old), "new": .string(new)]
        }
        var note: JSON.Members = ["actor": "ana", "refs": .array(refs), "time": 1_700_000_000]
        note["remote"] = remote.map(JSON.string)
        try Support.write(JSON.object(note).canonical, to: "\(folder)/99999999-\(refs.count)")
    }
}

/// What members are told is read from the refs that an act moved: it can be told by whoever comes later.
@Suite("Announcements", .bareScratch)
struct AnnouncementTests {
    @Test("F10 whatever is done to a request, all that is told of it is read again from its refs")
    func requests() async throws {
        let company = try Company.withMail("  required: 1", "  required: 2")
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        try company.expectTold(try await company.submit(draft, to: ["bo", "carol"], comment: "please").outcome)
        func request() throws -> ApprovalRequest {
            try RequestNames(company.workspace("bo")).request(named: draft.name)
        }
        func me(_ id: String) throws -> (OpenWorkspace, Member) {
            let workspace = try company.workspace(id)
            return (workspace, try workspace.me())
        }
        let (eva, viewer) = try me("eva")
        try company.expectTold(try await Commenter(eva).comment(request(), by: viewer, "Why?"))
        let approval = try await company.approve(draft, by: "bo")
        #expect(approval.concerned.map(\.member) == ["ana", "carol"])
        try company.expectTold(approval)
        let (carol, admin) = try me("carol")
        try company.expectTold(try await Decliner(carol).decline(request(), by: admin, reason: "Too wide"))
        let revision = try await company.submit(company.commit([toCRM: hourly], to: draft), to: ["bea"]).outcome
        #expect(revision.voided.map(\.members) == [["bo"]])
        try company.expectTold(revision)
        let (ana, author) = try me("ana")
        try company.expectTold(try await Withdrawer(ana).withdraw(request(), by: author, comment: "Later"))
        try company.expectTold(try await company.submit(draft).outcome)
        let tip = try Drafts(company.workspace("bo")).draft(named: draft.name)
        let (bo, editor) = try me("bo")
        try company.expectTold(try await DraftDeleter(bo).delete(tip, by: editor, comment: "Not wanted"))
        let plain = try company.draft("plain", by: "ana", [toCRM: mapped])
        let deletion = try await DraftDeleter(bo).delete(plain, by: editor, comment: nil)
        #expect(deletion.concerned.map(\.member) == ["ana"])
        try company.expectTold(deletion)
    }

    @Test("F10 whatever goes live, all that is told of it is read again from main, by the settings before it")
    func landings() async throws {
        let company = try Company.withMail()
        let crm = try company.draft("crm", by: "ana", [toCRM: mapped])
        let braze = try company.draft(
            "braze", by: "abe", [toBraze: Company.usersToBraze.with("mode: upsert", "mode: update")])
        try await company.submit(crm)
        try await company.submit(braze, comment: "both")
        _ = company.announced.take()
        let both = try await company.approve(crm, braze, by: "bo")
        #expect(both.landed.count == 2 && both.act == .approve)
        try company.expectTold(both)

        let other = try company.draft("other", by: "ana", [toCRM: hourly])
        try company.draft("same", by: "abe", [toCRM: mapped.with("quantity: 1", "quantity: 3")])
        try await company.submit(other)
        _ = company.announced.take()
        let waived = try company.draft("now", by: "bea", [toCRM: mapped.with("quantity: 1", "quantity: 4")])
        let workspace = try company.workspace("bea")
        let outcome = try await Publisher(workspace).publish(
            Drafts(workspace).draft(named: waived.name), by: workspace.me(), reason: "at once")
        #expect(outcome.act == .publish && outcome.concerned.map(\.member) == ["abe", "ana"])
        try company.expectTold(outcome)

        let administrator = try company.workspace("carol")
        let change = try await SettingsChanger(administrator).changeSettings(
            "settings", by: administrator.me(), message: "Edit"
        ) { FileText(bytes: try Settings.removing(member: "bea", from: $0.bytes)) }
        let removal = try #require(change).outcome
        #expect(removal.act == .settings && removal.concerned.map(\.why) == [.removed])
        let before = try company.expectTold(removal)
        #expect(before?.settings.member("bea") != nil)
    }

    @Test("nothing is noted down where the settings tell nobody, or another repository does")
    func silent() async throws {
        let quiet = try Company()
        try await quiet.submit(quiet.draft("object", by: "ana", [toCRM: mapped]))
        #expect(quiet.announced.take().isEmpty && File.names(in: quiet.folder).isEmpty)
    }

    @Test("a command that was killed after the act tells everybody; one that was killed before it, nobody")
    func killed() async throws {
        let company = try Company.withMail()
        let draft = try company.draft("object", by: "ana", [toCRM: mapped])
        let request = try await company.submit(draft, to: ["bo"]).request
        let all = Announcements(try company.repository())
        #expect(all.done().map(\.actor) == ["ana"])
        for announcement in all.done() { announcement.forget() }
        #expect(all.isEmpty)
        let absent = String(repeating: "1", count: 40)
        try company.leave([(request.reference, "", request.tip.hex)])
        try company.leave([(request.reference, request.tip.hex, absent), ("refs/heads/x", "", absent)])
        try company.leave([(request.reference, "", absent), ("x", "", absent), ("y", "", absent)], at: "origin")
        try write("{\"actor\":", to: "\(company.folder)/99999999-half")
        #expect(try Mover(company.workspace("bo")).isUnfinished)
        _ = try await Mover(company.workspace("bo")).finish()
        #expect(all.done().map { $0.refs.map(\.name) } == [[request.reference]])
        // Whether it is there, the next fetch shows.
        #expect(File.names(in: company.folder).filter { $0.hasPrefix("9999") } == ["99999999-3"])
        let read = try #require(try OutcomeReader(company.workspace("eva")).outcome(of: all.done()[0]))
        #expect(read.outcome.concerned.map(\.member) == ["bo"])
    }
}
