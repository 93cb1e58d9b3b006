import Commands
import Support
import Testing

/// F10: who is told of what, by real mail.
@Suite("Members are told by mail", .scratch)
struct TellingTests {
    private func company(_ more: String = "") async throws -> Stage {
        try await Stage.company(
            settings: Acme.settings + "notifications:\n  from: Assent <assent@acme.example>\n" + more)
    }

    /// The people of the stage, with a mail server.
    private func environment(_ stage: Stage, _ person: String, _ server: MailSink) -> [String: String] {
        stage.environment(of: person).merging(["ASSENT_SMTP_URL": server.url]) { $1 }
    }

    @Test("F10 submit, comment, decline, revise, approve and withdraw, each told to those whom it concerns")
    func flow() async throws {
        let server = try await MailSink()
        let stage = try await company()
        func type(_ person: String, _ line: String) async {
            await stage.type(person, line, with: environment(stage, person, server))
        }
        await type("ana", "draft start work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "email", "work_email")
        await type("ana", "save -m \"Use the work e-mail\"")
        await type("ana", "submit --to bo,dan -m \"Use the work e-mail for CRM leads\"")
        await type("bo", "notify")
        await type("bo", "notify --flush")
        await type("bo", "comment ana/work-email -m \"Which accounts have none?\"")
        await type("ana", "comment ana/work-email -m \"Four, all of them tests.\"")
        await type("bo", "view ana/work-email --stat")
        await type("bo", "decline ana/work-email -m \"Then keep the old one for those.\"")
        await type("ana", "withdraw ana/work-email -m \"Right.\"")
        await type("ana", "notify --flush")
        try stage.matchesGolden("telling")
        try Stage.expect(try await server.read(), asGolden: "telling-mail")
    }
}
