import Approvals
import Git
import Resources
import Signatures
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = Company.leadsToCRM.with("quantity: 1", "quantity: 2")

@Suite("Forged signatures", .bareScratch)
struct ForgedSignatureTests {
    /// A landing that ana asked for and signed, with bo's approval, which is not signed yet.
    private func forgery(_ company: Company) async throws -> Forgery {
        let draft = try await company.asked()
        var forged = try Forgery(company, of: draft, approvedBy: ["bo"])
        forged.signatures[0] = try company.request(of: draft).chain.events[0].signed.signature
        return forged
    }

    @Test("B3 an event counts only with its actor's own signature over just that event, for just that purpose")
    func signatures() async throws {
        let company = try await Company.signing()
        var forged = try await forgery(company)
        let line = forged.events[1].line
        #expect(words(try forged.verify()) == "2 void")
        // Of another member; over another line; for another purpose; of a key that is added later.
        forged.signatures[1] = try await company.signature(by: "bea", over: line)
        #expect(words(try forged.verify()) == "2 void")
        forged.signatures[1] = try await company.signature(by: "bo", over: line + " ")
        #expect(words(try forged.verify()) == "2 void")
        forged.signatures[1] = try await company.signature(by: "bo", over: line, namespace: "git")
        #expect(words(try forged.verify()) == "2 void")
        _ = try await company.scratch.makeKey("later")
        forged.signatures[1] = try await company.signature(by: "later", over: line)
        #expect(words(try forged.verify()) == "2 void")
        forged.signatures[1] = try await company.signature(by: "bo", over: line)
        #expect(words(try forged.verify()) == "valid")
        // What asks for it must be its author's too.
        let own = forged.signatures[0]
        forged.signatures[0] = nil
        #expect(words(try forged.verify()) == "2 void")
        forged.signatures[0] = forged.signatures[1]
        #expect(words(try forged.verify()) == "2 void")
        forged.signatures[0] = own
        #expect(words(try forged.verify()) == "valid")

        // Something else at the end of the message, or the same signature written in another way.
        for change: (String) -> String in [
            { $0 + "\n" }, { $0.with("\n\n-----BEGIN", "\n-----BEGIN") },
            { $0.with("\n\n-----BEGIN", "\n\n\n-----BEGIN") },
            { String($0.dropLast()) }, { $0.with("SIGNATURE-----\nU1NIU0lH", "SIGNATURE-----\nU1NI\nU0lH") },
            { $0 + $0.suffix(200) },
        ] {
            forged.text = { $0.kind == .approve ? change($0.message($1)) : $0.message($1) }
            #expect(words(try forged.verify()) == "1 brokenChain")
        }
        // One letter of it.
        let message = forged.events[1].message(forged.signatures[1])
        let start = try #require(message.firstRange(of: "SIGNATURE-----\n")?.upperBound)
        let armor = message.distance(from: message.startIndex, to: start)
        for offset in stride(from: armor, to: message.count - 40, by: 23) {
            forged.text = { event, signature in
                guard event.kind == .approve else { return event.message(signature) }
                var letters = Array(event.message(signature))
                letters[offset] = letters[offset] == "A" ? "B" : "A"
                return String(letters)
            }
            #expect(["1 brokenChain", "2 void"].contains(words(try forged.verify())))
        }
    }

    @Test("B3 an approval of another request, of another subject or of another place in the chain is no approval here")
    func replay() async throws {
        let company = try await Company.signing()
        let first = try await company.asked("first")
        try await company.approve(first, by: "bo")
        let landing = try #require(try company.verify().proven.all().first)
        let approval = try company.chain(of: landing).last.signed
        let draft = try await company.asked("second", hourly)
        var forged = try Forgery(company, of: draft)
        forged.signatures[0] = try company.request(of: draft).chain.events[0].signed.signature
        forged.events.append(EventDraft(approval.event))
        forged.signatures[1] = approval.signature
        #expect(words(try forged.verify()) == "1 brokenChain")
        // Made to fit, it is not what was signed.
        forged.relink()
        forged.events[1].subject = forged.events[0].subject
        forged.events[1].revision = forged.events[0].revision
        #expect(words(try forged.verify()) == "2 void")
    }

    @Test("B3 keys are judged by position: what was signed with a key that is gone stays proven, and nothing new is")
    func removedKey() async throws {
        let company = try await Company.signing()
        let old = try await company.asked("old")
        try await company.approve(old, by: "bo")
        let landed = try company.main()
        let waiting = try await company.asked("waiting", hourly)
        let workspace = try company.workspace("bo")
        let plan = try Planner(workspace).plan(company.request(of: waiting))
        // bo approves, unseen by anyone, and then gets another key.
        var event = EventDraft(
            kind: .approve, workspace: workspace.settings.id, branch: "main", request: plan.request?.id, sequence: 1,
            previous: plan.request?.chain.last.digest, actor: "bo", time: "2026-03-01T12:00:00Z")
        event.revision = plan.revision
        event.subject = plan.subject
        event.risks = []
        let approval = try event.signed(try await company.signature(by: "bo", over: event.line))
        let request = try company.request(of: waiting)
        try company.move(
            request.reference, to: EventWriter(repository: company.repository()).append(approval, after: request.tip))
        #expect(try company.approvers(of: waiting) == ["bo"])

        let key = try await company.scratch.makeKey("new")
        let lines = try (Company.line(of: company.scratch.folder + "/bo"), Company.line(of: key))
        try await company.publish(settings: company.settings().with(lines.0, lines.1))
        #expect(try company.verify().failure == nil)
        #expect(try company.verify(landed) == nil)
        #expect(try company.approvers(of: waiting) == [])
        #expect(try company.plan(waiting).voids.map(\.event.actor) == ["bo"])
        #expect(name(of: await refusal { try await company.approve(waiting, by: "bo") }) == "foreignKey")

        // Landed all the same, it is not valid; nor does the key help that came too late, or comes back.
        var forged = try Forgery(company, of: waiting)
        forged.signatures[0] = request.chain.events[0].signed.signature
        forged.signatures[1] = approval.signature
        #expect(words(try forged.verify()) == "2 void")
        let bad = try forged.write()
        let back = try company.write(
            tree: try company.tree(of: bad, ["assent.yaml": company.settings().with(lines.1, lines.0)]), parents: [bad])
        #expect(try company.verify(back)?.commit == bad)

        company.environments["bo"] = ScratchRepository.signing(with: key)
        try await company.approve(waiting, by: "bo")
        try await company.expectSound()
    }

    @Test("B2 a void request blocks nobody: its author, or who may publish, asks anew")
    func voidRequest() async throws {
        let company = try await Company.signing()
        let draft = try await company.asked()
        let revised = try company.commit([toCRM: hourly], to: draft)
        let subject = try company.plan(revised).subject
        // In ana's name, by somebody who can write to the repository.
        try company.append(.revise, to: draft, by: "ana") {
            $0.draft = revised.name
            $0.revision = revised.tip
            $0.subject = subject
        }
        // It is as if it were not there: what ana signed is what is asked for.
        let request = try company.request(of: draft)
        #expect(request.revision == draft.tip && request.record.doubt == nil)
        #expect(request.record.voids.map(\.reason) == [.notSigned])
        #expect(try company.plan(revised).isAskedFor == false)
        guard case .revised = try await company.submit(revised).kind else {
            Issue.record("not asked anew")
            return
        }
        // So do a decline and a comment that nobody signed.
        try company.append(.decline, to: revised, by: "bea") {
            $0.revision = revised.tip
            $0.subject = subject
            $0.comment = "no"
        }
        #expect(try company.plan(revised).decision.declinedBy == [])
        try await company.approve(revised, by: "bo")
        try await company.expectSound()
    }

    @Test("B3 two members with one key are one person: the settings say so, and so does the policy")
    func sharedKey() async throws {
        let company = try await Company.signing()
        let lines = try ["bo", "bea", "ana"].map { try Company.line(of: company.scratch.folder + "/\($0)") }
        let shared = try company.settings().with(lines[1], lines[0])
        #expect(!Settings.parse(FileText(shared)).findings.isEmpty)
        var settings = try company.workspace("bo").settings
        let touches = try company.plan(try await company.asked()).touches
        func decide(sharing one: Int, _ other: Int) -> Decision {
            settings.requiredApprovals = 2
            settings.allMembers = settings.allMembers.map { member in
                guard let index = ["bo", "bea", "ana"].firstIndex(of: member.id) else { return member }
                return Member(
                    id: member.id, name: member.name, email: member.email, role: member.role,
                    keys: [index == other ? lines[one] : lines[index]])
            }
            let approvals = ["bo", "bea"].map { member in
                Event(
                    workspace: "", branch: "", actor: member, time: "",
                    .approve(
                        Matter(revision: .zero, subject: ""), Approving(risks: []),
                        Link(request: "", sequence: 1, previous: "")))
            }
            return Policy(settings, connections: Connections()).decide(
                Evidence(
                    touches: touches, authors: ["ana"],
                    verdicts: Dictionary(uniqueKeysWithValues: approvals.map { ($0.actor, $0) })))
        }
        #expect(decide(sharing: 0, 0).isSatisfied)
        #expect(decide(sharing: 0, 1).requirements.map(\.given) == [["bo"]])
        // Nor does an author approve as somebody else.
        #expect(decide(sharing: 2, 1).requirements.map(\.given) == [["bo"]])
    }

    @Test("an act that is tried anew because main moved signs anew only what has changed")
    func retry() async throws {
        let company = try await Company.signing()
        let count = company.scratch.folder + "/count"
        let program = company.scratch.folder + "/counting"
        // Main moves while bo signs for the first time.
        try write(
            """
            #!/bin/sh
            echo >> \(count)
            [ -e \(count).moved ] || { touch \(count).moved; git -C \(company.scratch.path) update-ref refs/heads/main $(cat \(count).tip); }
            exec ssh-keygen "$@"

            """, to: program)
        try await company.scratch.run("chmod", ["755", program])
        let draft = try await company.asked()
        let main = try company.main()
        let beside = try company.write(tree: try company.tree(of: main, ["README.md": "x\n"]), parents: [main])
        try write(beside.hex, to: count + ".tip")
        company.environments["bo"] = ScratchRepository.signing(
            with: company.scratch.folder + "/bo", ["gpg.ssh.program": program])
        try await company.approve(draft, by: "bo")
        #expect(readText(count) == "\n")
        #expect(try company.repository().isAncestor(beside, of: company.main()))
        try await company.expectSound()
    }
}
