import Approvals
import Git
import Resources
import Review
import Support
import Testing

@Suite(.scratch)
struct OverlapTests {
    private static let upsert: [GovernedFile: String?] = [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")]

    private func overlaps(_ team: Team, with draft: String, by member: String) throws -> [String] {
        let workspace = try team.open(member)
        let reader = try team.reader(member)
        return try Planner(workspace).overlaps(
            with: Planner(workspace).plan(Drafts(workspace).draft(named: draft), by: member)
        )
        .map { reader.words($0).plain }
    }

    @Test("B8 a draft that changes the same field is named, with the field; one that changes another is not")
    func sameField() async throws {
        let team = try await Team()
        try team.draft("mode", by: "ana", Self.upsert)
        try team.draft("insert", by: "bo", [.sync("leads-to-crm"): Team.sync("crm", mode: "mirror")])
        try team.draft(
            "words", by: "carol", [.sync("leads-to-crm"): Team.sync("crm") + "description: for the field team\n"])
        #expect(
            try overlaps(team, with: "mode", by: "ana") == [
                "draft/bo/insert also changes sync/leads-to-crm (config.mode)"
            ])
        #expect(
            try team.view("mode", as: "ana").contains("draft/bo/insert also changes sync/leads-to-crm (config.mode)"))
        #expect(try overlaps(team, with: "words", by: "carol") == [])
    }

    @Test("B8 the model beneath a changed sync, and the syncs above a changed model, are named")
    func beneath() async throws {
        let team = try await Team()
        try team.draft("mode", by: "ana", Self.upsert)
        try team.draft("query", by: "bo", [.model("leads"): Team.leads.replacing("name: Leads", with: "name: Leeds")])
        #expect(
            try overlaps(team, with: "mode", by: "ana") == [
                "draft/bo/query changes model/leads, on which sync/leads-to-crm runs"
            ])
        #expect(
            try overlaps(team, with: "query", by: "bo") == [
                "draft/ana/mode changes sync/leads-to-crm, which runs on model/leads"
            ])
    }

    @Test("B8 who deletes a file meets everybody who changes it, and a draft that lies behind main changes nothing")
    func whole() async throws {
        let team = try await Team()
        try team.draft("behind", by: "carol", [:])
        try team.draft("gone", by: "bo", [.sync("leads-to-crm"): nil])
        try team.draft("mode", by: "ana", Self.upsert)
        #expect(try overlaps(team, with: "mode", by: "ana") == ["draft/bo/gone also changes sync/leads-to-crm"])
        try await team.publish("mode", by: "bo")
        #expect(try overlaps(team, with: "gone", by: "bo") == [])
    }

    @Test("B8 a draft that stands on another has its changes, and does not meet it")
    func stacked() async throws {
        let team = try await Team()
        let below = try team.draft("mode", by: "ana", Self.upsert)
        let workspace = try team.open("bo")
        let me = try workspace.me()
        let above = try Drafts(workspace).start("more", for: me, at: below.tip)
        _ = try DraftWriter(workspace).commit(
            [.sync("leads-to-crm"): FileText(Team.sync("crm", mode: "mirror"))], to: above, by: me, message: "more")
        #expect(try overlaps(team, with: "mode", by: "ana") == [])
        #expect(try overlaps(team, with: "more", by: "bo") == [])
    }

    @Test("B8 publishing names the approvals that it voided, and only those")
    func voided() async throws {
        let team = try await Team()
        // Another model beneath is a risk, which takes two.
        try team.draft("wider", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", model: "people")])
        try await team.submit("wider", by: "ana")
        _ = try await team.approve("wider", by: "bo")
        try team.draft(
            "narrower", by: "ana", [.sync("people-to-ads"): Team.sync("ads", mode: "upsert", model: "leads")])
        try await team.submit("narrower", by: "ana")
        _ = try await team.approve("narrower", by: "bo")

        let people = Team.leads.replacing("name: Leads", with: "name: All people")
        try team.draft(
            "query", by: "carol", [.model("people"): people.replacing("from crm.leads", with: "from crm.people")])
        let voided = try await team.publish("query", by: "carol").voided
        #expect(voided.map(\.draft) == ["draft/ana/wider"])
        #expect(voided.map(\.members) == [["bo"]])
        #expect(voided.map(\.conflicts) == [false])
        #expect(
            Team.plain(VoidedApprovalsPage(voided, for: try team.reader("carol")).page) == """
                  draft/ana/wider lost the approval of Bo Chen: its effect is no longer the
                    same.
                    look again:  assent view ana/wider

                """)
        // What is void already is not voided again.
        try team.draft(
            "again", by: "carol", [.model("people"): people.replacing("from crm.leads", with: "from crm.persons")])
        #expect(try await team.publish("again", by: "carol").voided == [])
    }
}
