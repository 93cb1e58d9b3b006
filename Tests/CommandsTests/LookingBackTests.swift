import Support
import Testing

/// What was published, by whose word.
@Suite(.scratch) struct LookingBackTests {
    /// An approval, a publish-now, what needs no approval, and a commit past all of them.
    private func stage() async throws -> Stage {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save -m \"Use the company\"")
        await stage.type("dan", "view ana/work-email --quiet")
        await stage.type("dan", "approve ana/work-email")
        await stage.type("dan", "draft start hourly")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        try stage.edit("hightouch/models/leads.yaml", "from crm.leads", "from crm.people")
        await stage.type("dan", "publish --save -m \"The campaign starts at noon\"")
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "publish --save")
        return stage
    }

    @Test("log tells who asked, who approved and who published, when, and what was never approved")
    func log() async throws {
        let stage = try await stage()
        await stage.type("eva", "log")
        await stage.type("eva", "log model/leads")
        await stage.type("eva", "log sync/leads-to-crm -n 1")
        await stage.type("zoe", "log model/leads -n 1 --format json")
        await stage.type("eva", "log sync/welcome-email")
        stage.note("past approval, and a file that is nobody's business")
        try await stage.git("switch", "--quiet", "main")
        try stage.edit(["hightouch/syncs/welcome-email.yaml": nil])
        try await stage.git(["commit", "--quiet", "-am", "Remove the welcome"], as: "ana")
        try stage.edit(["README.md": "# More\n"])
        try await stage.git(["commit", "--quiet", "-am", "More"], as: "ana")
        await stage.type("eva", "log -n 1")
        await stage.type("eva", "log sync/welcome-email")
        stage.note("three mistakes of a newcomer")
        await stage.type("eva", "log leads")
        await stage.type("eva", "log sync/lead-to-crm")
        await stage.type("eva", "log -n 0")
        try stage.matchesGolden("log")
    }

    @Test("blame tells by field which request last changed it")
    func blame() async throws {
        let stage = try await stage()
        await stage.type("eva", "blame sync/leads-to-crm")
        await stage.type("dan", "blame model/leads")
        await stage.type("eva", "blame sync/welcome-email --format json")
        stage.note("three mistakes of a newcomer")
        await stage.type("eva", "blame")
        await stage.type("eva", "blame leads")
        await stage.type("eva", "blame sync/lead-to-crm")
        try stage.matchesGolden("blame")
    }

    @Test("B4 revert starts a draft that takes a published request back, and refuses what would lose later work")
    func revert() async throws {
        let stage = try await stage()
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "revert")
        await stage.type("ana", "revert sync/leads-to-crm")
        await stage.type("ana", "revert work-mail")
        stage.note("who may not")
        await stage.type("eva", "revert ana/work-email")
        stage.note("what is not published")
        await stage.type("ana", "draft start late")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("ana", "save")
        await stage.type("ana", "revert ana/late")
        await stage.type("ana", "submit")
        await stage.type("dan", "revert ana/late")
        await stage.type("ana", "revert ana/late")
        stage.note("who may")
        await stage.type("ana", "revert ana/work-email")
        await stage.type("ana", "diff ana/revert-work-email")
        await stage.type("ana", "submit ana/revert-work-email")
        await stage.type("dan", "approve ana/revert-work-email", answers: ["y"])
        #expect(stage.lastStatus == 0)
        await stage.type("ana", "revert ana/work-email")
        await stage.type("dan", "revert dan/hourly --format json")
        stage.note("changed again since")
        await stage.type("dan", "draft start daily")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 2", "quantity: 24")
        await stage.type("dan", "publish --save")
        await stage.type("dan", "revert dan/hourly")
        try stage.matchesGolden("revert")
    }

    @Test("export prints everything that is published, one model or sync a line")
    func export() async throws {
        let stage = try await stage()
        let first = try await stage.git(["rev-parse", "main~3"])
        await stage.type("eva", "export")
        await stage.type("zoe", "export --format json --at main~3")
        #expect(stage.lastOutput.contains(first))
        #expect(stage.lastOutput.split(separator: "\n").count == 4)
        stage.note("three mistakes of a newcomer")
        await stage.type("eva", "export --at")
        await stage.type("eva", "export --at nowhere")
        try await stage.git(["commit", "--quiet", "--allow-empty", "-m", "Elsewhere"])
        try await stage.git(["branch", "--quiet", "elsewhere"])
        try await stage.git(["reset", "--quiet", "--hard", "HEAD~1"])
        await stage.type("eva", "export --at elsewhere")
        stage.note("what cannot be read")
        try stage.edit(["hightouch/models/members.yaml": "name: [Members\n"])
        try await stage.git(["commit", "--quiet", "-am", "Break it"])
        await stage.type("eva", "export")
        try stage.matchesGolden("export")
    }
}
