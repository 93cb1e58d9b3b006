import Support
import Testing

/// Bare repositories, linked work trees, folders below the top.
@Suite struct PlaceTests {
    @Test("what needs no work tree works in a bare repository", .bareScratch)
    func bare() async throws {
        let source = try await ScratchRepository()
        let first = try await Stage.company(source)
        try await first.git(["push", "--quiet", ScratchRepository.current.path, "main"])
        let stage = Stage()
        await stage.type("ana", "draft start empty")
        await stage.type("ana", "new model trials --source snowflake")
        await stage.type("ana", "new sync trials-to-braze --model trials --destination braze")
        await stage.type("ana", "draft list")
        await stage.type("ana", "status")
        await stage.type("ana", "submit ana/trials --to dan")
        await stage.type("dan", "check ana/trials")
        await stage.type("dan", "view ana/trials")
        await stage.type("dan", "approve ana/trials")
        await stage.type("carol", "member add finn --name Finn --email finn@acme.example --role viewer")
        stage.note("what needs one")
        await stage.type("ana", "save")
        await stage.type("ana", "draft switch empty")
        await stage.type("ana", "submit")
        await stage.type("ana", "draft delete empty --yes")
        #expect(try await stage.scratch.git("fsck", "--strict") == "")
        try stage.matchesGolden("bare")
    }

    @Test("linked work trees follow main, and keep what is checked out in them", .scratch)
    func linked() async throws {
        let stage = try await Stage.company()
        try await stage.git("worktree", "add", "--quiet", "-b", "draft/ana/here", "../linked")
        await stage.type("ana", "status", in: "linked")
        try write(
            Stage.leads.replacing("name: Leads", with: "name: All leads"),
            to: "\(stage.scratch.folder)/linked/hightouch/models/leads.yaml")
        stage.note("edited in linked: hightouch/models/leads.yaml")
        await stage.type("ana", "save", in: "linked")
        await stage.type("ana", "draft delete here --yes")
        await stage.type("ana", "publish here")
        #expect(readText("\(stage.scratch.path)/hightouch/models/leads.yaml")?.contains("All leads") == true)
        try stage.matchesGolden("linked")
    }

    @Test("commands work from a folder below the top", .scratch)
    func below() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start words", in: "repository/hightouch/models")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "save", in: "repository/hightouch/models")
        await stage.type("ana", "new model fresh", in: "repository/hightouch/syncs")
        await stage.type("ana", "publish --save", in: "repository/hightouch/syncs")
        try stage.matchesGolden("below")
    }
}
