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
        await stage.type("dan", "publish --yes --save -m \"The campaign starts at noon\"")
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
        stage.note("a commit without approval, and a file outside the workspace")
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

    @Test("what was published is named as anything else: by its draft's short name or the beginning of its id")
    func shortNames() async throws {
        let stage = try await stage()
        await stage.type("eva", "view hourly --format json")
        let request = try #require(stage.lastOutput.firstMatch(of: /"id":"([0-9a-f]{64})"/)?.1.prefix(4))
        for (position, name) in ["hourly", "dan/hourly", "draft/dan/hourly", "\(request)"].enumerated() {
            #expect(await stage.type("dan", "revert \(name) --format json") == 0, "\(name): \(stage.lastErrors)")
            #expect(await stage.type("dan", "view \(name)") == 0, "\(name): \(stage.lastErrors)")
            #expect(stage.lastOutput.hasPrefix("draft/dan/hourly "), "\(position): \(stage.lastOutput)")
        }
        #expect(await stage.type("dan", "revert leads-to-crm") == 2)
        #expect(stage.lastErrors.contains("assent log sync/leads-to-crm"), "\(stage.lastErrors)")
        stage.note("two members had drafts of one name: one's own is meant, and a third is told which there are")
        for person in ["dan", "ana"] {
            await stage.type(person, "draft start same --quiet")
            try stage.edit(
                "hightouch/models/leads.yaml", person == "dan" ? "name: All leads" : "name: Our leads",
                person == "dan" ? "name: Our leads" : "name: Their leads")
            await stage.type(person, "publish --save --quiet --yes")
            #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        }
        await stage.type("dan", "view same")
        #expect(stage.lastOutput.hasPrefix("draft/dan/same "), "\(stage.lastOutput)")
        #expect(await stage.type("carol", "revert same") != 0)
        #expect(stage.lastErrors.contains("could be any of"), "\(stage.lastErrors)")
    }

    @Test("what was published is viewed and logged by its commit, as acts print it, as by its request")
    func byCommit() async throws {
        let stage = try await stage()
        let commit = try await stage.git(["rev-parse", "main~1"])
        await stage.type("eva", "view dan/hourly --format json")
        let viewed = stage.lastOutput
        let request = try #require(viewed.firstMatch(of: /"id":"([0-9a-f]{64})"/)?.1.prefix(8))
        for name in [commit, String(commit.prefix(8)), String(request)] {
            #expect(await stage.type("eva", "view \(name) --format json") == 0, "\(stage.lastErrors)")
            #expect(stage.lastOutput == viewed)
            #expect(await stage.type("eva", "log \(name)") == 0, "\(stage.lastErrors)")
            #expect(stage.lastOutput.hasPrefix("draft/dan/hourly "), "\(stage.lastOutput)")
            #expect(!stage.lastOutput.contains("draft/ana"))
        }
        #expect(await stage.type("eva", "log dan/hourly --format json") == 0)
        #expect(stage.lastOutput.contains("\"commit\":\"\(commit)\""))
        let start = try await stage.git(["rev-list", "--max-parents=0", "main"])
        #expect(await stage.type("eva", "view \(start.prefix(8))") == 2)
        await stage.type("ana", "draft start open")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("ana", "submit --save --quiet")
        #expect(await stage.type("ana", "log ana/open") == 0)
        #expect(stage.lastOutput == "Nothing is published yet.\n")
    }

    @Test(
        "a publication past approval says so, with its risks, and nobody asked; what was declined was another version")
    func pastApproval() async throws {
        let stage = try await Stage.company()
        await stage.type("dan", "draft start key")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "publish --save --yes")
        await stage.type("eva", "view dan/key")
        await stage.type("ana", "draft start work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "decline ana/work-email -m No")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: company", "from: email")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "view ana/work-email --quiet")
        await stage.type("dan", "approve ana/work-email")
        await stage.type("eva", "view ana/work-email")
        #expect(stage.lastOutput.contains("declined an earlier version"), "\(stage.lastOutput)")
        stage.note("one's own approval")
        await stage.type("carol", "settings approvals.required 2 --quiet")
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save --quiet")
        await stage.type("carol", "view ana/words --quiet")
        await stage.type("carol", "approve ana/words --quiet")
        await stage.type("carol", "view ana/words")
        #expect(stage.lastOutput.contains("1 of 2 by you · Dan Okafor can give the other"), "\(stage.lastOutput)")
        try stage.matchesGolden("view-past")
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
        stage.note("members who may not")
        await stage.type("eva", "revert ana/work-email")
        stage.note("a change that is not published")
        await stage.type("ana", "draft start late")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("ana", "save")
        await stage.type("ana", "revert ana/late")
        await stage.type("ana", "submit")
        await stage.type("dan", "revert ana/late")
        await stage.type("ana", "revert ana/late")
        stage.note("members who may")
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
        await stage.type("dan", "publish --save --yes")
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
        stage.note("a file that cannot be read")
        try stage.edit(["hightouch/models/members.yaml": "name: [Members\n"])
        try await stage.git(["commit", "--quiet", "-am", "Break it"])
        await stage.type("eva", "export")
        try stage.matchesGolden("export")
    }

    @Test("a model or sync that is not there: how to make it, and what there is")
    func unknown() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "log sync/nope")
        await stage.type("ana", "edit sync/nope", answers: [])
        await stage.type("ana", "edit nope", answers: [])
        await stage.type("ana", "blame model/nope --format json")
        await stage.type("ana", "diff model/nope")
        await stage.type("ana", "view sync/nope")
        await stage.type("ana", "new sync other --from sync/nope")
        await stage.type("ana", "log sync/ü")
        stage.note("the suggested command works")
        let listed = try await stage.git("ls-tree", "--name-only", "main:hightouch/syncs")
        #expect(listed == "leads-to-crm.yaml\nwelcome-email.yaml")
        await stage.type("ana", "new sync nope")
        try stage.matchesGolden("unknown")
    }

    @Test("B2 accept lets a commit stand that nobody approved, by who manages the workspace, and verify says so")
    func accept() async throws {
        let stage = try await Stage.company()
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        try await stage.git(["commit", "--quiet", "-am", "Fix of last night"], as: "ana")
        let commit = String(try await stage.git(["rev-parse", "main"]).prefix(8))
        await stage.type("eva", "verify")
        stage.note("three mistakes of a newcomer")
        await stage.type("carol", "accept")
        await stage.type("carol", "accept main~1")
        await stage.type("carol", "accept nothing")
        stage.note("members who may not")
        await stage.type("dan", "accept \(commit)")
        await stage.type("zoe", "accept \(commit)")
        stage.note("members who may")
        await stage.type("carol", "accept \(commit) -m \"Looked at since\"")
        await stage.type("carol", "accept \(commit)")
        await stage.type("eva", "verify")
        #expect(stage.lastStatus == 0)
        await stage.type("eva", "verify --format json")
        await stage.type("eva", "log")
        await stage.type("eva", "log sync/leads-to-crm -n 1 --format json")
        stage.note("a later commit")
        try stage.edit(["hightouch/syncs/welcome-email.yaml": nil])
        try await stage.git(["commit", "--quiet", "-am", "Remove the welcome"], as: "ana")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        try await stage.git(["commit", "--quiet", "-am", "Rename"], as: "ana")
        await stage.type("eva", "verify")
        #expect(stage.lastStatus == 1)
        await stage.type("carol", "accept main")
        await stage.type("carol", "accept main~1 --format json")
        await stage.type("carol", "accept main~1")
        #expect(stage.lastStatus == 0)
        try stage.matchesGolden("accept")
    }

    @Test("accept refuses what it cannot do before it asks for a reason")
    func acceptChecksFirst() async throws {
        let stage = try await Stage.company()
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        try await stage.git(["commit", "--quiet", "-am", "Fix of last night"], as: "ana")
        try await stage.git(["branch", "beside", "main"])
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        try await stage.git(["commit", "--quiet", "-am", "Rename"], as: "ana")
        for (person, line, kind) in [
            ("carol", "accept main~2", "there is nothing to accept"), ("carol", "accept main", "start with it"),
            ("dan", "accept main~1", "Carol Diaz may accept it"),
        ] {
            let asked = stage.edited(with: "touch '\(stage.scratch.folder)/asked'; exit 9", as: person)
            #expect(await stage.type(person, line, answers: [], with: asked) != 0)
            let said = stage.lastErrors.replacing("\n  ", with: " ")
            #expect(said.contains(kind), "\(line): \(said)")
            #expect(readText("\(stage.scratch.folder)/asked") == nil, "\(line)")
        }
        let reason = stage.writing("Looked at since", as: "carol")
        #expect(await stage.type("carol", "accept main main~1", answers: [], with: reason) == 0, "\(stage.lastErrors)")
        await stage.type("carol", "verify")
        #expect(stage.lastStatus == 0 && stage.lastOutput.contains("“Looked at since”"), "\(stage.lastOutput)")
    }
}
