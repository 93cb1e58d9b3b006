import Git
import Support
import Testing

/// A main that somebody sets back on the server, by a push that was forced.
@Suite(.scratch) struct SetBackTests {
    @Test("the clone that published says that main was set back, and publishes nothing, until it is put back")
    func published() async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try await team.clone("ana")
        try await team.clone("bo")
        try await team.request("work-email")
        await team.type("bo", "view ana/work-email")
        await team.type("bo", "approve ana/work-email")
        #expect(stage.lastStatus == 0)
        let live = try await team.git("bo", "rev-parse", "main")
        try await team.server.git("update-ref", "refs/heads/main", "\(live)~1")
        await team.type("bo", "status")
        #expect(stage.lastOutput.contains("main on origin was set back from \(live.prefix(8))"), "\(stage.lastOutput)")
        #expect(!stage.lastOutput.contains("git switch -c") && !stage.lastOutput.contains("git branch -f"))
        await team.type("bo", "verify")
        #expect(stage.lastStatus == 1)
        #expect(stage.lastOutput.contains("was set back from \(live.prefix(8))"), "\(stage.lastOutput)")
        await team.type("carol", "settings approvals.required 2")
        #expect(stage.lastStatus == 0, "carol's clone never saw it: \(stage.lastErrors)")
        try await team.server.git("update-ref", "refs/heads/main", "\(live)~1")
        await team.type("bo", "draft start other")
        try team.edit("bo", "hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await team.type("bo", "publish --save --yes")
        #expect(stage.lastStatus == 1)
        #expect(try await team.server.git("rev-parse", "main") == team.git("bo", "rev-parse", "\(live)~1"))
        try await team.git("bo", "push", "--quiet", "origin", "\(live):refs/heads/main")
        await team.type("bo", "verify")
        #expect(stage.lastStatus == 0, "\(stage.lastOutput)")
        await team.type("bo", "publish --yes")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
    }

    @Test(
        "what verify says of a commit that nobody approved works as it is typed, and keeps what was published after it")
    func undone() async throws {
        let stage = try await Stage.company()
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: Mine")
        try await stage.git("commit", "--quiet", "-am", "Mine")
        let bad = try await stage.git("rev-parse", "--short=8", "HEAD")
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "view ana/words")
        await stage.type("dan", "approve ana/words")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        await stage.type("eva", "verify")
        #expect(stage.lastStatus == 1)
        // She may only look.
        #expect(stage.lastOutput.contains("can undo its changes (assent revert"), "\(stage.lastOutput)")
        await stage.type("dan", "verify")
        let (revert, accept) = ("assent revert \(bad)", "assent accept \(bad) -m")
        #expect(stage.lastOutput.contains(revert) && stage.lastOutput.contains(accept), "\(stage.lastOutput)")
        #expect(!stage.lastOutput.contains("reset"))
        await stage.type("dan", "revert \(bad)")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        let undoing = try #require(stage.lastOutput.firstMatch(of: /dan\/[\w-]+/)?.output)
        await stage.type("dan", "publish \(undoing) --yes")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        await stage.type("carol", "accept \(bad) -m \"Taken back\"")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        await stage.type("eva", "verify")
        #expect(stage.lastStatus == 0, "\(stage.lastOutput)")
        let model = try await stage.git(["show", "main:hightouch/models/leads.yaml"])
        let sync = try await stage.git(["show", "main:hightouch/syncs/leads-to-crm.yaml"])
        #expect(model.contains("name: Leads") && sync.contains("from: company"))
    }

    @Test(
        "a clone that only fetched what was published knows it too, and one that takes back what nobody approved goes on"
    )
    func fetched() async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try await team.clone("ana")
        try await team.clone("dan")
        await team.type("dan", "status")
        await team.type("ana", "draft start words")
        try team.edit("ana", "hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await team.type("ana", "publish --save")
        let live = try await team.git("ana", "rev-parse", "main")
        stage.note("dan's git fetches it")
        try await team.git("dan", "fetch", "--quiet")
        try await team.server.git("update-ref", "refs/heads/main", "\(live)~1")
        await team.type("dan", "requests")
        #expect(stage.lastErrors.contains("was set back from \(live.prefix(8))"), "\(stage.lastErrors)")
        try await team.server.git("update-ref", "refs/heads/main", live)
        await team.type("dan", "requests")
        #expect(stage.lastErrors == "")
        stage.note("what nobody approved is pushed, and taken back")
        try team.edit("carol", "hightouch/models/leads.yaml", "name: Leads", "name: Leads!")
        try await team.git("carol", "commit", "--quiet", "-am", "Mine")
        try await team.git("carol", "push", "--quiet", "--force", "origin", "main")
        try await team.server.git("update-ref", "refs/heads/main", live)
        await team.type("dan", "verify")
        #expect(stage.lastStatus == 0, "\(stage.lastOutput)")
        let bad = try await team.git("carol", "rev-parse", "main")
        #expect(bad != live)
    }

    @Test(
        "a clone in which git threw away what main lost says what is missing, and goes on working",
        arguments: [true, false])
    func thrownAway(_ isVerified: Bool) async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try await team.clone("ana")
        try await team.clone("dan")
        await team.type("ana", "draft start words")
        try team.edit("ana", "hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await team.type("ana", "publish --save")
        let live = try await team.git("ana", "rev-parse", "main")
        await team.type("dan", isVerified ? "verify" : "status")
        try await team.server.git("update-ref", "refs/heads/main", "\(live)~1")
        try await team.git("dan", "fetch", "--quiet")
        try await team.git("dan", "update-ref", "refs/heads/main", "origin/main")
        try await team.git("dan", "reflog", "expire", "--expire=now", "--all")
        try await team.git("dan", "gc", "--quiet", "--prune=now")
        for command in ["status", "requests", "list", "log"] {
            await team.type("dan", command)
            #expect(stage.lastStatus == 0, "\(command): \(stage.lastErrors)")
        }
        await team.type("dan", "verify")
        #expect(stage.lastStatus == (isVerified ? 1 : 0), "\(stage.lastOutput)")
        #expect(stage.lastOutput.contains(live.prefix(8)) == isVerified)
    }
}
