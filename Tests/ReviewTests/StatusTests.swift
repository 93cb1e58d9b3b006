import Approvals
import Git
import Resources
import Review
import Support
import Testing

@Suite(.scratch)
struct StatusTests {
    /// As `status` says it in the work tree.
    private func status(_ team: Team, as member: String) async throws -> String {
        let workspace = try team.open(member)
        let open = try Requests(workspace).open().map { RequestEntry($0, plan: try Planner(workspace).plan($0)) }
        let head = try workspace.repository.head().name
        let report = StatusReport(
            head: head, isOnMain: head == "main", draft: try Drafts(workspace).current(),
            preview: try await Planner(workspace).preview(by: member),
            current: try Drafts(workspace).current().flatMap { draft in
                open.first { $0.request.draftName == draft.name }
            },
            mine: open.filter { $0.request.record.authors.contains(member) },
            forMe: open.filter { !$0.request.record.authors.contains(member) && $0.waits(for: member) }, otherDrafts: []
        )
        return Team.plain(StatusPage(report, for: try team.reader(member)).page)
    }

    @Test("On main there is nothing to say but how to begin, and what waits")
    func main() async throws {
        let team = try await Team()
        var text = try await status(team, as: "ana")
        #expect(
            text == """
                main                                 acme-growth · Ana Silva (draft-contributor)

                You are on main, the published branch.

                 assent draft start <name>

                """)
        try team.draft("mode", by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "upsert")])
        try await team.submit("mode", by: "ana")
        team.hour(5)
        text = try await status(team, as: "bo")
        #expect(
            text == """
                main                                              acme-growth · Bo Chen (editor)

                You are on main, the published branch.

                Waits for you
                 draft/ana/mode                                           5 hours ago   <digest>
                    sync/leads-to-crm (1 field)
                    Ana Silva
                    waits for approval: you, Bea Roy or Carol Diaz can give it

                 assent view ana/mode

                """)
    }

    @Test("Of many that wait the newest few are shown, and where all of them are")
    func many() async throws {
        let team = try await Team()
        for number in 0..<10 {
            let name = "mode-\(number)"
            try team.draft(name, by: "ana", [.sync("leads-to-crm"): Team.sync("crm", mode: "mode\(number)")])
            try await team.submit(name, by: "ana")
            team.hour()
        }
        func ends(_ member: String) async throws -> [String] {
            try await status(team, as: member).split(separator: "\n").map { $0.trimmingPrefix(" ") }
                .filter { $0.hasPrefix("draft/ana/mode-") || $0.hasPrefix("and ") }.map { String($0.prefix(40)) }
                .map { $0.hasPrefix("draft") ? String($0.prefix { $0 != " " }) : $0 }
        }
        let newest = (2..<10).reversed().map { "draft/ana/mode-\($0)" }
        #expect(try await ends("bo") == newest + ["and 2 more: assent requests --for-me"])
        #expect(try await ends("ana") == newest + ["and 2 more: assent requests --mine"])
    }

    @Test("A draft says what it changes in words, saved or not, what needs approval, and what goes on from here")
    func draft() async throws {
        let team = try await Team()
        try await team.scratch.git("switch", "--quiet", "--create", "draft/ana/mode")
        var text = try await status(team, as: "ana")
        #expect(
            text == """
                draft/ana/mode                       acme-growth · Ana Silva (draft-contributor)

                This draft changes nothing yet: edit files in hightouch/models/ and
                hightouch/syncs/.

                """)
        let path = "hightouch/syncs/leads-to-crm.yaml"
        try write(
            Team.sync("crm", mode: "upsert").replacing("from: email", with: "from: emial"),
            to: "\(team.scratch.path)/\(path)")
        text = try await status(team, as: "ana")
        #expect(
            text == """
                draft/ana/mode                       acme-growth · Ana Silva (draft-contributor)

                This draft changes 1 sync · 2 fields.
                Not saved: hightouch/syncs/leads-to-crm.yaml.
                Needs approval: sync/leads-to-crm (its configuration).

                 sync/leads-to-crm               2 fields
                   config.mappings[Email].from   email → emial
                   config.mode                   insert → upsert

                error[A203] hightouch/syncs/leads-to-crm.yaml:6:25  config.mappings[Email].from
                    names emial, a column that model/leads does not have
                  6 |     - {to: Email, from: emial, type: standard}
                    |                         ^^^^^ did you mean email?
                     model/leads has email, created_at (from its query)

                 assent save -m "…"

                """)
        try await team.scratch.commit([path: Team.sync("crm", mode: "upsert")], "save")
        text = try await status(team, as: "ana")
        #expect(
            text == """
                draft/ana/mode                       acme-growth · Ana Silva (draft-contributor)

                This draft changes 1 sync · 1 field.
                Needs approval: sync/leads-to-crm (its configuration).

                 sync/leads-to-crm   1 field
                   config.mode       insert → upsert

                 assent submit · assent diff

                """)
        try await team.submit("mode", by: "ana")
        #expect(
            try await status(team, as: "ana").contains(
                "Submitted a moment ago as <digest> · waits for approval: Bo Chen"))
        #expect(try await status(team, as: "ana").hasSuffix(" assent diff · assent view ana/mode\n"))
    }

    @Test("F4 what is only for people needs no approval, and may be published at once")
    func people() async throws {
        let team = try await Team()
        try await team.scratch.git("switch", "--quiet", "--create", "draft/ana/name")
        try await team.scratch.commit(
            ["hightouch/models/leads.yaml": Team.leads.replacing("name: Leads", with: "name: CRM leads")], "save")
        let text = try await status(team, as: "ana")
        #expect(
            text == """
                draft/ana/name                       acme-growth · Ana Silva (draft-contributor)

                This draft changes 1 model · 1 field.
                No approval needed: only names or descriptions change.

                 model/leads   1 field · used by sync/leads-to-crm
                   name        Leads → CRM leads (needs no approval)

                 assent publish · assent diff

                """)
    }

    @Test("A draft that cannot be published says why, and the rest of the answer stands")
    func unfit() async throws {
        let team = try await Team()
        let reader = try team.reader("ana")
        let refusal = ContentRefusal.ungovernedChanges(draft: "draft/ana/x", paths: ["README.md"], attributes: [])
        let report = StatusReport(
            head: "draft/ana/x", isOnMain: false, draft: nil, preview: nil,
            problem: refusal, mine: [], forMe: [], otherDrafts: [])
        let text = StatusPage(report, for: reader).page.text(.plain)
        #expect(text.contains("README.md"))
        #expect(text.hasPrefix("draft/ana/x "))
    }
}
