import Approvals
import Git
import Resources
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let toBraze = "hightouch/syncs/users-to-braze.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = mapped.with("quantity: 1", "quantity: 2")

extension Company {
    @discardableResult
    fileprivate func accept(_ commits: ObjectID..., by member: String = "carol", because reason: String? = nil)
        async throws
        -> [AcceptedCommits]
    {
        let workspace = try workspace(member)
        return try await Acceptor(workspace).accept(commits, comment: reason).accepted
    }

    /// An empty commit on main with an `accept` event in it, written by hand.
    fileprivate func forgeAcceptance(
        of last: ObjectID, subject: String, by member: String, tree: ObjectID? = nil,
        _ change: (inout EventDraft) -> Void = { _ in }
    ) throws -> ObjectID {
        let main = try main()
        var event = EventDraft(
            kind: .accept, workspace: "6f1c2a9e0b5d4c77", branch: "main", sequence: 0, actor: member,
            time: "2026-03-01T12:00:00Z", revision: last, subject: subject, nonce: "00ff")
        change(&event)
        return try write(
            tree: try tree ?? repository().commit(main).tree, parents: [main], message: event.message())
    }
}

@Suite("Accepting what nobody approved", .bareScratch)
struct AcceptanceTests {
    @Test("B2 verification stops at an unapproved commit, goes on once it is accepted, and stops at a later forgery")
    func repair() async throws {
        let company = try Company()
        let commit = try company.commitToMain([toCRM: mapped])
        #expect(try company.verify().failure?.commit == commit)
        let accepted = try await company.accept(commit, because: "looked at since")
        var verification = try company.verify()
        #expect(verification.failure == nil)
        #expect(verification.accepted == accepted)
        #expect(verification.accepted.map(\.commits) == [[commit]])
        #expect(verification.accepted.map(\.event.comment) == ["looked at since"])
        #expect(verification.accepted.first?.changes.map(\.file) == [.sync("leads-to-crm")])
        #expect(verification.proven.all().isEmpty && verification.otherCommits == 0)
        try await company.expectSound()

        let draft = try company.draft("hourly", by: "ana", [toCRM: hourly])
        try await company.submit(draft)
        try await company.approve(draft, by: "bo")
        verification = try company.verify()
        #expect(verification.failure == nil && verification.proven.all().count == 1)
        let forgery = try company.commitToMain([toBraze: nil])
        verification = try company.verify()
        #expect(verification.failure?.commit == forgery && verification.accepted.count == 1)
    }

    @Test("B3 what was accepted is remembered like what was published, and said in the same words")
    func remembered() async throws {
        let company = try Company()
        let accepted = try await company.accept(company.commitToMain([toCRM: mapped]), because: "looked at since")
        let whole = try Proof(company.workspace("ana")).verify()
        #expect(whole.failure == nil && whole.accepted == accepted)
        let draft = try company.draft("hourly", by: "ana", [toCRM: hourly])
        try await company.submit(draft)
        let landing = try #require(try await company.approve(draft, by: "bo").landed.first)
        let again = try Proof(company.workspace("ana")).verify()
        #expect(again.proven.all().map(\.commit) == [landing.commit])
        #expect(again.accepted == accepted && again.otherCommits == whole.otherCommits && again.failure == nil)
    }

    @Test("several commits are accepted in runs, behind one move of main")
    func runs() async throws {
        let company = try Company()
        let first = try company.commitToMain([toCRM: mapped])
        let second = try company.commitToMain([toCRM: hourly])
        try await company.publish(try company.draft("gone", by: "bo", [toBraze: nil]), reason: "unused")
        let third = try company.commitToMain([leads: Company.leads.with("crm.leads", "crm.x")])
        let accepted = try await company.accept(third, first, second)
        #expect(accepted.map(\.commits) == [[first, second], [third]])
        #expect(
            accepted[0].changes.flatMap(\.fields).map(\.path.description) == [
                "config.object", "schedule.schedule.interval.quantity",
            ])
        #expect(try company.verify().failure == nil)
        #expect(try company.verify().proven.all().map(\.isWaived) == [true])
        try await company.expectSound()
    }

    @Test("only what verification refuses is accepted, the first of it first, and all that is named or nothing")
    func exactly() async throws {
        let company = try Company()
        try await company.publish(try company.draft("gone", by: "bo", [toBraze: nil]), reason: "unused")
        let landed = try company.main()
        #expect(name(of: await refusal { try await company.accept(landed) }) == "notUnapproved")
        let first = try company.commitToMain([toCRM: mapped])
        let beside = try company.commitToMain(["dbt_project.yml": "name: y\n"])
        let second = try company.commitToMain([toCRM: hourly])
        let before = try company.main()
        guard case RepairRefusal.acceptsAnother(first)? = await refusal({ try await company.accept(second) }) else {
            Issue.record("accepted the second before the first")
            return
        }
        #expect(name(of: await refusal { try await company.accept(first, landed) }) == "notUnapproved")
        #expect(try company.main() == before)
        // Accepting one leaves the other.
        try await company.accept(first)
        #expect(try company.verify().failure?.commit == second)
        #expect(name(of: await refusal { try await company.accept(first) }) == "notUnapproved")
        try await company.accept(second)
        #expect(try company.verify().failure == nil)
        #expect(try company.verify().otherCommits == 1)
        #expect(name(of: await refusal { try await company.accept(beside) }) == "notUnapproved")
    }

    @Test("who may not manage the workspace by the settings before accepts nothing")
    func mayNot() async throws {
        let company = try Company()
        let commit = try company.commitToMain([
            "assent.yaml": Company.settings.with("bo@acme.example, role: editor", "bo@acme.example, role: admin")
        ])
        for member in ["ana", "bo", "eva"] {
            guard
                case RepairRefusal.mayNotAccept(member, commit, ["carol"])? = await refusal({
                    try await company.accept(commit, by: member)
                })
            else {
                Issue.record("\(member) accepted")
                continue
            }
        }
        let subject = try await company.accept(commit).first?.event.subject
        #expect(try company.verify().failure == nil)
        // Who was made an administrator by what was accepted is one from then on.
        let next = try company.commitToMain([toCRM: mapped])
        try await company.accept(next, by: "bo")
        #expect(try company.verify().accepted.map(\.event.actor) == ["carol", "bo"])
        #expect(subject != nil)
    }

    @Test(
        "B2 an acceptance is believed for its exact commits and subject, from who may, in an empty commit of this workspace"
    )
    func forged() async throws {
        let company = try Company()
        let commit = try company.commitToMain([toCRM: mapped])
        // What the product would write.
        let before = try company.main()
        let subject = try #require(try await company.accept(commit).first?.event.subject)
        #expect(try company.verify().failure == nil)
        try company.move("refs/heads/main", to: before)
        func verified(
            of last: ObjectID? = nil, _ subject: String, by member: String, tree: ObjectID? = nil,
            _ change: (inout EventDraft) -> Void = { _ in }
        ) throws -> Bool {
            try company.verify(
                company.forgeAcceptance(of: last ?? commit, subject: subject, by: member, tree: tree, change)) == nil
        }
        #expect(try verified(subject, by: "carol"))
        for member in ["ana", "bo", "eva", "nobody"] { #expect(try !verified(subject, by: member), "\(member)") }
        #expect(try !verified(String(repeating: "a", count: 64), by: "carol"))
        #expect(try !verified(of: company.main(), String(repeating: "0", count: 64), by: "carol"))
        let genesis = try #require(try company.repository().firstParents(from: before).last)
        #expect(try !verified(of: genesis, subject, by: "carol"))
        #expect(try !verified(subject, by: "carol") { $0.workspace = "0000000000000000" })
        #expect(try !verified(subject, by: "carol") { $0.branch = "other" })
        // One that changes something itself.
        let tree = try company.tree(of: before, [toBraze: nil])
        #expect(try !verified(subject, by: "carol", tree: tree))
        // One for a commit that came after.
        let later = try company.commitToMain([toCRM: hourly])
        #expect(try !verified(of: later, subject, by: "carol"))
        #expect(try !verified(subject, by: "carol"))
    }

    @Test("B2 an acceptance covers nothing that the rules let through, so that no request can land twice by it")
    func approvedIsNotAccepted() async throws {
        let company = try Company()
        let first = try company.commitToMain([toCRM: mapped])
        try await company.publish(try company.draft("gone", by: "bo", [toBraze: nil]), reason: "unused")
        let landing = try company.main()
        #expect(name(of: await refusal { try await company.accept(first, landing) }) == "notUnapproved")
        let repository = try company.repository()
        let genesis = try #require(try repository.firstParents(from: landing).last)
        // The subject of both together, as the product has it where neither was approved.
        try company.move("refs/heads/main", to: genesis)
        let sum = try company.plan(company.draft("sum", by: "bo", [toCRM: mapped, toBraze: nil])).subject
        let subject = try #require(sum)
        let all = try company.commitToMain([toCRM: mapped, toBraze: nil])
        #expect(try await company.accept(all).map(\.event.subject) == [subject])
        try company.move("refs/heads/main", to: landing)
        let both = try company.forgeAcceptance(of: landing, subject: subject, by: "carol")
        #expect(try company.verify(both)?.commit == first)
    }

    @Test("settings that were broken are accepted together with the commit that mends them")
    func brokenSettings() async throws {
        let company = try Company()
        let broken = try company.commitToMain(["assent.yaml": "version: 2\n"])
        let mended = try company.commitToMain(["assent.yaml": Company.settings])
        guard case RepairRefusal.settingsLost(broken, _)? = await refusal({ try await company.accept(broken) }) else {
            Issue.record("accepted settings that nobody can read")
            return
        }
        try await company.accept(broken, mended)
        #expect(try company.verify().failure == nil)
        let gone = try company.commitToMain([
            "assent.yaml": Company.settings.with("6f1c2a9e0b5d4c77", "0000000000000000")
        ])
        #expect(name(of: await refusal { try await company.accept(gone) }) == "settingsLost")
    }

    @Test("B2 a line that was exchanged for another is not accepted commit by commit")
    func lostLine() async throws {
        let company = try Company()
        let commit = try company.commitToMain([toCRM: mapped])
        let other = try company.draft("other", by: "ana", [toBraze: nil]).tip
        try Pin(branch: "main", genesis: other).write(in: company.repository())
        let refused = await refusal { try await company.accept(commit) }
        #expect(name(of: refused) == "unacceptable", "\(String(describing: refused))")
    }

    @Test("the log names what was accepted, and by whom")
    func log() async throws {
        let company = try Company()
        let first = try company.commitToMain([toCRM: mapped])
        let second = try company.commitToMain([toCRM: hourly])
        try await company.accept(first, second)
        try company.commitToMain([toBraze: nil])
        let kinds = try ResourceHistory(company.workspace("eva")).history(of: nil).map { entry -> String in
            switch entry.kind {
            case .start: "start"
            case .published: "published"
            case .unapproved(let accepted): "unapproved, \(accepted?.actor ?? "-")"
            case .acceptance(let event): "acceptance, \(event.actor)"
            }
        }
        #expect(
            kinds == ["unapproved, -", "acceptance, carol", "unapproved, carol", "unapproved, carol", "start"])
    }
}
