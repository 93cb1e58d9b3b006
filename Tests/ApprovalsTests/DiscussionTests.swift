import Approvals
import Git
import Resources
import Support
import Testing

private let toCRM = "hightouch/syncs/leads-to-crm.yaml"
private let leads = "hightouch/models/leads.yaml"
private let mapped = Company.leadsToCRM.with("object: Lead", "object: lead")
private let hourly = Company.leadsToCRM.with("quantity: 1", "quantity: 2")

extension Company {
    @discardableResult
    fileprivate func decline(_ draft: Draft, by member: String, _ reason: String) async throws -> Plan {
        let workspace = try workspace(member)
        let outcome = try await Decliner(workspace).decline(
            RequestNames(workspace).request(named: draft.name), by: workspace.me(), reason: reason)
        guard case .declined(_, let plan)? = outcome.effects.first else { throw NotDeclined() }
        return plan
    }

    fileprivate func comment(_ request: ApprovalRequest, by member: String, _ text: String) async throws {
        let workspace = try workspace(member)
        try await Commenter(workspace).comment(request, by: workspace.me(), text)
    }
}

private struct NotDeclined: Error {}

@Suite("Declining and commenting", .bareScratch)
struct DiscussionTests {
    private func submitted(_ company: Company, by member: String = "ana") async throws -> Draft {
        let draft = try company.draft("object", by: member, [toCRM: mapped])
        try await company.submit(draft)
        return draft
    }

    @Test("F7 a declined request stays open and cannot go live until its decliner approves it")
    func decline() async throws {
        let company = try Company()
        let draft = try await submitted(company)
        #expect(try await company.decline(draft, by: "carol", "too wide").decision.declinedBy == ["carol"])
        #expect(try company.request(of: draft).state == .open)
        #expect(try await company.approve(draft, by: "bo").landed.isEmpty)
        #expect(try await company.approve(draft, by: "carol").landed.count == 1)
        try await company.expectSound()
    }

    @Test("F7 a decline covers what was asked for: once its author changes that, others can let it through")
    func changed() async throws {
        let company = try Company()
        let draft = try await submitted(company)
        try await company.decline(draft, by: "carol", "too wide")
        let mended = try company.commit([toCRM: hourly], to: draft)
        try await company.submit(mended)
        #expect(try company.plan(mended).decision.declinedBy.isEmpty)
        #expect(try await company.approve(mended, by: "bo").landed.count == 1)
        try await company.expectSound()
    }

    @Test("F7 who may not approve may not decline, and is told who may")
    func mayNot() async throws {
        let company = try Company()
        let draft = try await submitted(company)
        for member in ["abe", "dora", "eva"] {
            guard
                case RightsRefusal.mayNotDecline(member, _, _, let who)? = await refusal({
                    try await company.decline(draft, by: member, "no")
                })
            else {
                Issue.record("\(member) declined")
                continue
            }
            #expect(who == ["bo", "bea", "carol"])
        }
        #expect(try company.request(of: draft).chain.events.count == 1)
    }

    @Test("F7 an author declines nothing of their own, and a decline from before they took it up blocks no more")
    func own() async throws {
        let company = try Company()
        let draft = try await submitted(company, by: "bo")
        #expect(name(of: await refusal { try await company.decline(draft, by: "bo", "no") }) == "ownDecline")
        try await company.decline(draft, by: "bea", "no")
        #expect(try company.plan(draft).decision.declinedBy == ["bea"])
        try await company.submit(draft, by: "bea", comment: "I take this over")
        #expect(try company.plan(draft).decision.declinedBy.isEmpty)
        #expect(try await company.approve(draft, by: "carol").landed.count == 1)
        try await company.expectSound()
    }

    @Test("F7 what needs no approval, or is no longer open, cannot be declined")
    func nothingToDecline() async throws {
        let company = try Company()
        let words = try company.draft("words", by: "ana", [leads: Company.leads + "description: who asked\n"])
        try await company.submit(words)
        #expect(name(of: await refusal { try await company.decline(words, by: "bo", "no") }) == "needsNoApproval")
        let draft = try await submitted(company)
        let request = try company.request(of: draft)
        try await company.approve(draft, by: "bo")
        let workspace = try company.workspace("carol")
        for name in [request.id, draft.name] {
            guard
                case NameRefusal.requestPublished? = await refusal({
                    try await Decliner(workspace).decline(
                        RequestNames(workspace).request(named: name), by: workspace.me(), reason: "no")
                })
            else {
                Issue.record("declined what is live")
                continue
            }
        }
    }

    @Test("F7 a request in conflict with main is declined as it was asked for")
    func conflict() async throws {
        let company = try Company()
        let draft = try await submitted(company)
        let subject = try company.request(of: draft).subject
        try await company.publish(
            try company.draft("other", by: "bo", [toCRM: Company.leadsToCRM.with("object: Lead", "object: user")]))
        try await company.decline(draft, by: "carol", "no")
        #expect(try company.request(of: draft).chain.last.event.subject == subject)
    }

    @Test("any member may comment; what others said meanwhile is kept")
    func comment() async throws {
        let company = try Company()
        let draft = try await submitted(company)
        let before = try company.request(of: draft)
        for member in ["eva", "dora", "ana"] { try await company.comment(before, by: member, "by \(member)") }
        let events = try company.request(of: draft).chain.events.map(\.event)
        #expect(events.map(\.actor) == ["ana", "eva", "dora", "ana"])
        #expect(events.dropFirst().map(\.comment) == ["by eva", "by dora", "by ana"])
        try await company.approve(draft, by: "bo")
        // What was said is part of main's history, and proves nothing.
        let landing = try #require(try company.verify().proven.all().first)
        #expect(try company.chain(of: landing).events.count == 5)
        #expect(name(of: await refusal { try await company.comment(before, by: "eva", "late") }) == "requestPublished")
        try await company.expectSound()
    }

    @Test("a request takes 900 comments and not one more; what is decided about it is still recorded")
    func manyComments() async throws {
        let company = try Company()
        let draft = try await submitted(company)
        var request = try company.request(of: draft)
        let writer = EventWriter(repository: try company.repository())
        var (event, tip) = (request.chain.last.event, request.tip)
        for number in 1..<RequestRecord.mostComments {
            let link = Link(request: request.id, sequence: number, previous: event.digest)
            event = Event(
                workspace: event.workspace, branch: event.branch, actor: "eva", time: "2026-03-01T12:00:00Z",
                .comment("\(number)", link))
            tip = try writer.append(SignedEvent(event), after: tip)
        }
        try company.move(request.reference, to: tip)
        try await company.comment(request, by: "eva", "the last")
        guard
            case CommentRefusal.tooManyComments(draft.name, 900)? = await refusal({
                try await company.comment(request, by: "eva", "one more")
            })
        else {
            Issue.record("901 comments")
            return
        }
        request = try company.request(of: draft)
        #expect(request.chain.events.count == 901)
        try await company.decline(draft, by: "carol", "too much talk")
        #expect(try company.plan(draft).decision.declinedBy == ["carol"])
    }
}
