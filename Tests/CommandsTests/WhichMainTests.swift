import Git
import Support
import Testing

/// What people are told of which branch is main.
@Suite(.scratch) struct WhichMainTests {
    @Test("first use says what it took; a main that is gone is said by every command, and acts are refused")
    func firstUse() async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try await team.clone("ana")
        stage.note("somebody pushes a branch called master, with settings of their own")
        try await team.git("carol", "switch", "--quiet", "--orphan", "master")
        try write(
            Acme.settings.replacing("branch: main", with: "branch: master"), to: "\(team.folder("carol"))/assent.yaml")
        try await team.git("carol", "add", "--all")
        try await team.git("carol", "commit", "--quiet", "-m", "Mine")
        try await team.git("carol", "push", "--quiet", "origin", "master")
        await team.type("ana", "requests")
        await team.type("ana", "requests")
        await team.type("ana", "verify")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await team.type("ana", "save")
        stage.note("main is deleted on the server")
        try await team.server.git("update-ref", "-d", "refs/heads/main")
        await team.type("ana", "requests")
        #expect(stage.lastStatus == 0)
        await team.type("ana", "submit")
        await team.type("ana", "submit --format json")
        #expect(stage.lastStatus == 1)
        await team.type("ana", "verify")
        #expect(stage.lastStatus == 1)
        let there = try await team.server.refs()
        await team.type("ana", "check --require-approval")
        #expect(try await team.server.refs() == there)
        stage.note("and is restored with the command that was shown")
        try await team.git("ana", "push", "--quiet", "origin", "main:refs/heads/main")
        await team.type("ana", "submit")
        #expect(stage.lastStatus == 0)
        try team.matchesGolden("which-main")
    }

    @Test("a server whose HEAD names a branch that nobody pushed: one line says so, and init makes no other workspace")
    func danglingHead() async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try await team.server.git("symbolic-ref", "HEAD", "refs/heads/master")
        try await team.clone("ana")
        for line in ["", "status", "init"] {
            #expect(await team.type("ana", line) == 2)
        }
        try await team.git("ana", "switch", "--quiet", "main")
        await team.type("ana", "requests")
        #expect(stage.lastStatus == 0)
        stage.note("a clone of it without files")
        try await team.clone("bo")
        try await team.git("bo", "config", "assent.branch", "main")
        await team.type("bo", "status")
        stage.note("where it lies itself")
        await stage.type("carol", "status", in: "served/growth.git", with: team.environment(of: "carol"))
        try team.matchesGolden("dangling-head")
    }

    @Test("where nobody can say which branch is main, it is asked on a terminal, and refused elsewhere")
    func unclear() async throws {
        let stage = try await Stage.company()
        remove("\(stage.scratch.path)/.git/assent/pin")
        let start = try await stage.git(["rev-parse", "HEAD"])
        try await stage.git("switch", "--quiet", "-c", "other")
        try stage.edit("assent.yaml", "branch: main", "branch: other")
        try await stage.git("commit", "--quiet", "-am", "Another name")
        try await stage.git("switch", "--quiet", "--detach", "main")
        await stage.type("ana", "requests")
        #expect(stage.lastStatus == 2)
        await stage.type("ana", "requests", answers: ["1"])
        #expect(stage.lastStatus == 0)
        await stage.type("ana", "requests")
        stage.note("the genesis, as somebody else knows it")
        await stage.type("ana", "verify --genesis main")
        #expect(stage.lastStatus == 64)
        await stage.type("ana", "verify --genesis \(start.prefix(12))")
        #expect(stage.lastStatus == 64)
        let other = try await stage.git(["rev-parse", "other"])
        await stage.type("ana", "verify --genesis \(other)")
        #expect(stage.lastStatus == 1)
        await stage.type("ana", "verify --genesis \(String(repeating: "0", count: 40))")
        #expect(stage.lastStatus == 1)
        await stage.type("ana", "verify --genesis \(start)")
        await stage.type("ana", "verify --forget --genesis \(other)")
        #expect(stage.lastStatus == 0)
        await stage.type("ana", "requests")
        try stage.matchesGolden("which-main-unclear")
    }

    @Test("a name that the settings give to main: nothing is recorded until it has it, and verify holds either way")
    func toRename() async throws {
        let stage = try await Stage.company()
        await stage.type("carol", "settings branch production -m \"As all teams do\"")
        #expect(stage.lastStatus == 0)
        await stage.type("carol", "settings branch main -m Back")
        #expect(stage.lastStatus == 2)
        await stage.type("ana", "draft start soon")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save -m Soon")
        #expect(stage.lastStatus == 2)
        await stage.type("carol", "verify")
        #expect(stage.lastStatus == 0)
        try await stage.git("branch", "-m", "main", "production")
        await stage.type("ana", "submit -m Soon")
        #expect(stage.lastStatus == 0)
        await stage.type("carol", "verify")
        #expect(stage.lastStatus == 0)
        try stage.matchesGolden("main-to-rename")
    }
}
