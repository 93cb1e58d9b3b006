import Git
import Support
import Testing

/// What is asked about before it happens.
@Suite(.scratch) struct RiskTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"
    private let model = "hightouch/models/leads.yaml"

    @Test("without a terminal only what discards work needs --yes; what is on record was meant as it was typed")
    func unconfirmed() async throws {
        let stage = try await Stage.company()
        try await stage.request("work-email", "first_name", "company", in: sync)
        await stage.type("dan", "decline ana/work-email -m No")
        await stage.type("dan", "view ana/work-email")
        await stage.type("dan", "draft start key")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "save")
        let before = try await stage.git(["for-each-ref"])
        #expect(await stage.type("dan", "draft delete key") == 64)
        let said = stage.lastErrors.replacing("\n  ", with: " ")
        #expect(said.contains("this discards work, and there is no terminal to confirm it."), "\(said)")
        #expect(said.contains("to do it anyway:  assent draft delete key --yes"), "\(said)")
        await stage.type("dan", "draft delete key --format json")
        #expect(stage.lastOutput.contains(#""kind":"unconfirmed""#))
        #expect(try await stage.git(["for-each-ref"]) == before)
        let zed = "member add zed --name \"Zed Lee\" --email zed@acme.example --role admin"
        for (person, line) in [
            ("dan", "approve ana/work-email"), ("dan", "publish"), ("carol", "settings approvals.self_approval true"),
            ("carol", "settings require_approvals false"), ("carol", "settings members.dan.role admin"), ("carol", zed),
            ("carol", "member remove eva"),
        ] {
            #expect(await stage.type(person, line) == 0, "\(line): \(stage.lastErrors)")
        }
    }

    @Test("what is risky asks once on a terminal: a risk that nobody approved, approvals off, a member who goes")
    func risks() async throws {
        let stage = try await Stage.company()
        await stage.type("dan", "draft start key")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "save")
        for answers in [["n"], [], ["what?", "y"]] {
            await stage.type("dan", "publish", answers: answers)
        }
        #expect(stage.lastStatus == 0)
        stage.note("edit asks at the end, too")
        let editor = stage.edited(with: "sed -i 's/primaryKey: company/primaryKey: email/' \"$1\"", as: "dan")
        await stage.type("dan", "edit model/leads", answers: ["1", "They asked", "n"], with: editor)
        #expect(stage.lastOutput.contains("Kept on draft/dan/leads"))
        await stage.type("dan", "publish dan/leads --yes")
        stage.note("a request that was approved needs no question, nor does a script or --yes")
        try await stage.request("key", "primaryKey: email", "primaryKey: company", in: model)
        for person in ["dan", "carol"] {
            await stage.type(person, "view ana/key --quiet")
        }
        await stage.type("dan", "draft start name")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "publish --save --yes", answers: [])
        #expect(stage.lastStatus == 0)
        stage.note("settings")
        try await stage.git("switch", "--quiet", "main")
        let same = stage.edited(with: "touch \"$1\"", as: "carol")
        for answers in [["n"], [], ["y"]] {
            await stage.type("carol", "settings require_approvals false", answers: answers, with: same)
        }
        await stage.type("carol", "settings require_approvals")
        await stage.type("carol", "settings require_approvals true", answers: [], with: same)
        await stage.type(
            "bo", "settings require_approvals false", answers: [],
            with: stage.edited(with: "touch \"$1\"", as: "bo"))
        stage.note("members")
        for answers in [["n"], [], ["y"]] {
            await stage.type("carol", "member remove ana", answers: answers, with: same)
        }
        await stage.type("carol", "member remove nobody", answers: [], with: same)
        await stage.type("carol", "member remove bo --yes", with: same)
        stage.note("by hand, on a draft")
        await stage.type("carol", "draft start open")
        try stage.edit("assent.yaml", "require_approvals: true", "require_approvals: false")
        await stage.type("carol", "publish --save", answers: ["n"])
        try stage.matchesGolden("risks")
    }

    @Test("another name for main is asked about once on a terminal, can be taken back, and is never another branch's")
    func nameOfMain() async throws {
        let stage = try await Stage.company()
        try await stage.git(["branch", "other"])
        let same = stage.edited(with: "touch \"$1\"", as: "carol")
        for (line, answers) in [("settings branch other", ["y"]), ("settings branch nope", ["n"])] {
            #expect(await stage.type("carol", line, answers: answers, with: same) != 0)
        }
        await stage.type("carol", "settings branch")
        #expect(stage.lastOutput == "main\n")
        await stage.type("carol", "settings branch nope", answers: ["y"], with: same)
        stage.note("status says so too; and back, as it is told")
        await stage.type("carol", "status")
        await stage.type("ana", "draft start soon")
        try await stage.git("branch", "-m", "main", "nope")
        await stage.type("carol", "settings branch main -m \"A slip\"")
        try await stage.git("branch", "-m", "nope", "main")
        await stage.type("carol", "verify")
        #expect(stage.lastStatus == 0)
        await stage.type("carol", "settings branch")
        #expect(stage.lastOutput == "main\n")
        try stage.matchesGolden("name-of-main")
    }

    @Test("a risky request that was viewed and is chosen by its number is asked about once")
    func riskyChoice() async throws {
        let stage = try await Stage.company()
        try await stage.request("key", "primaryKey: email", "primaryKey: company", in: model)
        await stage.type("dan", "view ana/key --quiet")
        let before = try await stage.git(["for-each-ref"])
        #expect(await stage.type("dan", "approve", answers: ["1", "n"]) == 1)
        #expect(stage.lastErrors.contains("! A401  Every row will count as new"), "\(stage.lastErrors)")
        #expect(stage.lastErrors.hasSuffix("Approve it? [y/N] n\n"), "\(stage.lastErrors)")
        #expect(try await stage.git(["for-each-ref"]) == before)
        #expect(await stage.type("dan", "approve", answers: ["1", "y"]) == 4)
        await stage.type("carol", "view ana/key --quiet")
        #expect(await stage.type("carol", "approve ana/key", answers: []) == 0, "\(stage.lastErrors)")
    }
}
