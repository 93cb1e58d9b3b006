import Approvals
import Git
import Resources
import Review
import Support
import Testing

@Suite(.scratch)
struct SinceViewedTests {
    /// Bo looks at ana's request as `view` shows it.
    private func look(_ team: Team) throws {
        let workspace = try team.open("bo")
        try ViewedPlans(workspace).remember(
            Planner(workspace).plan(RequestNames(workspace).request(named: "mode")), by: "bo")
    }

    private func difference(_ team: Team) throws -> String? {
        let workspace = try team.open("bo")
        let request = try RequestNames(workspace).request(named: "mode")
        let viewed = try #require(ViewedPlans(workspace).viewed(request.id, by: "bo"))
        return try SinceViewed(Planner(workspace).plan(request), since: viewed, in: workspace).map {
            Team.plain(SinceViewedPage($0, for: try team.reader("bo")).page)
        }
    }

    private func submit(_ team: Team, mode: String) async throws {
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: mode)])
        try await team.submit("mode", by: "ana")
    }

    @Test("B1 of a request that was revised only what is new is shown, from what was seen to what would be live")
    func revised() async throws {
        let team = try await Team()
        try await submit(team, mode: "upsert")
        try look(team)
        try await submit(team, mode: "update")
        #expect(
            try difference(team) == """
                draft/ana/mode is no longer what you viewed.

                What you saw → what would go live now:
                 sync/leads-to-crm   1 field
                   config.mode       upsert → update

                 ✗ approvals  0 of 1 · you, Bea Roy or Carol Diaz can give it

                """)
    }

    @Test("B1 what was published meanwhile beneath a sync is shown as that, and unrelated publishing is not")
    func published() async throws {
        let team = try await Team()
        try await submit(team, mode: "upsert")
        try look(team)
        try team.draft("ads", by: "carol", [.sync("people-to-ads"): Team.sync("ads", mode: "update", model: "people")])
        try await team.publish("ads", by: "carol")
        #expect(try difference(team) == nil)
        try team.draft(
            "key", by: "carol", [.model("leads"): Team.leads.replacing("Key: email", with: "Key: created_at")])
        try await team.publish("key", by: "carol")
        #expect(
            try difference(team) == """
                draft/ana/mode is no longer what you viewed.

                Published in the meantime, in it or beneath it:
                 model/leads    1 field
                   primaryKey   email → created_at

                 ✗ approvals  0 of 1 · you, Bea Roy or Carol Diaz can give it

                """)
    }

    @Test("B1 where what was seen cannot be computed again, there is no difference to show")
    func gone() async throws {
        let team = try await Team()
        try await submit(team, mode: "upsert")
        try look(team)
        let workspace = try team.open("bo")
        let request = try RequestNames(workspace).request(named: "mode")
        let viewed = try #require(ViewedPlans(workspace).viewed(request.id, by: "bo"))
        #expect(ViewedPlans(workspace).plan(request, as: viewed)?.subject == viewed.subject)
        let other = Viewed(subject: viewed.subject, revision: workspace.tip, onto: viewed.onto)
        #expect(ViewedPlans(workspace).plan(request, as: other) == nil)
        #expect(try SinceViewed(Planner(workspace).plan(request), since: other, in: workspace) == nil)
    }
}
