import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let hourly = Company.leadsToCRM.with("object: Lead", "object: lead")

/// protocol.md: a void event is as if it were not there.
@Suite("What stands of a request", .bareScratch)
struct RequestRecordTests {
    private func asked(_ company: Company) async throws -> Draft {
        let draft = try company.draft("object", by: "ana", [toCRM: hourly])
        try await company.submit(draft)
        return draft
    }

    /// Adds an event about what is asked for, unsigned, in somebody's name.
    private func add(
        _ kind: Event.Kind, to draft: Draft, by member: String, in company: Company,
        _ change: (inout EventDraft) -> Void = { _ in }
    ) throws {
        let request = try company.request(of: draft)
        try company.append(kind, to: draft, by: member) { event in
            switch kind {
            case .comment, .withdraw, .delete: break
            case .revise: (event.draft, event.revision, event.subject) = (draft.name, draft.tip, request.subject)
            default: (event.revision, event.subject) = (request.revision, request.subject)
            }
            if kind == .approve { event.risks = [] }
            if kind == .comment || kind == .decline { event.comment = "no" }
            change(&event)
        }
    }

    @Test("an act of nobody who is a member, or whose role lacks what it takes, is void and makes nobody anything")
    func strangers() async throws {
        let company = try Company()
        let draft = try await asked(company)
        for (kind, member) in [
            (.revise, "zzz"), (.revise, "eva"), (.approve, "ana"), (.approve, "eva"), (.decline, "ana"),
            (.withdraw, "eva"), (.delete, "zzz"), (.comment, "zzz"),
        ] as [(Event.Kind, String)] {
            try add(kind, to: draft, by: member, in: company)
        }
        let record = try company.request(of: draft).record
        #expect(record.events.map(\.kind) == [.submit])
        #expect(record.voids.count == 8 && record.authors == ["ana"] && record.closings.isEmpty)
        #expect(record.voids.map(\.reason).first == .notMember && record.voids.map(\.reason)[1] == .lacks(.draft))
        #expect(try company.plan(draft).decision.strangers.isEmpty)
        try await company.approve(draft, by: "bo")
        try await company.expectSound()
    }

    @Test("unsigned acts in the names of members who must sign cancel no decline, open nothing and close nothing")
    func unsigned() async throws {
        let company = try await Company.signing()
        let draft = try await company.asked("object", hourly)
        let workspace = try company.workspace("bo")
        _ = try await Decliner(workspace).decline(
            company.request(of: draft), by: workspace.me(), reason: "duplicates")
        for kind in [.revise, .approve, .withdraw, .delete, .comment] as [Event.Kind] {
            try add(kind, to: draft, by: "bo", in: company)
        }
        let request = try company.request(of: draft)
        #expect(request.state == .open && request.record.authors == ["ana"])
        #expect(request.record.events.map(\.kind) == [.submit, .decline])
        #expect(try company.plan(draft).decision.declinedBy == ["bo"])
        #expect(try await company.approve(draft, by: "carol").landed.isEmpty)
    }

    @Test("closed wins: who pushes the ref of a withdrawn request again, or events behind its end, opens nothing")
    func closedWins() async throws {
        let company = try Company()
        let draft = try await asked(company)
        let request = try company.request(of: draft)
        let workspace = try company.workspace("ana")
        try await Withdrawer(workspace).withdraw(request, by: workspace.me(), comment: "not yet")
        try await company.scratch.git("update-ref", request.reference, request.tip.hex)
        #expect(try Requests(company.workspace("bo")).open().isEmpty)
        #expect(try RequestNames(company.workspace("bo")).request(named: request.id).state == .closed)
        #expect(name(of: await refusal { try await company.approve(draft, by: "bo") }) == "noRequest")
        // The end in the open ref itself, and an approval behind it.
        try await company.scratch.git("update-ref", "-d", Refs.closed + request.id)
        try add(.withdraw, to: draft, by: "ana", in: company)
        #expect(try Requests(company.workspace("bo")).open().isEmpty)
    }

    @Test(
        "nobody closes what is not theirs: such a ref is told, and the request stays open",
        arguments: ["eva", "zzz", "dora"])
    func notTheirs(member: String) async throws {
        let company = try Company()
        let draft = try await asked(company)
        let request = try company.request(of: draft)
        let repository = try company.repository()
        let withdrawal = try EventDraft(
            kind: .withdraw, workspace: request.chain.first.workspace, branch: "main", request: request.id, sequence: 1,
            previous: request.chain.last.digest, actor: member, time: "2026-03-01T12:00:00Z"
        ).signed()
        let closed = try #require(
            try await EventWriter(repository: repository).close(request.chain, with: withdrawal))
        try await company.scratch.git("update-ref", Refs.closed + request.id, closed.hex)
        let (open, _, unsound) = try Requests(company.workspace("bo")).found()
        #expect(open.map(\.id) == [request.id])
        #expect(unsound.map(\.name) == [Refs.closed + request.id])
        try await company.approve(draft, by: "bo")
        #expect(try ClosedLandings(company.workspace("bo")).closedLandings(company.verify()).isEmpty)
    }

    @Test("a landing of a request that its author had withdrawn is told, and is valid")
    func landedAfterWithdrawal() async throws {
        let company = try Company()
        let draft = try await asked(company)
        let request = try company.request(of: draft)
        let forged = try Forgery(company, of: draft, approvedBy: ["bo"])
        let workspace = try company.workspace("ana")
        try await Withdrawer(workspace).withdraw(request, by: workspace.me(), comment: "stop")
        let landing = try forged.write()
        try company.move("refs/heads/main", to: landing)
        let verification = try company.verify()
        #expect(verification.failure == nil)
        let closed = try ClosedLandings(company.workspace("bo")).closedLandings(verification)
        #expect(closed.map(\.commit) == [landing] && closed.map(\.closing.actor) == ["ana"])
    }

    @Test("a ref that is not a request is one entry beside those that are")
    func unsound() async throws {
        let company = try Company()
        let draft = try await asked(company)
        let request = try company.request(of: draft)
        let main = try company.main().hex
        let tree = try company.repository().commit(company.main()).tree.hex
        let blob = try #require(
            try company.repository().entry(
                at: "assent.yaml", in: company.repository().commit(company.main()).tree)
        ).id.hex
        let names =
            (1...4).map { Refs.requests + String(repeating: "0", count: 63) + "\($0)" } + [Refs.requests + "x/y"]
        for (name, object) in zip(names, [main, tree, blob, request.tip.hex, request.tip.hex]) {
            try await company.scratch.git("update-ref", name, object)
        }
        let (open, _, unsound) = try Requests(company.workspace("bo")).found()
        #expect(open.map(\.id) == [request.id])
        #expect(unsound.map(\.name) == names)
    }

    /// A request of acts that nobody's client would make, one behind the other.
    private func record(_ acts: [(Event.Kind, String, draft: String?)], in company: Company) throws -> RequestRecord {
        let writer = EventWriter(repository: try company.repository())
        let (revision, subject) = (try company.main(), String(repeating: "c", count: 64))
        var (request, previous): (String?, String?)
        var tip: ObjectID?
        for (position, (kind, member, draft)) in acts.enumerated() {
            let event = EventDraft(
                kind: kind, workspace: "6f1c2a9e0b5d4c77", branch: "main", request: request, sequence: position,
                previous: previous, actor: member, time: "2026-03-01T12:00:00Z", draft: draft,
                revision: draft.map { _ in revision }, subject: draft.map { _ in subject },
                nonce: position == 0 ? "00" : nil)
            tip = try writer.append(event.signed(), after: tip)
            (request, previous) = (request ?? event.digest, event.digest)
        }
        let chain = try EventChain(endingIn: #require(tip), in: company.repository())
        return RequestRecord(chain, under: try company.workspace("bo").settings)
    }

    @Test("a chain of more events than anybody writes is not read to its end")
    func endless() async throws {
        let company = try Company()
        let draft = try company.draft("tier", by: "ana", ["hightouch/models/users.yaml": Company.users + "tags: [a]\n"])
        try await company.submit(draft)
        for number in 1...3 {
            let workspace = try company.workspace("bo")
            try await Commenter(workspace).comment(company.request(of: draft), by: workspace.me(), "\(number)")
        }
        let repository = try company.repository()
        let tip = try company.request(of: draft).tip
        var read = 0
        func chain(most: Int) throws -> EventChain {
            read = 0
            return try EventChain(endingIn: tip, most: most) { id in
                read += 1
                return try repository.commit(id)
            }
        }
        #expect(try chain(most: 4).count == 4)
        do {
            _ = try chain(most: 3)
            Issue.record("it was read")
        } catch let problem as ChainProblem {
            #expect(problem.commit == tip && problem.reason == "it has more than 3 events")
        }
        #expect(read == 3)
    }

    @Test("the draft that a void first event names is nobody's who withdraws another")
    func voidOpening() throws {
        let company = try Company()
        let record = try record(
            [(.submit, "zzz", "draft/eva/x"), (.revise, "ana", "draft/ana/y"), (.withdraw, "eva", nil)], in: company)
        #expect(record.events.map(\.kind) == [.revise])
        #expect(record.voids.map(\.reason) == [.notMember, .lacks(.approve)])
    }

    @Test(
        "who may withdraw is who may when they do: no draft that is named later unmakes it, and no later revision makes it"
    )
    func ends() throws {
        let company = try Company()
        let policy = Policy(try company.workspace("bo").settings, connections: Connections())
        let own = try record(
            [(.submit, "ana", "draft/eva/x"), (.withdraw, "eva", nil), (.revise, "ana", "draft/ana/y")], in: company)
        #expect(policy.closing(of: own) { [] }?.actor == "eva")
        let foreign = try record(
            [(.submit, "ana", "draft/ana/x"), (.withdraw, "eva", nil), (.revise, "ana", "draft/eva/y")], in: company)
        #expect(policy.closing(of: foreign) { [] } == nil)
    }

    @Test("an event of a time before 1970 lands as any other")
    func longAgo() async throws {
        let company = try Company()
        let draft = try await asked(company)
        try add(.comment, to: draft, by: "eva", in: company) { $0.time = "1960-01-01T00:00:00Z" }
        try await company.approve(draft, by: "bo")
        try await company.expectSound()
    }

    @Test("more than 900 comments are void, and the request goes on")
    func comments() async throws {
        let company = try Company()
        let draft = try await asked(company)
        let request = try company.request(of: draft)
        let writer = EventWriter(repository: try company.repository())
        var (tip, previous) = (request.tip, request.chain.last.digest)
        for number in 1...905 {
            let event = Event(
                workspace: request.chain.first.workspace, branch: "main", actor: "eva", time: "2026-03-01T12:00:00Z",
                .comment("\(number)", Link(request: request.id, sequence: number, previous: previous)))
            tip = try writer.append(SignedEvent(event), after: tip)
            previous = event.digest
        }
        try company.move(request.reference, to: tip)
        let record = try company.request(of: draft).record
        #expect(record.comments.count == 900 && record.voids.count == 5)
        // So many are landed as one pack.
        try await company.approve(draft, by: "bo")
        try await company.expectSound()
    }
}
