import Support
import Testing

/// Nothing that is printed is untrue, and whatever stops somebody says how to go on.
@Suite(.scratch) struct DeadEndTests {
    private static let sync = "hightouch/syncs/leads-to-crm.yaml"
    private static let model = "hightouch/models/leads.yaml"

    private func request(_ stage: Stage, _ name: String, _ old: String, _ new: String, in path: String) async throws {
        await stage.type("ana", "draft start \(name)")
        try stage.edit(path, old, new)
        await stage.type("ana", "submit --save")
    }

    @Test("a request is told from what its draft is now, and its end to whoever made it")
    func ends() async throws {
        let stage = try await Stage.company()
        try await request(stage, "rare", "quantity: 1}", "quantity: 2}", in: Self.sync)
        stage.note("the draft is reverted, but the request still asks for the change")
        try stage.edit(Self.sync, "quantity: 2}", "quantity: 1}")
        await stage.type("ana", "save")
        await stage.type("ana", "status")
        await stage.type("ana", "submit")
        await stage.type("dan", "view ana/rare")
        stage.note("an approver who withdraws it says why, and its author is told")
        await stage.type("dan", "withdraw ana/rare")
        await stage.type(
            "dan", "withdraw ana/rare", answers: [], with: stage.writing("Not in December", as: "dan"))
        await stage.type("ana", "status")
        await stage.type("ana", "draft list")
        await stage.type("ana", "view ana/rare")
        await stage.type("ana", "draft switch main")
        await stage.type("ana", "status")
        stage.note("declined, and changed since")
        try await request(stage, "late", "quantity: 1}", "quantity: 9}", in: Self.sync)
        await stage.type("dan", "decline ana/late -m \"Too seldom\"")
        try stage.edit(Self.sync, "quantity: 9}", "quantity: 3}")
        await stage.type("ana", "save")
        await stage.type("ana", "status")
        stage.note("deleted")
        await stage.type("ana", "draft switch main")
        await stage.type("dan", "draft delete ana/late -m \"We keep it hourly\" --yes")
        await stage.type("ana", "status")
        try stage.matchesGolden("ended")
    }

    @Test(
        "a request that was withdrawn is told of until a later one of its draft was published, and of a new one again")
    func overtaken() async throws {
        let stage = try await Stage.company()
        try await request(stage, "rare", "quantity: 1}", "quantity: 2}", in: Self.sync)
        await stage.type("ana", "withdraw ana/rare")
        await stage.type("ana", "status")
        #expect(stage.lastOutput.contains("was withdrawn by you"))
        await stage.type("ana", "submit")
        await stage.type("dan", "publish ana/rare --yes")
        try await stage.git(["branch", "draft/ana/rare", "main^2"])
        await stage.type("ana", "draft switch ana/rare")
        for line in ["status", "", "view", "view ana/rare", "draft list", "withdraw ana/rare", "requests --all"] {
            await stage.type("ana", line)
            let told = stage.lastOutput + stage.lastErrors
            #expect(line == "requests --all" || !told.contains("withdr"), "assent \(line): \(told)")
        }
        await stage.type("ana", "draft switch main")
        await stage.type("ana", "status")
        #expect(stage.lastOutput.contains("Live, and no longer needed: draft/ana/rare."), "\(stage.lastOutput)")
        #expect(!stage.lastOutput.contains("Your other drafts"), "\(stage.lastOutput)")
        await stage.type("ana", "draft switch ana/rare")
        stage.note("the draft goes on, and its next request is withdrawn too")
        try stage.edit(Self.sync, "quantity: 2}", "quantity: 3}")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "withdraw ana/rare -m \"Not now\"")
        for line in ["status", "view ana/rare", "draft list"] {
            await stage.type("ana", line)
            #expect(stage.lastOutput.contains("withdrawn by Dan Okafor"), "assent \(line): \(stage.lastOutput)")
        }
        stage.note("where the draft is gone, its last request is meant by its name")
        await stage.type("ana", "draft delete ana/rare --yes")
        await stage.type("ana", "view ana/rare")
        #expect(stage.lastOutput.contains("withdrawn by Dan Okafor"), "\(stage.lastOutput)")
    }

    @Test("a request that conflicts is told so until it is submitted again, and not that its draft still does")
    func resolvedSince() async throws {
        let stage = try await Stage.company()
        try await request(stage, "rare", "quantity: 1}", "quantity: 2}", in: Self.sync)
        await stage.type("dan", "draft start often")
        try stage.edit(Self.sync, "quantity: 1}", "quantity: 6}")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft switch rare")
        func status() async -> String {
            await stage.type("ana", "status")
            return stage.lastOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(await status().contains("conflicts with main: you can resolve it."))
        await stage.type("ana", "draft update")
        await stage.type("ana", "draft resolve --all --mine")
        await stage.type("ana", "save")
        let resolved = await status()
        #expect(resolved.contains("submitted conflicts with main, and this draft no longer does."), "\(resolved)")
        #expect(!resolved.contains("you can resolve it") && resolved.contains("assent submit"), "\(resolved)")
        await stage.type("ana", "submit")
        #expect(await !status().contains("conflict"))
    }

    @Test("F6 what goes live only with another request is shown, and approved, as it will be then")
    func together() async throws {
        let stage = try await Stage.company()
        try await request(stage, "tier", "    company", "    company,\n    tier", in: Self.model)
        await stage.type("ana", "draft switch main")
        let mapping = "    - {to: FirstName, from: first_name, type: standard}\n"
        try await request(
            stage, "send-tier", mapping, mapping + "    - {to: Tier, from: tier, type: standard}\n", in: Self.sync)
        await stage.type("dan", "requests")
        await stage.type("dan", "approve ana/send-tier ana/tier")
        await stage.type("dan", "view ana/send-tier")
        await stage.type("dan", "approve ana/send-tier")
        await stage.type("dan", "approve ana/send-tier ana/tier")
        await stage.type("dan", "view ana/tier --quiet")
        await stage.type("dan", "approve ana/send-tier ana/tier")
        try stage.matchesGolden("together")
    }

    @Test("what came to main past approval is told by status and draft start")
    func pastApproval() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "status")
        try stage.edit(Self.sync, "quantity: 1}", "quantity: 2}")
        try await stage.git("commit", "--quiet", "-am", "Twice as rare")
        await stage.type("ana", "status")
        await stage.type("ana", "draft start next")
        await stage.type("ana", "draft switch main")
        await stage.type("carol", "accept HEAD -m \"It may stay\"")
        await stage.type("ana", "status")
        try stage.matchesGolden("past-approval")
    }

    @Test("a main that was renamed, remotes among which to choose, and branches in the way are told with the way out")
    func names() async throws {
        let stage = try await Stage.company()
        try await stage.git("branch", "-m", "main", "trunk")
        await stage.type("carol", "status")
        await stage.type("carol", "init")
        try await stage.git("branch", "-m", "trunk", "main")
        try await stage.git("branch", "draft")
        await stage.type("ana", "draft start rare")
        try stage.edit(Self.sync, "quantity: 1}", "quantity: 2}")
        await stage.type("ana", "save")
        try await stage.git("branch", "-m", "draft", "draft-old")
        await stage.type("ana", "save")
        try await stage.git("remote", "add", "fork", "<nowhere>")
        try await stage.git("remote", "add", "upstream", "<nowhere>")
        await stage.type("ana", "submit")
        try await stage.git("config", "branch.main.remote", "upstream")
        await stage.type("ana", "submit --offline")
        try stage.matchesGolden("names")
    }

    @Test("a branch of the remote whose name is in the way is named, and nobody is said to have been faster")
    func inTheWayThere() async throws {
        let team = try await Team(.file)
        try await team.git("carol", "push", "--quiet", "origin", "main:refs/heads/draft")
        try await team.clone("ana")
        await team.type("ana", "draft start rare")
        try team.edit("ana", Self.sync, "quantity: 1}", "quantity: 2}")
        await team.type("ana", "submit --save")
        team.stage.note("ana renames it as the message says")
        try await team.git("ana", "fetch", "--quiet", "origin", "draft")
        try await team.git(
            "ana", "push", "--quiet", "origin", "FETCH_HEAD:refs/heads/draft-old", ":refs/heads/draft")
        await team.type("ana", "submit")
        try team.matchesGolden("in-the-way")
    }

    @Test("while a merge is begun, every command says how to end it")
    func merging() async throws {
        let stage = try await Stage.company()
        try await request(stage, "rare", "quantity: 1}", "quantity: 2}", in: Self.sync)
        await stage.type("ana", "draft switch main")
        await stage.type("dan", "draft start rarer")
        try stage.edit(Self.sync, "quantity: 1}", "quantity: 3}")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "draft switch rare")
        await stage.type("ana", "draft update")
        for line in ["draft switch main", "draft delete rare --yes", "draft start next", "submit", "publish"] {
            await stage.type("ana", line)
        }
        try await stage.git("merge", "--abort")
        await stage.type("ana", "draft switch main")
        try stage.matchesGolden("begun")
    }

    @Test("members: who is asked can approve, who left is told, and what nobody reads is refused")
    func members() async throws {
        let stage = try await Stage.company()
        await stage.type("carol", "member add ann --name \"Ann Lee\" --email Ana@acme.example --role editor")
        await stage.type("carol", "member add ann --name \"Ann Lee\" --email ann --role editor")
        await stage.type("carol", "settings landing branch")
        await stage.type("carol", "settings notifications.from \"Assent <assent@acme.example>\"")
        await stage.type("ana", "draft start rare")
        try stage.edit(Self.sync, "quantity: 1}", "quantity: 2}")
        await stage.type("ana", "submit --save --to eva,ana")
        await stage.type("ana", "submit --to dan")
        await stage.type("dan", "view ana/rare --quiet")
        await stage.type("carol", "settings approvals.required 2")
        await stage.type("dan", "approve ana/rare")
        stage.note("an approver continues it")
        try stage.edit(Self.sync, "quantity: 2}", "quantity: 3}")
        await stage.type("dan", "submit --save -m \"With a tweak\"")
        await stage.type("carol", "view ana/rare")
        stage.note("and leaves")
        await stage.type("carol", "member remove dan --yes")
        await stage.type("carol", "settings members.dan.role editor")
        await stage.type("carol", "view ana/rare")
        await stage.type("ana", "status")
        await stage.type("ana", "submit --to dan")
        try stage.matchesGolden("members")
    }

    @Test("log and blame follow a model that was renamed")
    func renamed() async throws {
        let stage = try await Stage.company()
        await stage.type("dan", "draft start people")
        try await stage.git("mv", Self.model, "hightouch/models/people.yaml")
        for path in ["hightouch/syncs/leads-to-crm.yaml", "hightouch/syncs/welcome-email.yaml"]
        where readText("\(stage.scratch.path)/\(path)")?.contains("model: leads") == true {
            try stage.edit(path, "model: leads", "model: people")
        }
        await stage.type("dan", "publish --save --yes")
        await stage.type("dan", "draft start tier")
        try stage.edit("hightouch/models/people.yaml", "    company", "    company,\n    tier")
        await stage.type("dan", "publish --save --yes")
        await stage.type("ana", "log model/people")
        await stage.type("ana", "blame model/people")
        try stage.matchesGolden("renamed")
    }

    @Test("who works alone is told how to go on, and what is deleted is said in words")
    func alone() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        await stage.type("carol", "init --name acme-growth")
        await stage.type("carol", "draft start gone")
        try stage.edit([Self.sync: nil])
        await stage.type("carol", "submit --save")
        await stage.type("carol", "view carol/gone")
        await stage.type("carol", "approve carol/gone")
        await stage.type("carol", "publish --yes")
        await stage.type("carol", "draft list")
        await stage.type("carol", "status", in: "nowhere")
        try stage.matchesGolden("alone")
    }
}
