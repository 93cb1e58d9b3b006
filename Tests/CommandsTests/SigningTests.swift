import Support
import Testing

/// Keys and signatures, from `init` to `verify`.
@Suite(.scratch) struct SigningTests {
    @Test("init takes git's SSH key, a stranger's line carries theirs, and from then on acts are signed and proven")
    func signing() async throws {
        let stage = Stage()
        for (path, text) in Stage.files { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        let (ana, bo, carol) = try await (stage.signing("ana"), stage.signing("bo"), stage.signing("carol"))
        await stage.type("carol", "init --root hightouch", with: carol)
        await stage.type("ana", "submit", with: ana)
        let line = try #require(stage.lastErrors.split(separator: "\n").last { $0.contains("member add") })
        #expect(line.contains(try #require(Stage.keys["ana"]).line))
        await stage.type(
            "carol", "member add ana --name Ana --email ana@acme.example --role draft-contributor", with: carol)
        await stage.type(
            "carol", "member add bo --name Bo --email bo@acme.example --role editor --key <folder>/bo.pub", with: carol)
        stage.note("signatures are required: who cannot act, and how they come to")
        await stage.type("carol", "settings signatures required", with: carol)
        await stage.type("ana", "draft start more", with: ana)
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "save", with: ana)
        await stage.type("ana", "submit")
        await stage.type("ana", "submit", with: ana)
        await stage.type("carol", "member key ana <folder>/ana.pub", with: carol)
        await stage.type("carol", "member key ana <folder>/nothing.pub", with: carol)
        await stage.type("carol", "member list", with: carol)
        stage.note("and act")
        await stage.type("ana", "submit", with: ana)
        await stage.type("bo", "view more", with: bo)
        await stage.type("bo", "approve more", with: carol.merging(stage.environment(of: "bo")) { $1 })
        await stage.type("bo", "approve more", with: stage.environment(of: "bo"))
        await stage.type("bo", "approve more", with: bo)
        await stage.type("carol", "verify", with: carol)
        await stage.type("carol", "verify --verbose", with: carol)
        await stage.type("carol", "verify --format json", with: carol)
        #expect(stage.lastOutput.contains("\"signed\":true"))
        await stage.type(
            "carol", "member key ana SHA256:AAAA --remove", with: carol)
        try stage.matchesGolden("signing")
    }
}
