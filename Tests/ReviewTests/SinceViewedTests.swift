import Approvals
import Git
import Resources
import Review
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
        let since = try SinceViewed(Planner(workspace).plan(request), since: viewed, by: "bo", in: workspace)
        return try SinceViewedPage(since, for: team.reader("bo")).map { Team.plain($0.page) }
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
                draft/ana/mode would no longer publish what you viewed.

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
                draft/ana/mode would no longer publish what you viewed.

                Published since, in these files or what they depend on:
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
        let plan = try Planner(workspace).plan(request)
        #expect(ViewedPlans(workspace).plan(of: plan, as: viewed)?.subject == viewed.subject)
        let other = Viewed(subject: viewed.subject, revision: workspace.tip, onto: viewed.onto)
        #expect(ViewedPlans(workspace).plan(of: plan, as: other) == nil)
        let since = SinceViewed(plan, since: other, by: "bo", in: workspace)
        #expect(since.difference == nil)
        #expect(!since.isNothing)
        #expect(SinceViewedPage(since, for: try team.reader("bo")) == nil)
    }

    @Test("of a thousand comments since the last look some are shown, and how many more there are")
    func many() async throws {
        let team = try await Team()
        try await submit(team, mode: "upsert")
        try look(team)
        for number in 1...14 {
            let workspace = try team.open("ana")
            try await Commenter(workspace).comment(
                RequestNames(workspace).request(named: "mode"), by: workspace.me(), "Note \(number)")
        }
        let workspace = try team.open("bo")
        let plan = try Planner(workspace).plan(RequestNames(workspace).request(named: "mode"))
        let since = try #require(SinceViewed(plan, by: "bo", in: workspace))
        #expect(since.events.count == 14)
        var facts = try PlanFacts(plan, in: workspace)
        facts.since = since
        let text = Team.plain(PlanPage(facts, for: try team.reader("bo")).page)
        let news = try #require(text.split(separator: "draft/ana/mode → main").first)
        #expect(news.contains("4 earlier (see below), then:"))
        #expect(news.split(separator: "Note ").count == 11)
    }

    @Test("what was looked at is remembered for a thousand requests and drafts, the last ones")
    func bounded() async throws {
        let team = try await Team()
        try await submit(team, mode: "upsert")
        let folder = try team.open("bo").repository.commonDirectory + "/assent/viewed"
        try look(team)
        let mine = try #require(File.names(in: folder).first)
        for number in 0..<1000 {
            try write("old", to: "\(folder)/\(number)")
            #expect(
                utimes(
                    "\(folder)/\(number)",
                    [timeval(tv_sec: 1_000_000 + number, tv_usec: 0), timeval(tv_sec: 1_000_000 + number, tv_usec: 0)])
                    == 0)
        }
        try look(team)
        let names = File.names(in: folder)
        #expect(names.count == 500)
        #expect(names.contains(mine))
        #expect(!names.contains("0") && names.contains("999"))
    }
}
