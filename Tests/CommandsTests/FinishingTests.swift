import Support
import Testing

/// The three ways to finish (F3), and what reviewers do (F7).
@Suite(.scratch) struct FinishingTests {
    /// A draft of ana's that changes who is sent to the CRM.
    private func draft(_ stage: Stage) async throws {
        await stage.type("ana", "draft start work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
    }

    @Test("F3 submit asks for approval of what is saved, and revises what was asked")
    func submit() async throws {
        let stage = try await Stage.company()
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "submit")
        try await draft(stage)
        await stage.type("ana", "submit --to bo dan")
        await stage.type("ana", "submit --to dam")
        stage.note("with work that is not saved")
        await stage.type("ana", "submit")
        await stage.type("ana", "submit", answers: ["n"])
        await stage.type("ana", "submit --to dan -m \"Use the company\"", answers: ["y"])
        await stage.type("ana", "submit")
        stage.note("again")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save --to dan,carol --format json")
        stage.note("a draft that cannot be submitted")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: company", "from: compny")
        await stage.type("ana", "submit --save")
        await stage.type("ana", "draft start nothing")
        await stage.type("ana", "submit")
        try stage.edit(["README.md": "# More\n"])
        try await stage.git(["commit", "--quiet", "-am", "More"])
        await stage.type("ana", "submit")
        await stage.type("eva", "submit ana/work-email")
        await stage.type("zoe", "submit ana/work-email")
        try stage.matchesGolden("submit")
    }

    @Test("F1 F2 F4 publish goes at once for who may, and for what needs no approval")
    func publish() async throws {
        let stage = try await Stage.company()
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "publish")
        try await draft(stage)
        await stage.type("ana", "publish")
        await stage.type("ana", "publish --save")
        stage.note("members who may not")
        await stage.type("bo", "publish ana/work-email --yes")
        await stage.type("eva", "publish ana/work-email")
        await stage.type("zoe", "publish ana/work-email")
        await stage.type("ana", "submit")
        await stage.type("ana", "publish")
        stage.note("members who may")
        await stage.type("dan", "publish --yes ana/work-email -m \"The campaign starts at noon\"")
        stage.note("a change of names only")
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads # who asked")
        await stage.type("ana", "publish --save --format json")
        stage.note("errors")
        await stage.type("dan", "draft start broken")
        try stage.edit("hightouch/syncs/welcome-email.yaml", "row.first_name", "row.frist_name")
        await stage.type("dan", "publish --save --yes")
        await stage.type("dan", "publish --format json --yes")
        stage.note("a risk needs two approvals, but this rule may be waived")
        await stage.type("dan", "draft start key")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "publish --save --yes")
        await stage.type("dan", "verify --format json")
        try stage.matchesGolden("publish")
    }

    @Test("B4 a conflict names the field and its three values; edits on main are not lost")
    func conflict() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start one")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "draft start two")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 3")
        await stage.type("dan", "publish --save --yes")
        await stage.type("dan", "publish ana/one --yes")
        await stage.type("dan", "approve ana/one")
        await stage.type("ana", "draft switch one")
        await stage.type("ana", "submit")
        stage.note("edits in the way of what is published")
        await stage.type("dan", "draft start three")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: All members")
        await stage.type("dan", "save")
        try await stage.git("switch", "--quiet", "main")
        try stage.edit("hightouch/models/members.yaml", "name: Members", "name: Some members")
        await stage.type("dan", "publish dan/three --yes")
        try stage.matchesGolden("conflict")
    }

    @Test("B1 F5 F7 an approval covers what was looked at, and publishes")
    func approve() async throws {
        let stage = try await Stage.company()
        try await draft(stage)
        await stage.type("ana", "submit --save --to dan")
        try await stage.git("switch", "--quiet", "main")
        stage.note("three mistakes of a newcomer")
        await stage.type("dan", "approve")
        await stage.type("dan", "approve ana/work-email")
        await stage.type("dan", "approve work-mail")
        stage.note("members who may not")
        await stage.type("ana", "approve work-email")
        await stage.type("bo", "approve sync/leads-to-crm")
        await stage.type("eva", "approve work-email")
        await stage.type("zoe", "approve work-email")
        stage.note("looked at, then changed")
        await stage.type("dan", "view ana/work-email --quiet")
        try await stage.git("switch", "--quiet", "draft/ana/work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("dan", "approve ana/work-email")
        await stage.type("dan", "approve ana/work-email --match 1234567")
        await stage.type("dan", "approve ana/work-email --match 12345678123456781234567812345678")
        stage.note("on a terminal")
        await stage.type("dan", "approve ana/work-email", answers: ["n"])
        await stage.type("dan", "approve ana/work-email -m \"Looks right\"", answers: ["y"])
        #expect(stage.lastStatus == 0)
        await stage.type("dan", "approve ana/work-email")
        await stage.type("ana", "withdraw ana/work-email")
        await stage.type("carol", "verify")
        try stage.matchesGolden("approve")
    }

    @Test("F9 a quorum of two: the first approval waits, the second publishes")
    func quorum() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start key")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("ana", "submit --save")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("dan", "view ana/key --quiet")
        await stage.type("dan", "approve ana/key")
        await stage.type("dan", "approve ana/key")
        await stage.type("ana", "publish ana/key")
        await stage.type("carol", "requests --for-me")
        await stage.type("carol", "view model/leads --quiet")
        await stage.type("carol", "view ana/key --quiet")
        await stage.type("carol", "approve model/leads --format json")
        try stage.matchesGolden("quorum")
    }

    @Test("several requests go live together, the model before the sync that needs it; else none does")
    func several() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start columns")
        try stage.edit("hightouch/models/leads.yaml", "company\n", "company,\n    work_email\n")
        await stage.type("ana", "submit --save")
        await stage.type("ana", "draft start mapping")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: email", "from: work_email")
        await stage.type("ana", "submit --save")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("dan", "approve ana/mapping")
        await stage.type("dan", "view ana/columns --quiet")
        await stage.type("dan", "approve ana/mapping ana/columns")
        await stage.type("dan", "approve ana/mapping ana/columns", answers: ["y"])
        #expect(try await stage.git(["log", "--first-parent", "--format=%s"]).split(separator: "\n").count == 3)
        try stage.matchesGolden("several")
    }

    @Test("F7 a request is withdrawn by its author or who may approve it, and its draft stays")
    func withdraw() async throws {
        let stage = try await Stage.company()
        try await draft(stage)
        await stage.type("ana", "submit --save")
        try await stage.git("switch", "--quiet", "main")
        stage.note("three mistakes of a newcomer")
        await stage.type("ana", "withdraw")
        try await stage.git("switch", "--quiet", "draft/ana/work-email")
        await stage.type("ana", "withdraw 12345678")
        await stage.type("ana", "withdraw draft/ana/work-mail")
        stage.note("members who may not")
        await stage.type("bo", "withdraw ana/work-email")
        await stage.type("eva", "withdraw ana/work-email")
        await stage.type("zoe", "withdraw ana/work-email")
        stage.note("members who may")
        await stage.type("dan", "withdraw ana/work-email -m \"Not now\"")
        await stage.type("ana", "withdraw ana/work-email")
        await stage.type("dan", "approve ana/work-email")
        await stage.type("ana", "submit -m \"Now?\"")
        await stage.type("ana", "withdraw sync/leads-to-crm --format json")
        try stage.matchesGolden("withdraw")
    }

    @Test("what an act says may have 16 KiB: else one line says what to do, before anything is saved or done")
    func longWords() async throws {
        let stage = try await Stage.company()
        try await draft(stage)
        let refs = try await stage.git(["for-each-ref"])
        let over = String(repeating: "x", count: 16_385)
        let request = "ana/work-email"
        for line in [
            "submit --save", "publish --save", "approve \(request)", "decline \(request)", "comment \(request)",
            "withdraw \(request)", "draft delete \(request) --yes", "accept HEAD",
        ] {
            #expect(await stage.type("ana", "\(line) -m \(over)") == 64)
            #expect(
                stage.lastErrors.hasPrefix(
                    """
                    assent: this text has 16385 bytes; the limit is 16,384 (16 KiB). Put it in a
                      document, and link to that.

                    """), "\(line): \(stage.lastErrors)")
        }
        #expect(try await stage.git(["for-each-ref"]) == refs)
        #expect(await stage.type("ana", "submit --save -m \(over.dropLast())") == 0)
        stage.note("typed at the question that edit asks")
        try await stage.git("switch", "--quiet", "main")
        let environment = stage.environment(of: "ana").merging(["GIT_EDITOR": "echo 'description: x' >>"]) { $1 }
        #expect(await stage.type("ana", "edit model/members", answers: ["2", "dan", over], with: environment) == 1)
        #expect(stage.lastErrors.contains("16,384 (16 KiB)"), "\(stage.lastErrors)")
        // It is asked again, and nobody answers.
        #expect(stage.lastErrors.contains("is saved. Go on:"), "\(stage.lastErrors)")
        #expect(try await stage.git(["log", "-1", "--format=%s", "draft/ana/members"]) == "Change model/members")
    }
}
