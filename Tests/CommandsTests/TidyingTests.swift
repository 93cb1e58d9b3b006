import Support
import Testing

/// Looking around and tidying up: the home page, `list`, a part of a review, and drafts that nobody needs any more.
@Suite(.scratch) struct TidyingTests {
    @Test("bare assent says where one is, what waits, and what to type next; list shows what there is")
    func home() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "")
        await stage.type("eva", "")
        await stage.type("ana", "draft start work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save --to dan -m \"Use the company\"")
        await stage.type("dan", "")
        await stage.type("ana", "list")
        await stage.type("ana", "list syncs")
        await stage.type("ana", "list models --format json")
        await stage.type("ana", "list drafts --format json")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "list sync")
        await stage.type("ana", "view leads")
        await stage.type("ana", "home")
        try stage.matchesGolden("home")
    }

    @Test("a part of a review is shown, and does not count as having viewed it")
    func part() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start more")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        try stage.edit("hightouch/models/leads.yaml", "from crm.leads", "from crm.people")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "view ana/more --stat")
        await stage.type("dan", "view ana/more sync/leads-to-crm")
        #expect(await stage.type("dan", "approve ana/more") == 3)
        await stage.type("dan", "view ana/more sync/welcome-email")
        await stage.type("dan", "view ana/more --stat model/leads")
        try stage.matchesGolden("view-part")
    }

    @Test("why a setting or a member changes goes on record")
    func reasons() async throws {
        let stage = try await Stage.company()
        await stage.type("carol", "settings approvals.required 2 -m \"Two pairs of eyes\"")
        await stage.type("carol", "member remove bo --yes -m \"Bo has left\"")
        #expect(try await stage.git("log", "-1", "--format=%s", "main^2~2") == "Bo has left")
        await stage.type("carol", "log -n 2")
        try stage.matchesGolden("settings-reason")
    }

    @Test("unsaved edits that come along to another draft are named, as git names them")
    func cameAlong() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start first")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "draft switch first")
        await stage.type("ana", "draft switch main")
        await stage.type("ana", "draft switch first")
        await stage.type("ana", "draft start second")
        await stage.type("ana", "save")
        await stage.type("ana", "draft switch first")
        await stage.type("ana", "draft switch first")
        stage.note("from main, a draft is started for them")
        await stage.type("ana", "draft switch main")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "draft start third")
        try stage.matchesGolden("came-along")
    }

    @Test("a draft that was renamed keeps what is known of its request that somebody withdrew")
    func renamedAfterWithdrawal() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start first")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "withdraw first -m \"Not in December\"")
        await stage.type("ana", "draft rename first second")
        let before = "withdrawn by Dan Okafor"
        func output() -> String { stage.lastOutput.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        for line in ["status", "view second", "draft list"] {
            await stage.type("ana", line)
            #expect(output().contains(before), "\(line): \(stage.lastOutput)")
        }
        await stage.type("ana", "draft switch main")
        await stage.type("ana", "status")
        #expect(output().contains(before), "\(stage.lastOutput)")
        stage.note("once more, and published")
        await stage.type("ana", "submit second")
        await stage.type("ana", "status")
        #expect(!output().contains(before), "\(stage.lastOutput)")
        await stage.type("dan", "publish second --yes")
        await stage.type("ana", "draft start other")
        for line in ["status", "draft list"] {
            await stage.type("ana", line)
            #expect(!output().contains(before), "\(line): \(stage.lastOutput)")
        }
        try stage.matchesGolden("renamed-draft")
    }

    @Test("a draft is renamed, here and for others, unless it is submitted")
    func rename() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start first")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "save")
        await stage.type("ana", "draft rename first second")
        #expect(try await stage.git("rev-parse", "--abbrev-ref", "HEAD") == "draft/ana/second")
        await stage.type("ana", "draft start third")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "draft rename second third")
        await stage.type("bo", "draft rename ana/second mine")
        await stage.type("ana", "draft rename second \"my draft\"")
        await stage.type("ana", "submit second")
        await stage.type("ana", "draft rename second fourth")
        try stage.matchesGolden("draft-rename")
    }

    @Test("unsaved edits are discarded, all or one resource's, and git stash brings them back")
    func discard() async throws {
        let stage = try await Stage.company()
        let (leads, new) = ("hightouch/models/leads.yaml", "hightouch/models/new.yaml")
        try stage.edit(leads, "name: Leads", "name: All leads")
        try stage.edit([new: "name: New\n", "notes.txt": "mine\n"])
        await stage.type("ana", "draft discard model/leads")
        #expect(try await stage.git("status", "--porcelain") == "?? \(new)\n?? notes.txt")
        await stage.type("ana", "draft discard --format json")
        #expect(try await stage.git("status", "--porcelain") == "?? notes.txt")
        await stage.type("ana", "draft discard")
        await stage.type("ana", "draft discard model/leads")
        await stage.type("ana", "draft discard leads")
        try await stage.git("stash", "pop")
        try await stage.git("stash", "pop")
        #expect(readText("\(stage.scratch.path)/\(leads)")?.contains("name: All leads") == true)
        #expect(readText("\(stage.scratch.path)/\(new)") == "name: New\n")
        try stage.matchesGolden("draft-discard")
    }

    @Test("drafts that went live are pruned, and no others")
    func prune() async throws {
        let stage = try await Stage.company()
        await stage.type("dan", "draft start live")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("dan", "save")
        let tip = try await stage.git("rev-parse", "HEAD")
        await stage.type("dan", "publish --yes")
        await stage.type("dan", "draft start empty")
        await stage.type("dan", "draft start going-on")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("dan", "save")
        try await stage.git("branch", "draft/dan/live", tip)
        try await stage.git("branch", "draft/bo/copy", tip)
        await stage.type("dan", "draft prune")
        await stage.type("dan", "draft prune --format json")
        let left = try await stage.git("for-each-ref", "--format=%(refname:short)", "refs/heads")
        #expect(left == "draft/bo/copy\ndraft/dan/empty\ndraft/dan/going-on\nmain")
        try stage.matchesGolden("draft-prune")
    }

    @Test("a rename and a prune reach the server and every clone")
    func shared() async throws {
        let team = try await Team(.file)
        try await team.clone("ana")
        try await team.clone("bo")
        await team.type("ana", "draft start first")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await team.type("ana", "save")
        await team.type("ana", "draft rename first second")
        #expect(try await team.server.refs().contains { $0.hasPrefix("refs/heads/draft/ana/second ") })
        #expect(try await !team.server.refs().contains { $0.hasPrefix("refs/heads/draft/ana/first ") })
        await team.type("bo", "draft switch ana/second")
        await team.type("ana", "submit")
        try await team.git("bo", "switch", "--quiet", "main")
        try await team.clone("dan")
        await team.type("dan", "view ana/second --quiet")
        await team.type("dan", "approve ana/second")
        #expect(try await team.git("bo", "branch").contains("draft/ana/second"))
        await team.type("bo", "draft prune")
        #expect(try await !team.git("bo", "branch").contains("draft/"))
        try team.matchesGolden("draft-tidy-shared")
    }
}
