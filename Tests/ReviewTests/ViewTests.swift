import Approvals
import Git
import Resources
import Review
import Support
import Testing

@Suite(.scratch)
struct ViewTests {
    @Test("A request is viewed in the order in which a reviewer needs it, accident 1 first")
    func order() async throws {
        let team = try await Team()
        try team.draft(
            "work-email", by: "ana",
            [
                .model("leads"): Team.leads.replacing("primaryKey: email", with: "primaryKey: user_id")
                    .replacing("    email, c", with: "    user_id, email, c"),
                .sync("leads-to-crm"): Team.sync("crm").replacing("from: email", with: "from: user_id"),
            ])
        try await team.submit("work-email", by: "ana", to: ["bo"], "Use the user's id for CRM leads")
        team.hour(2)
        _ = try await team.approve("work-email", by: "bo", "fine with me")
        team.hour()
        let text = try team.view("ana/work-email", as: "carol")
        #expect(
            text == """
                draft/ana/work-email → main                              open 3 hours   <digest>
                Ana Silva asks Bo Chen for approval: “Use the user's id for CRM leads”

                 ! A401       Every row will count as new: the primary key changed from `email`
                              to `user_id`. sync/leads-to-crm inserts, so expect duplicates.
                              Hightouch tells rows apart by this column alone; what was sent
                              before is forgotten
                 ✗ approvals  1 of 2 by Bo Chen · you or Bea Roy can give the other · the risk
                              above requires 2
                 ✓ checks     no other findings
                 · changes    1 model and 1 sync · 3 fields · query +1 −1

                 model/leads    2 fields · used by sync/leads-to-crm
                   primaryKey   email → user_id
                   rawSql       +1 −1
                       1  select
                     − 2    email, created_at
                     + 2    user_id, email, created_at
                       3  from crm.leads
                 sync/leads-to-crm               1 field
                   config.mappings[Email].from   email → user_id

                 Bo Chen approved it, 1 hour ago: fine with me

                 assent approve ana/work-email · assent decline ana/work-email -m "…" ·
                 assent comment ana/work-email -m "…" · assent withdraw ana/work-email -m "…"

                """)
    }

    @Test("Accident 3, a sync on another model, is said in words before anything else, and who must agree by name")
    func accident3() async throws {
        let team = try await Team()
        try team.draft("audience", by: "ana", [.sync("people-to-ads"): Team.sync("ads", mode: "upsert")])
        try await team.submit("audience", by: "ana")
        let text = try team.view("audience", as: "bo")
        #expect(
            text == """
                draft/ana/audience → main                             opened just now   <digest>
                Ana Silva asks for approval

                 ! A403       Other people will be reached: sync/people-to-ads moves from
                              model/people to model/leads.
                              All people → Leads: make sure that Ads (ads) is meant for these
                              rows
                 ✗ approvals  0 of 2 · you, Bea Roy or Carol Diaz can give them · the risk above
                              requires 2
                 ✗ approvals  0 of 1 · Carol Diaz can give it · ads requires 1, from Carol Diaz
                 ✓ checks     no other findings
                 · changes    1 sync · 1 field

                 sync/people-to-ads   1 field
                   model              people → leads

                 assent approve ana/audience · assent decline ana/audience -m "…" ·
                 assent comment ana/audience -m "…" · assent withdraw ana/audience -m "…"

                """)
    }

    @Test("Of several risks the sync on another model comes first, then the rows that count as new")
    func risks() async throws {
        let team = try await Team()
        try team.draft(
            "both", by: "ana",
            [
                .model("leads"): Team.leads.replacing("Key: email", with: "Key: created_at"),
                .sync("people-to-ads"): Team.sync("ads", mode: "upsert"),
            ])
        let lines = try team.view("both", as: "bo").split(separator: "\n")
        #expect(lines[1].hasPrefix(" ! A403       Other people will be reached: sync/people-to-ads"))
        let next = try #require(lines.firstIndex { $0.hasPrefix(" ! A401       Every row will count as new") })
        #expect(next < lines.firstIndex { $0.hasPrefix(" ✗ approvals") } ?? 0)
    }

    @Test("A draft that was not submitted says what would block it, and its author what to type")
    func draft() async throws {
        let team = try await Team()
        try team.draft(
            "rename", by: "ana", [.model("leads"): Team.leads.replacing("name: Leads", with: "name: CRM leads")])
        let text = try team.view("rename", as: "ana")
        #expect(
            text == """
                draft/ana/rename → main                                            not submitted

                 ✓ approvals  none needed: only names, descriptions, tags or folders change
                 ✓ checks     no findings
                 · changes    1 model · 1 field

                 model/leads   1 field · used by sync/leads-to-crm
                   name        Leads → CRM leads (needs no approval)

                 assent publish ana/rename

                """)
    }

    @Test("Errors are shown with their lines, and nobody is offered to approve them")
    func errors() async throws {
        let team = try await Team()
        let sync = Team.sync("crm").replacing("from: email", with: "from: emial")
        try team.draft("typo", by: "ana", [.sync("leads-to-crm"): sync])
        let text = try team.view("typo", as: "bo")
        #expect(
            text == """
                draft/ana/typo → main                                              not submitted

                 ✗ approvals  0 of 1 · you, Bea Roy or Carol Diaz can give it
                 ✗ checks     1 error, below: to be fixed in the draft
                 · changes    1 sync · 1 field

                error[A203] hightouch/syncs/leads-to-crm.yaml:6:25  config.mappings[Email].from
                    names emial, a column that model/leads does not have
                  6 |     - {to: Email, from: emial, type: standard}
                    |                         ^^^^^ did you mean email?
                     model/leads has email, created_at (from its query)

                 sync/leads-to-crm               1 field
                   config.mappings[Email].from   email → emial

                """)
    }

    @Test("A conflict names the field and its three values, and judges nothing that is not known yet")
    func conflict() async throws {
        let team = try await Team()
        try team.draft("one", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("one", by: "ana")
        try team.draft("two", by: "carol", [.sync("leads-to-crm"): Team.sync("crm", mode: "update")])
        try await team.publish("two", by: "carol", "urgent")
        let text = try team.view("one", as: "bo")
        #expect(
            text == """
                draft/ana/one → main                                  opened just now   <digest>
                Ana Silva asks for approval

                 ✗ conflict   main changed 1 field that this changes too; Ana Silva can resolve
                              it in the draft

                  hightouch/syncs/leads-to-crm.yaml  config.mode
                    before      insert
                    published   update
                    draft       upsert

                 assent comment ana/one -m "…" · assent withdraw ana/one -m "…"

                """)
        #expect(
            try team.page("one", as: "bo").markdown.contains(
                """

                | field | before | published | draft |
                | --- | --- | --- | --- |
                | **hightouch/syncs/leads-to-crm.yaml**  config.mode | insert | update | upsert |

                """))
    }

    @Test("B4 a conflict in a query shows its lines as each side changed them, with their numbers")
    func textConflict() async throws {
        let team = try await Team()
        func query(_ old: String, _ new: String) -> String {
            Team.leads.replacing("  from crm.leads", with: "  from crm.leads\n  where a\n  limit 9").replacing(
                old, with: new)
        }
        try team.draft("long", by: "carol", [.model("leads"): query("-", "-")])
        try await team.publish("long", by: "carol")
        try team.draft("one", by: "ana", [.model("leads"): query("where a", "where a and b")])
        try await team.submit("one", by: "ana")
        let theirs = query("where a", "where c").replacing("email, created_at", with: "email")
        try team.draft("two", by: "carol", [.model("leads"): theirs])
        try await team.publish("two", by: "carol", "urgent")
        let text = try team.view("one", as: "bo")
        #expect(
            text.contains(
                """
                  hightouch/models/leads.yaml  rawSql
                    published  +1 −1
                        ⋯ 2 lines without a conflict
                        3  from crm.leads
                      − 4  where a
                      + 4  where c
                        5  limit 9
                    draft      +1 −1
                        ⋯ 1 unchanged line
                        2    email, created_at
                        3  from crm.leads
                      − 4  where a
                      + 4  where a and b
                        5  limit 9

                """), "\(text)")
        #expect(!text.contains("\\n"))
    }

    @Test("B4 what main deleted and a draft changes is called deleted, with what was changed")
    func deletedConflict() async throws {
        let team = try await Team()
        try team.draft("one", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("one", by: "ana")
        try team.draft("two", by: "carol", [.sync("leads-to-crm"): nil])
        try await team.publish("two", by: "carol", "urgent")
        let text = try team.view("one", as: "bo")
        #expect(
            text.hasPrefix(
                """
                draft/ana/one → main                                  opened just now   <digest>
                Ana Silva asks for approval

                 ✗ conflict   main deleted sync/leads-to-crm, which this changes; Ana Silva can
                              resolve it in the draft

                  hightouch/syncs/leads-to-crm.yaml  the whole file
                    published   deleted
                    draft       config.mode insert → upsert

                """), "\(text)")
    }

    @Test("B4 a query in which two edits came together says so")
    func mergedFromTwoEdits() async throws {
        let team = try await Team()
        let query = Team.leads.replacing("  from crm.leads", with: "  from crm.leads\n  where a\n  limit 9")
        try team.draft("long", by: "carol", [.model("leads"): query])
        try await team.publish("long", by: "carol")
        try team.draft("one", by: "ana", [.model("leads"): query.replacing("limit 9", with: "limit 8")])
        try await team.submit("one", by: "ana")
        #expect(try !team.view("one", as: "bo").contains("merged from two edits"))
        try team.draft("two", by: "carol", [.model("leads"): query.replacing("crm.leads", with: "crm.all_leads")])
        try await team.publish("two", by: "carol", "urgent")
        let text = try team.view("one", as: "bo")
        #expect(
            text.contains(
                """
                   rawSql      +1 −1 · merged from two edits
                       ⋯ 2 unchanged lines
                       3  from crm.all_leads
                       4  where a
                     − 5  limit 9
                     + 5  limit 8

                """), "\(text)")
    }

    @Test("A request that was revised, discussed and published tells it all in order")
    func published() async throws {
        let team = try await Team()
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("mode", by: "ana", "first\n\nsecond \u{202E}line")
        team.hour()
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "update")])
        try await team.submit("mode", by: "ana", "better")
        team.hour(30)
        _ = try await team.approve("mode", by: "bo")
        team.hour()
        let text = try team.view("ana/mode", as: "ana")
        #expect(
            text == #"""
                draft/ana/mode → main                                                   <digest>
                Ana Silva asked for approval: “better”

                 ✓ state      published by Bo Chen 1 hour ago as <digest>

                 sync/leads-to-crm   1 field
                   config.mode       insert → update

                 Ana Silva asked for approval, 1 day ago:
                   first

                   second \u{202e}line
                 Ana Silva changed the request, 1 day ago
                 Bo Chen approved it, 1 hour ago

                """#)
    }

    @Test("A draft that moved on after it was submitted says so, and what is shown is what was asked for")
    func movedOn() async throws {
        let team = try await Team()
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("mode", by: "ana")
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "update")])
        let text = try team.view("mode", as: "ana")
        #expect(text.contains("   config.mode       insert → upsert\n"))
        #expect(text.contains(" · draft      has newer commits; the request, as shown here, is for <digest>\n"))
        #expect(text.hasSuffix(" · assent submit ana/mode ·\n assent withdraw ana/mode\n"))
    }

    @Test("F8 a resource leads to the one request or draft that changes it, else shows what is published")
    func resource() async throws {
        let team = try await Team()
        var text = try team.view("model/leads", as: "bo")
        #expect(
            text == """
                model/leads                                                 as published on main
                used by sync/leads-to-crm

                 name         Leads
                 primaryKey   email
                 source       snowflake
                 type         raw_sql
                 rawSql
                     1  select
                     2    email, created_at
                     3  from crm.leads

                """)
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        #expect(try team.view("sync/leads-to-crm", as: "bo").hasPrefix("draft/ana/mode → main"))
        try await team.submit("mode", by: "ana")
        #expect(try team.view("sync/leads-to-crm", as: "bo").contains("Ana Silva asks for approval"))
        try team.draft("other", by: "bo", [.sync("leads-to-crm"): Team.sync("crm", mode: "update")])
        #expect(try team.view("sync/leads-to-crm", as: "bo").hasPrefix("draft/ana/mode → main"))
        try await team.submit("other", by: "bo")
        text = try team.view("sync/leads-to-crm", as: "bo")
        #expect(text.contains("draft/ana/mode changes it:  assent view ana/mode\n"))
        #expect(text.contains("draft/bo/other changes it:  assent view bo/other\n"))
    }

    @Test(
        "F8 the syncs on a model are named wherever it is reviewed, paused ones marked; once it is published, as they were"
    )
    func uses() async throws {
        let team = try await Team()
        let paused = Team.sync("crm", model: "people") + "schedulePaused: true\n"
        try team.draft("more", by: "bo", [.sync("more"): paused])
        try await team.publish("more", by: "bo")
        #expect(try team.view("model/people", as: "bo").contains("\nused by sync/more (paused), sync/people-to-ads\n"))
        let query = Team.leads.replacing("email, created_at", with: "email, created_at, company")
        try team.draft("query", by: "ana", [.model("people"): query])
        try await team.submit("query", by: "ana")
        let head = "used by sync/more (paused), sync/people-to-ads\n"
        #expect(try team.view("query", as: "bo").contains(head))
        let workspace = try team.open("bo")
        let uses = try await WorkComparison(of: "ana/query", in: workspace).uses["people"]
        #expect(uses?.map(\.path) == ["hightouch/syncs/more.yaml", "hightouch/syncs/people-to-ads.yaml"])
        #expect(uses?.map(\.isPaused) == [true, false])
        let request = try RequestNames(workspace).request(named: "ana/query")
        try await team.publish("query", by: "bo", "soon")
        try team.draft("fewer", by: "bo", [.sync("more"): nil])
        try await team.publish("fewer", by: "bo")
        #expect(try team.view("model/people", as: "bo").contains("\nused by sync/people-to-ads\n"))
        #expect(try team.view(request.id, as: "bo").contains(head))
        #expect(try await WorkComparison(of: request.id, in: team.open("bo")).uses["people"] == uses)
    }

    @Test("Risks are told of from the worst on, whatever file they are in")
    func severity() async throws {
        let team = try await Team()
        try team.draft(
            "two", by: "ana",
            [
                .model("people"): Team.leads.replacing("email, created_at", with: "uuid_string() as email, created_at"),
                .sync("people-to-ads"): Team.sync("ads", mode: "mirror", model: "people"),
            ])
        let plan = try await team.submit("two", by: "ana").plan
        #expect(plan.risks.map(\.code.rawValue) == ["A404", "A405"])
        let text = try team.view("two", as: "bo")
        let places = [" ! A404 ", " ! A405 "].compactMap { text.firstRange(of: $0)?.lowerBound }
        #expect(places.count == 2 && places == places.sorted())
        let approvals = try #require(text.firstRange(of: " · a risk above"))
        #expect(places.allSatisfy { $0 < approvals.lowerBound })
    }

    @Test("A change that nobody may approve says who can change that")
    func hopeless() async throws {
        let team = try await Team()
        try team.draft(
            "alias", by: "carol",
            [.settings: Team.settings.with("required: 1\n  self", "required: 2\n  self")])
        try await team.submit("alias", by: "carol")
        let text = try team.view("alias", as: "bo")
        #expect(
            text == """
                draft/carol/alias → main                              opened just now   <digest>
                Carol Diaz asks for approval

                 ✗ approvals  0 of 1 · nobody may approve it; Carol Diaz can change roles, rules
                              and members · settings and aliases need somebody who may manage
                              the workspace
                 ✓ checks     no findings
                 · changes    assent.yaml · 1 field

                 assent.yaml            1 field
                   approvals.required   1 → 2

                 assent comment carol/alias -m "…"

                """)
    }
}
