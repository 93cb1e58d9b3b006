import Approvals
import Git
import Resources
import Review
import Support
import Testing

@Suite(.scratch)
struct RequestListTests {
    private func listed(_ team: Team, as member: String, all: Bool = false) throws -> String {
        let workspace = try team.open(member)
        let open = try Requests(workspace).open()
        let entries = try open.map { RequestEntry($0, plan: try Planner(workspace).plan($0)) }
        let (reader, rivals) = (try team.reader(member), Rivals(among: open))
        return try (entries + (all ? RequestEntry.past(in: workspace) : [])).map {
            Team.plain(RequestPage($0, rivals, for: reader).page)
        }
        .joined(separator: "\n")
    }

    @Test("Requests lead with their draft, newest first, and say what they wait for and who can give it")
    func listing() async throws {
        let team = try await Team()
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("mode", by: "ana", "please\nsoon")
        team.hour()
        try team.draft("ads", by: "ana", [.sync("people-to-ads"): Team.sync("ads", mode: "update", model: "people")])
        try await team.submit("ads", by: "ana")
        team.hour()
        try team.draft("key", by: "bo", [.model("leads"): Team.leads.replacing("Key: email", with: "Key: created_at")])
        try await team.submit("key", by: "bo")
        let text = try listed(team, as: "bo")
        #expect(
            text == """
                draft/bo/key                                             a moment ago   <digest>
                   model/leads (1 field)
                   Bo Chen
                   waits for 2 approvals: Bea Roy and Carol Diaz can give them

                draft/ana/ads                                              1 hour ago   <digest>
                   sync/people-to-ads (1 field)
                   Ana Silva
                   waits for approval: Carol Diaz can give it

                draft/ana/mode                                            2 hours ago   <digest>
                   sync/leads-to-crm (1 field)
                   Ana Silva: “please”
                   waits for approval: you, Bea Roy or Carol Diaz can give it

                """)
    }

    @Test("Past requests say how they ended")
    func past() async throws {
        let team = try await Team()
        try team.draft("a", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("a", by: "ana")
        _ = try await team.approve("a", by: "bo")
        team.hour(24)
        try team.draft("b", by: "bo", [.sync("leads-to-crm"): Team.sync("crm", mode: "mirror")])
        try await team.publish("b", by: "bo")
        team.hour(48)
        try team.draft("c", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "update")])
        try await team.submit("c", by: "ana")
        let workspace = try team.open("ana")
        try await Withdrawer(workspace).withdraw(
            RequestNames(workspace).request(named: "c"), by: workspace.me(), comment: "no")
        team.hour()
        let text = try listed(team, as: "ana", all: true)
        #expect(
            text == """
                draft/ana/c                                                1 hour ago   <digest>
                   Ana Silva
                   withdrawn by you 1 hour ago: “no”

                draft/bo/b                                                 2 days ago   <digest>
                   sync/leads-to-crm
                   Bo Chen
                   published by Bo Chen 2 days ago, without approval

                draft/ana/a                                                3 days ago   <digest>
                   sync/leads-to-crm
                   Ana Silva
                   published by Bo Chen 3 days ago

                """)
    }

    @Test("Of two requests for the same draft each names the other, and no other request does")
    func rivals() async throws {
        let team = try await Team()
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("mode", by: "ana")
        try team.draft("ads", by: "ana", [.sync("people-to-ads"): Team.sync("ads", mode: "update", model: "people")])
        try await team.submit("ads", by: "ana")
        let workspace = try team.open("bo")
        let request = try RequestNames(workspace).request(named: "mode")
        var event = request.chain.first
        (event.actor, event.act) = ("bo", .submit(request.chain.openingProposal, nonce: "0bad"))
        let tip = try EventWriter(repository: workspace.repository).append(SignedEvent(event), after: nil)
        try workspace.repository.update([
            RefUpdate(name: Refs.requests + event.digest, expected: nil, new: tip, message: "")
        ])
        let lines = try listed(team, as: "carol").split(separator: "\n")
            .filter { $0.hasPrefix("draft/") || $0.contains("same draft") }
            .map { $0.split(separator: " ").prefix(7).joined(separator: " ") }
        let mode = "draft/ana/mode a moment ago <digest>"
        let named = [event.digest: "Ana Silva", request.id: "Bo Chen"].sorted { $0.key > $1.key }.flatMap {
            [mode, "\($0.value) submitted the same draft as"]
        }
        #expect(lines.filter { !$0.hasPrefix("draft/ana/ads") } == named)
        #expect(lines.count == 5)
    }

    @Test("What waits for somebody is what they may approve and have not, or must mend")
    func waiting() async throws {
        let team = try await Team()
        try team.draft("key", by: "ana", [.model("leads"): Team.leads.replacing("Key: email", with: "Key: created_at")])
        try await team.submit("key", by: "ana")
        func waits(_ member: String) throws -> Bool {
            let workspace = try team.open(member)
            let request = try RequestNames(workspace).request(named: "key")
            return RequestEntry(request, plan: try Planner(workspace).plan(request)).waits(for: member)
        }
        #expect(try waits("bo"))
        #expect(try waits("carol"))
        #expect(try !waits("ana"))
        _ = try await team.approve("key", by: "bo")
        #expect(try !waits("bo"))
        #expect(try waits("carol"))
        try team.draft(
            "other", by: "bo", [.model("leads"): Team.leads.replacing("primaryKey: email\n", with: "")])
        try await team.publish("other", by: "bo", "now")
        #expect(try !waits("carol"))
        #expect(try waits("ana"))
    }
}
