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
        stage.note("commands that need a work tree")
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
            Acme.leads.replacing("name: Leads", with: "name: All leads"),
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

    @Test("what a killed command leaves is finished by the next, or told with the line that clears it", .scratch)
    func killed() async throws {
        let stage = try await Stage.company()
        let git = "\(stage.scratch.path)/.git"
        // How these break depends on where the scratch folder lies: they are in no transcript.
        let beside = Stage()
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        try write("", to: "\(git)/index.lock")
        #expect(await beside.type("carol", "save") == 2)
        #expect(beside.lastErrors.contains("rm \(git)/index.lock\n"))
        remove("\(git)/index.lock")
        stage.note("a save that was killed left an empty draft, which is used")
        try await stage.git("branch", "draft/carol/leads", "main")
        await stage.type("carol", "save")
        try write("", to: "\(git)/refs/heads/main.lock")
        #expect(await beside.type("carol", "publish -m noon --yes") == 2)
        #expect(beside.lastErrors.contains("rm \(git)/refs/heads/main.lock\n"))
        remove("\(git)/refs/heads/main.lock")
        await stage.type("carol", "publish -m noon --yes")
        stage.note("a publish that was killed left its draft")
        let landed = try await stage.git(["rev-parse", "main", "main~1", "main^2~2"]).split(separator: "\n")
        try await stage.git(["update-ref", "refs/heads/draft/carol/leads", String(landed[2])])
        try write(
            """
            {"act":"publish draft/carol/leads","drafts":[{"name":"draft/carol/leads","revision":"\(landed[2])"}],\
            "followers":[],"refs":[{"expected":"\(landed[1])","name":"refs/heads/main","new":"\(landed[0])"}],\
            "refusals":0}
            """, to: "\(git)/assent/unfinished/99999999-x")
        await stage.type("carol", "draft list")
        await stage.type("carol", "verify")
        try stage.matchesGolden("killed")
    }
}
