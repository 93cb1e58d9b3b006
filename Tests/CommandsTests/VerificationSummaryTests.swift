import Approvals
import Support
import Testing

/// `verify --format vsa`: what is claimed of main, and what is not.
@Suite(.scratch) struct VerificationSummaryTests {
    private func summary(_ stage: Stage, _ options: String = "", status: Int32 = 0) async throws -> [String] {
        #expect(await stage.type("eva", "verify --format vsa\(options)") == status, "\(stage.lastErrors)")
        #expect(try await Reports.problems("vsa", stage.lastOutput) == "")
        let predicate = try #require(try Reports.document(stage.lastOutput)["predicate"])
        return predicate["verifiedLevels"]?.array?.compactMap(\.string) ?? []
    }

    @Test("two-party review is claimed only if an author and another member signed every commit of the range")
    func levels() async throws {
        var settings = Acme.settings.with("signatures: optional", "signatures: required")
        for member in ["ana", "carol"] {
            let key = try #require(Stage.keys[member]).line
            settings = settings.with(
                "email: \(member)@acme.example,", "email: \(member)@acme.example, keys: [\"\(key)\"],")
        }
        let stage = try await Stage.company(settings: settings)
        let (ana, carol) = try await (stage.signing("ana"), stage.signing("carol"))
        #expect(try await summary(stage) == ["SLSA_SOURCE_LEVEL_1"])
        await stage.type("ana", "draft start often", with: ana)
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save --quiet", with: ana)
        await stage.type("carol", "view ana/often --quiet", with: carol)
        await stage.type("carol", "approve ana/often", with: carol)
        let reviewed = ["SLSA_SOURCE_LEVEL_1", "SLSA_SOURCE_TWO_PARTY_REVIEWED"]
        #expect(try await summary(stage, " --verifier https://ci.acme.example/assent") == reviewed)
        await stage.type("eva", "verify --format json")
        stage.note("carol changes the settings alone, and something is committed beside the workspace")
        await stage.type("carol", "settings workspace acme --yes", with: carol)
        let alone = try await stage.git(["rev-parse", "main"])
        #expect(try await summary(stage) == ["SLSA_SOURCE_LEVEL_1"])
        #expect(try await summary(stage, " --since \(alone)") == ["SLSA_SOURCE_LEVEL_1"])
        await stage.type("ana", "draft start hourly", with: ana)
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 2", "quantity: 3")
        await stage.type("ana", "submit --save --quiet", with: ana)
        await stage.type("carol", "view ana/hourly --quiet", with: carol)
        await stage.type("carol", "approve ana/hourly --quiet", with: carol)
        #expect(try await summary(stage) == ["SLSA_SOURCE_LEVEL_1"])
        #expect(try await summary(stage, " --since \(alone)") == reviewed)
        try stage.edit(["README.md": "# Syncs\n"])
        try await stage.git(["add", "README.md"])
        try await stage.git(["commit", "--quiet", "-m", "Read me"])
        #expect(try await summary(stage, " --since \(alone)") == ["SLSA_SOURCE_LEVEL_1"])
        stage.note("a commit past approval")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 3", "quantity: 4")
        try await stage.git(["commit", "--quiet", "-am", "Quick fix"])
        #expect(try await summary(stage, status: 1) == ["FAILED"])
        stage.note("mistakes")
        await stage.type("eva", "verify --format vsa --verifier acme")
        await stage.type("eva", "verify --format vsa --since draft/ana/hourly")
        await stage.type("eva", "verify --format sarif")
        await stage.type("eva", "verify --since main")
        try stage.matchesGolden("verify-summary")
    }

    @Test("approvals without keys prove nothing about two parties; without a remote the folder is the resource")
    func unsigned() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start often")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save --quiet")
        await stage.type("carol", "view ana/often --quiet")
        await stage.type("carol", "approve ana/often --quiet")
        #expect(try await summary(stage) == ["SLSA_SOURCE_LEVEL_1"])
        #expect(stage.lastOutput.contains("\"resourceUri\":\"git+file:///"))
    }
}
