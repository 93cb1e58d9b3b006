import FoundationEssentials
import Support
import Testing

/// The commands that answer, before, while and after a change is asked for.
@Suite(.scratch) struct ReadingTests {
    @Test("F8 what only some warehouses take for a comment is another query, whatever the manifest says")
    func comments() async throws {
        let stage = try await Stage.company()
        let (leads, manifest) = ("hightouch/models/leads.yaml", "hightouch/manifest-acme.yaml")
        func isRestyled(_ line: String) async -> Bool {
            await stage.type("dan", line)
            #expect(stage.lastStatus == 0 && stage.lastOutput.contains("rawSql      +1 −1"), "\(stage.lastOutput)")
            return stage.lastOutput.contains(" · only comments changed")
        }
        await stage.type("dan", "draft start comment")
        try stage.edit(leads, "company\n", "company -- the account's\n")
        #expect(await isRestyled("diff"), "a comment to all of them")
        try stage.edit(leads, "company -- the", "company // the")
        #expect(await !isRestyled("diff"), "the manifest says Snowflake, which knows //")
        await stage.type("dan", "save")
        try await stage.git("switch", "--quiet", "main")
        try stage.edit(manifest, "type: snowflake", "type: bigquery")
        try await stage.git("commit", "--quiet", "-am", "Another warehouse")
        try await stage.git("switch", "--quiet", "draft/dan/comment")
        #expect(await !isRestyled("view comment"))
    }

    /// Two drafts of ana's, one of them submitted.
    private func stage() async throws -> Stage {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start key")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("ana", "submit --save -m \"Addresses change, companies do not\"")
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        return stage
    }

    @Test("status tells where I am, what I changed, and what waits for me")
    func status() async throws {
        let stage = try await stage()
        await stage.type("ana", "status")
        await stage.type("ana", "status --format json")
        await stage.type("ana", "save")
        await stage.type("ana", "status")
        await stage.type("ana", "draft switch main")
        await stage.type("dan", "status")
        await stage.type("zoe", "status")
        await stage.type("nobody", "status")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "status")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "status key")
        await stage.type("ana", "status --mine")
        await stage.type("ana", "status", in: "home")
        try stage.matchesGolden("status")
    }

    @Test("F8 diff compares by field")
    func diff() async throws {
        let stage = try await stage()
        await stage.type("ana", "diff")
        await stage.type("ana", "diff key")
        await stage.type("dan", "diff ana/key --format json")
        await stage.type("dan", "diff model/leads")
        await stage.type("dan", "diff ana/key --text")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "diff leads")
        await stage.type("ana", "diff main")
        await stage.type("ana", "diff model/lead")
        try stage.matchesGolden("diff")
    }

    @Test("F8 view shows a request, a draft, a model and a sync")
    func view() async throws {
        let stage = try await stage()
        await stage.type("ana", "save")
        await stage.type("dan", "view ana/key")
        await stage.type("dan", "view ana/key --format markdown")
        await stage.type("dan", "view ana/key --format json")
        await stage.type("dan", "view ana/words")
        await stage.type("dan", "view model/members")
        await stage.type("dan", "view sync/welcome-email")
        await stage.type("zoe", "view model/leads")
        stage.note("three mistakes of a newcomer")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("dan", "view")
        await stage.type("dan", "view leads")
        await stage.type("dan", "view model/lead")
        try stage.matchesGolden("view")
    }

    @Test("requests are listed, newest first")
    func requests() async throws {
        let stage = try await stage()
        await stage.type("ana", "submit --save --to dan")
        await stage.type("ana", "requests")
        await stage.type("ana", "requests --mine")
        await stage.type("bo", "requests --for-me")
        await stage.type("dan", "requests --for-me --format json")
        await stage.type("ana", "publish")
        await stage.type("ana", "withdraw key -m \"Not now\"")
        await stage.type("ana", "requests")
        await stage.type("ana", "requests --all")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "requests --me")
        await stage.type("ana", "requests key")
        await stage.type("zoe", "requests --mine")
        try stage.matchesGolden("requests")
    }

    @Test("check says what is wrong, with a status for programs")
    func check() async throws {
        let stage = try await stage()
        await stage.type("ana", "check")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: fist_name")
        await stage.type("ana", "check")
        await stage.type("ana", "check --format json")
        await stage.type("ana", "check --quiet")
        await stage.type("dan", "check ana/key")
        await stage.type("dan", "check --all")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "check nothing")
        await stage.type("ana", "check hightouch/models/leads.yaml")
        await stage.type("ana", "check --format yaml")
        try stage.matchesGolden("check")
    }

    @Test("verify proves what is on main, and names the first commit that went past approval")
    func verify() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "publish --save")
        await stage.type("zoe", "verify")
        try stage.edit("hightouch/models/leads.yaml", "name: All leads", "name: Some leads")
        try await stage.git("commit", "--quiet", "-am", "Quick fix")
        await stage.type("zoe", "verify")
        await stage.type("zoe", "verify --format json")
        stage.note("three mistakes of a newcomer")
        await stage.type("zoe", "verify main")
        await stage.type("zoe", "verify --whole")
        await stage.type("zoe", "verify", in: "home")
        try stage.matchesGolden("verify")
    }

    @Test("F4 verify counts changes of settings that needed no approval, and lists them with --verbose")
    func verifySettings() async throws {
        let stage = try await Stage.company()
        await stage.type("carol", "settings require_approvals false --yes -m \"We are three\"")
        stage.note("from here on, settings need no approval")
        await stage.type("carol", "settings members.bo.role editor")
        await stage.type("ana", "draft start often")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        try stage.edit("assent.yaml", "workspace: acme-growth", "workspace: acme")
        await stage.type("ana", "submit --save")
        await stage.type("carol", "view ana/often --quiet")
        await stage.type("carol", "approve ana/often")
        await stage.type("eva", "verify")
        await stage.type("carol", "draft start words")
        try stage.edit("assent.yaml", "version: 1", "# Who may do what\nversion: 1")
        await stage.type("carol", "publish --save --yes")
        await stage.type("carol", "settings require_approvals true")
        stage.note("and here they need approval again")
        await stage.type("carol", "settings members.bo.role draft-contributor")
        await stage.type("eva", "verify")
        await stage.type("eva", "verify --all --verbose")
        await stage.type("eva", "verify --format json")
        try stage.matchesGolden("verify-settings")
    }

    @Test("verify and whoever would publish say that main went back on what was verified, until that is given up")
    func verifyLost() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "publish --save")
        await stage.type("zoe", "verify --verbose")
        stage.note("somebody sets main back")
        try await stage.git("reset", "--quiet", "--hard", "HEAD~1")
        await stage.type("zoe", "verify")
        await stage.type("zoe", "verify --format json")
        await stage.type("ana", "draft start other")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: Some leads")
        await stage.type("ana", "publish --save")
        await stage.type("zoe", "verify --all")
        await stage.type("zoe", "verify --forget")
        await stage.type("ana", "publish")
        try stage.matchesGolden("verify-lost")
    }

    @Test("explain tells what a finding means; it needs no workspace")
    func explain() async throws {
        let stage = Stage()
        await stage.type("ana", "explain A203", in: "home")
        await stage.type("ana", "explain a401 --format json", in: "home")
        await stage.type("ana", "explain", in: "home")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "explain A999", in: "home")
        await stage.type("ana", "explain A203 A204", in: "home")
        await stage.type("ana", "explain primary key", in: "home")
        try stage.matchesGolden("explain")
    }

    private struct Document: Decodable {
        struct Problem: Decodable {
            let kind: String
            let message: String
            let next: [String]
            let status: Int
        }
        let version: Int
        let error: Problem?
    }

    @Test("every command answers --format json with one document of version 1 on one line, refusals too")
    func json() async throws {
        let stage = try await stage()
        let lines = [
            "", "status", "diff", "view ana/key", "view model/leads", "requests --all", "check", "check --all",
            "verify",
            "explain A203", "explain", "member list", "settings", "settings branch", "draft list", "draft start x",
            "draft switch words", "new model fresh", "save", "submit", "publish", "withdraw key", "approve key",
            "draft delete words --yes", "draft delete x --yes", "init",
            "member add q --name Q --email q@q --role viewer",
            "view nothing", "draft switch nothing", "diff nothing", "explain A999", "statsu", "approve",
        ]
        for line in lines {
            await stage.type("ana", line + " --format json")
            let output = stage.lastOutput
            #expect(output.filter { $0 == "\n" }.count == 1 && output.hasSuffix("\n"), "\(line)")
            let document = try JSONDecoder().decode(Document.self, from: Data(output.utf8))
            #expect(document.version == 1, "\(line)")
            if let error = document.error {
                #expect(error.status == Int(stage.lastStatus) && error.status > 0, "\(line): \(error)")
            } else {
                #expect([0, 1, 4].contains(stage.lastStatus), "\(line): \(stage.lastStatus)")
            }
        }
    }
}
