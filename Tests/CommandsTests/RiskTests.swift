import Git
import Support
import Testing

/// What is asked about before it happens.
@Suite(.scratch) struct RiskTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"
    private let model = "hightouch/models/leads.yaml"

    @Test("what a terminal asks about needs --yes where there is none, and the line to type is told")
    func unconfirmed() async throws {
        let stage = try await Stage.company()
        try await stage.request("work-email", "first_name", "company", in: sync)
        await stage.type("dan", "decline ana/work-email -m No")
        await stage.type("dan", "view ana/work-email")
        await stage.type("dan", "draft start key")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "save")
        let zed = "member add zed --name \"Zed Lee\" --email zed@acme.example --role admin"
        for (person, line, what) in [
            ("dan", "approve ana/work-email", "you declined this version of draft/ana/work-email"),
            ("dan", "draft delete key", "this discards work"),
            ("dan", "publish", "this publishes draft/dan/key without approval"),
            ("carol", "settings approvals.self_approval true", "this allows self-approval"),
            ("carol", "settings require_approvals false", "this switches approvals off"),
            ("carol", "settings members.dan.role admin", "this lets Dan Okafor manage the workspace"),
            ("carol", zed, "this lets Zed Lee manage the workspace"),
            ("carol", "member remove eva", "this removes Eva Lind"),
        ] {
            let before = try await stage.git(["for-each-ref"])
            #expect(await stage.type(person, line) == 64, "\(line)")
            let said = stage.lastErrors.replacing("\n  ", with: " ")
            #expect(said.contains("\(what), and there is no terminal to confirm it."), "\(said)")
            #expect(said.contains("to do it anyway: "), "\(said)")
            #expect(stage.lastErrors.replacing("'", with: "\"").contains("assent \(line) --yes"), "\(said)")
            #expect(try await stage.git(["for-each-ref"]) == before, "\(line)")
            if person == "carol" || line == "publish" {
                #expect(await stage.type(person, "\(line) --yes") == 0, "\(line): \(stage.lastErrors)")
            }
        }
        await stage.type("carol", "member remove zed --format json")
        #expect(stage.lastOutput.contains(#""kind":"unconfirmed""#))
        #expect(stage.lastOutput.contains(#"assent member remove zed --format json --yes"#))
        stage.note("approvals are off: a risk is asked about, and nothing else is")
        await stage.type("dan", "draft start back")
        try stage.edit(model, "primaryKey: company", "primaryKey: email")
        #expect(await stage.type("dan", "publish --save") == 64)
        let said = stage.lastErrors.replacing("\n  ", with: " ")
        #expect(said.contains("this publishes draft/dan/back with a risk that nobody has approved, and there"))
        #expect(said.contains("A401: Every row will count as new"))
        #expect(await stage.type("dan", "publish --yes") == 0)
        await stage.type("dan", "draft start words")
        try stage.edit(sync, "first_name", "company")
        #expect(await stage.type("dan", "publish --save") == 0, "\(stage.lastErrors)")
    }

    @Test("what is risky asks once on a terminal: a risk that nobody approved, approvals off, a member who goes")
    func risks() async throws {
        let stage = try await Stage.company()
        await stage.type("dan", "draft start key")
        try stage.edit(model, "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "save")
        for answers in [["n"], [], ["what?", "y", ""]] {
            await stage.type("dan", "publish", answers: answers)
        }
        #expect(stage.lastStatus == 0)
        stage.note("edit asks at the end, too")
        let editor = stage.edited(with: "sed -i 's/primaryKey: company/primaryKey: email/' \"$1\"", as: "dan")
        await stage.type("dan", "edit model/leads", answers: ["1", "n"], with: editor)
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
