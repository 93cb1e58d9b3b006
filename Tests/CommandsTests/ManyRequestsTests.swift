import Approvals
import FoundationEssentials
import Git
import Resources
import Support
import Testing

/// What has no limit, at a size that few have.
@Suite(.scratch) struct ManyRequestsTests {
    private static let count = 1000

    /// A branch and a commit on main for each, or an empty commit on each of these, as `git fast-import` reads them.
    private func commits(_ names: [String], on parents: [String], _ content: (Int) -> (String, String)) -> String {
        names.enumerated().map { number, name in
            let (message, files) = content(number)
            return """
                commit \(name)
                committer Ana Silva <ana@acme.example> 1767603600 +0000
                data \(message.utf8.count)
                \(message)
                from \(parents[number])
                \(files)

                """
        }.joined()
    }

    /// A thousand drafts of ana's, each with a model of its own, and a request for each.
    private func ask(_ stage: Stage) async throws {
        let drafts = (0..<Self.count).map { "draft/ana/m\($0)" }
        let work = commits(drafts.map { "refs/heads/\($0)" }, on: drafts.map { _ in "refs/heads/main^0" }) { number in
            let model = Acme.leads
            return (
                "m\(number)", "M 100644 inline hightouch/models/m\(number).yaml\ndata \(model.utf8.count)\n\(model)"
            )
        }
        try await stage.scratch.git(["fast-import", "--quiet"], input: work)
        let workspace = try OpenWorkspace(
            Session(
                directory: stage.scratch.path, environment: stage.environment(of: "ana"), clock: { Date() },
                randomness: { [UInt8](repeating: 0, count: $0) }), looksOnly: true)
        // Only one is going to be approved: to plan them all takes as long as to list them.
        let chosen = try Planner(workspace).plan(Drafts(workspace).draft(named: "ana/m500"), by: "ana")
        let events = try Drafts(workspace).all().enumerated().map { number, draft in
            let subject = chosen.draft == draft.name ? chosen.subject : nil
            let matter = Matter(revision: draft.tip, subject: subject ?? String(repeating: "0", count: 64))
            return Event(
                workspace: workspace.settings.id, branch: workspace.branch, actor: "ana",
                time: "2026-01-05T09:00:00Z",
                .submit(Proposal(draft: draft.name, matter: matter), nonce: "\(number)"))
        }
        let requests = commits(
            events.map { "refs/assent/requests/\($0.digest)" }, on: events.map { $0.matter?.revision.hex ?? "" }
        ) { (events[$0].message, "") }
        try await stage.scratch.git(["fast-import", "--quiet"], input: requests)
    }

    @Test("a workspace may have any number of open requests: of a thousand each can be let through, and one more made")
    func requests() async throws {
        let stage = try await Stage.company()
        try await ask(stage)
        await stage.type("dan", "view ana/m500")
        #expect(stage.lastStatus == 0 && stage.lastOutput.contains("model/m500"))
        #expect(await stage.type("dan", "approve ana/m500") == 0)
        #expect(try await stage.git(["show", "main:hightouch/models/m500.yaml"]) + "\n" == Acme.leads)
        await stage.type("ana", "draft start m1000")
        try stage.edit("hightouch/models/leads.yaml", "company", "company, phone")
        #expect(await stage.type("ana", "submit --save") == 0)
        let objects = try await stage.git(["count-objects"])
        #expect(await stage.type("dan", "requests --for-me") == 0)
        let listed = stage.lastOutput.split(separator: "\n").filter { $0.hasPrefix("draft/ana/m") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(Set(listed) == Set((0...Self.count).filter { $0 != 500 }.map { "draft/ana/m\($0)" }))
        #expect(listed.count == Self.count)
        #expect(listed.first == "draft/ana/m1000")
        // To look leaves nothing behind.
        #expect(try await stage.git(["count-objects"]) == objects)
    }
}
