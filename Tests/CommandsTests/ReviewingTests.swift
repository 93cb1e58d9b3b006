import Support
import Testing

/// What is said of a request, and how one is declined.
@Suite(.scratch) struct ReviewingTests {
    private func submitted(_ stage: Stage) async throws {
        await stage.type("ana", "draft start work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save -m \"Use the company\"")
    }

    @Test("F7 decline says no and why: the request stays open, and everybody sees who blocks it and how it goes on")
    func decline() async throws {
        let stage = try await Stage.company()
        try await submitted(stage)
        stage.note("three mistakes of a newcomer")
        await stage.type("dan", "decline ana/work-email")
        await stage.type("dan", "decline ana/work-email -m \" \"")
        await stage.type("dan", "reject ana/work-email")
        stage.note("members who may not")
        await stage.type("ana", "decline ana/work-email -m \"Oops\"")
        await stage.type("bo", "decline sync/leads-to-crm -m \"No\"")
        await stage.type("eva", "decline ana/work-email -m \"No\"")
        await stage.type("zoe", "decline ana/work-email -m \"No\"")
        stage.note("members who may")
        await stage.type("dan", "decline ana/work-email -m \"The company is no first name\"")
        await stage.type("carol", "view ana/work-email")
        await stage.type("dan", "view ana/work-email")
        await stage.type("ana", "status")
        await stage.type("carol", "requests")
        await stage.type("carol", "approve ana/work-email")
        await stage.type("ana", "publish")
        stage.note("its author changes it")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: company", "from: email")
        await stage.type("ana", "submit --save -m \"The address, then\"")
        await stage.type("dan", "view ana/work-email")
        await stage.type("carol", "decline ana/work-email -m \"Neither\" --format json")
        await stage.type("carol", "approve ana/work-email", answers: ["y"])
        #expect(stage.lastStatus == 0)
        await stage.type("dan", "decline ana/work-email -m \"Too late\"")
        stage.note("a change that needs no approval")
        await stage.type("ana", "draft start words")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "decline ana/words -m \"No\"")
        try stage.matchesGolden("decline")
    }

    @Test("comments are said by any member, and shown to all, with who and when")
    func comment() async throws {
        let stage = try await Stage.company()
        try await submitted(stage)
        stage.note("three mistakes of a newcomer")
        await stage.type("eva", "comment ana/work-email")
        await stage.type("eva", "comment -m \"Which accounts?\"")
        await stage.type("eva", "comment work-mail -m \"Which accounts?\"")
        stage.note("members who may")
        await stage.type("zoe", "comment ana/work-email -m \"Hello\"")
        await stage.type("eva", "comment ana/work-email -m \"Which accounts have no company?\"")
        await stage.type("ana", "status")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "comment sync/leads-to-crm -m \"Those from before 2019.\" --format json")
        await stage.type("dan", "view ana/work-email")
        await stage.type("dan", "view ana/work-email --format json")
        await stage.type("dan", "requests")
        stage.note("once it is no longer open")
        await stage.type("ana", "withdraw ana/work-email")
        await stage.type("eva", "comment ana/work-email -m \"And now?\"")
        await stage.type("eva", "requests --all")
        try stage.matchesGolden("comment")
    }
}
