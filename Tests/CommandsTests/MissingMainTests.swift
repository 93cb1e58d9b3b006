import Support
import Testing

/// A main on the remote that is not the workspace's any more: without settings, with broken ones, exchanged, or gone.
@Suite(.scratch) struct MissingMainTests {
    private func cloned() async throws -> Team {
        let team = try await Team(.file)
        try await team.clone("ana")
        await team.type("ana", "status")
        return team
    }

    @Test("settings that were removed or broken are told as that, and verify tells more, also in a new clone")
    func settings() async throws {
        let team = try await cloned()
        let stage = team.stage
        try await team.git("carol", "rm", "--quiet", "assent.yaml")
        try await team.git("carol", "commit", "--quiet", "-m", "Away with it")
        try await team.git("carol", "push", "--quiet", "origin", "main")
        stage.note("carol removed assent.yaml from main, past approval")
        await team.type("ana", "status")
        #expect(stage.lastStatus == 2)
        await team.type("ana", "status --format json")
        #expect(stage.lastOutput.contains("\"kind\":\"unreadableSettings\""), "\(stage.lastOutput)")
        await team.type("ana", "verify")
        #expect(stage.lastStatus == 1)
        try await team.clone("bo")
        await team.type("bo", "")
        #expect(!stage.lastErrors.contains("assent init"), "\(stage.lastErrors)")
        await team.type("bo", "verify")
        #expect(stage.lastStatus == 1)
        try write("{{{\n", to: "\(team.folder("carol"))/assent.yaml")
        try await team.git("carol", "add", "--all")
        try await team.git("carol", "commit", "--quiet", "--amend", "-m", "Broken")
        try await team.git("carol", "push", "--quiet", "--force", "origin", "main")
        stage.note("and a clone that begins where they are broken")
        try await team.clone("dan")
        await team.type("dan", "status")
        #expect(stage.lastStatus == 2)
        await team.type("dan", "verify")
        #expect(stage.lastStatus == 1)
        try team.matchesGolden("settings-gone")
    }

    @Test("a main that was exchanged for another history is put back by the line that verify tells")
    func exchanged() async throws {
        let team = try await cloned()
        let stage = team.stage
        let before = try await team.git("ana", "rev-parse", "origin/main")
        try await team.git("carol", "switch", "--quiet", "--orphan", "other")
        try write("Other things\n", to: "\(team.folder("carol"))/README")
        try await team.git("carol", "add", "README")
        try await team.git("carol", "commit", "--quiet", "-m", "Another history")
        try await team.git("carol", "push", "--quiet", "--force", "origin", "other:main")
        stage.note("main on the server is another history now")
        await team.type("ana", "status")
        #expect(stage.lastStatus == 2)
        await team.type("ana", "verify")
        #expect(stage.lastStatus == 1)
        let line = try #require(stage.lastOutput.split(separator: "\n").first { $0.contains("--force-with-lease") })
        try await team.git("ana", "config", "advice.pushUpdateRejected", "false")
        let words = line.split(separator: " ").dropFirst().map(String.init)
        try await ChildProcess(in: team.folder("ana"), team.environment(of: "ana")).git(words)
        #expect(try await team.server.git("rev-parse", "main") == before)
        await team.type("ana", "verify")
        #expect(stage.lastStatus == 0)
        try team.matchesGolden("main-exchanged")
    }

    @Test("a new clone of a remote that has drafts and no main is not told to start another workspace")
    func gone() async throws {
        let team = try await cloned()
        let stage = team.stage
        try await team.request("company")
        try await team.server.git("update-ref", "-d", "refs/heads/main")
        stage.note("main is deleted on the server")
        try await team.clone("bo")
        await team.type("bo", "")
        #expect(stage.lastStatus == 2)
        await team.type("bo", "verify")
        #expect(stage.lastStatus == 2)
        await team.type("bo", "init")
        #expect(stage.lastStatus == 2)
        try team.matchesGolden("main-not-there")
    }
}
