import Support
import Testing

/// Nobody records in their own name what they did not see.
@Suite(.scratch) struct UnseenTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"

    /// Somebody's draft, which is in their clone as they saved it, and on the remote with a commit of bo's more.
    private func team(_ owner: String) async throws -> Team {
        let team = try await Team(.file)
        for person in ["ana", "bo"] { try await team.clone(person) }
        await team.type(owner, "draft start more")
        try team.edit(owner, sync, "quantity: 1", "quantity: 2")
        await team.type(owner, "save")
        try await team.git("bo", "fetch", "--quiet")
        try await team.git("bo", "switch", "--quiet", "--no-track", "--create", "mine", "origin/draft/\(owner)/more")
        try team.edit("bo", sync, "from: first_name", "from: company")
        try await team.git("bo", "commit", "--quiet", "--all", "-m", "Wording")
        try await team.git("bo", "push", "--quiet", "origin", "HEAD:draft/\(owner)/more")
        return team
    }

    @Test("what others sent to a draft is neither published nor asked for before its member saw it")
    func sent() async throws {
        let team = try await team("carol")
        let main = try await team.server.git("rev-parse", "main")
        for here in [true, false] {
            if !here { try await team.git("carol", "switch", "--quiet", "main") }
            for act in ["publish", "submit"] {
                await team.type("carol", "\(act) carol/more")
                #expect(team.stage.lastStatus == 3)
                #expect(team.stage.lastErrors.contains("that you have not seen"), "\(team.stage.lastErrors)")
            }
        }
        #expect(try await team.server.git("rev-parse", "main") == main)
        #expect(try await team.server.git("for-each-ref", "refs/assent/requests") == "")
        await team.type("carol", "view carol/more")
        await team.type("carol", "submit carol/more")
        #expect(team.stage.lastStatus == 0)
    }

    @Test("what was approved is landed by whoever lands it, in whatever clone")
    func approved() async throws {
        let team = try await team("ana")
        try await team.git("ana", "switch", "--quiet", "main")
        await team.type("ana", "view ana/more")
        await team.type("ana", "submit ana/more --to carol")
        await team.type("carol", "view ana/more")
        await team.type("carol", "approve ana/more")
        #expect(team.stage.lastStatus == 0, "\(team.stage.lastErrors)")
    }

    @Test("a draft with the name of a sync: neither its menu nor its hint is about another request")
    func named() async throws {
        let team = try await Team(.file)
        for person in ["ana"] { try await team.clone(person) }
        await team.type("ana", "draft start plan")
        try team.edit("ana", sync, "from: first_name", "from: company")
        await team.type("ana", "submit --save")
        await team.type("carol", "view ana/plan")
        await team.type("carol", "decline ana/plan -m No")
        let name = "draft/sync/leads-to-crm"
        try await team.git("ana", "switch", "--quiet", "--create", name, "origin/main")
        try team.edit("ana", "hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        try await team.git("ana", "commit", "--quiet", "--all", "-m", "Harmless")
        await team.type("ana", "submit")
        #expect(team.stage.lastStatus == 0, "\(team.stage.lastErrors)")
        let main = try await team.server.git("rev-parse", "main")
        await team.type("carol", "requests")
        #expect(team.stage.lastOutput.contains(name), "\(team.stage.lastOutput)")
        await team.type("carol", "view \(name)")
        #expect(team.stage.lastOutput.contains("assent approve \(name)"), "\(team.stage.lastOutput)")
        await team.type("carol", "approve sync/leads-to-crm")
        #expect(team.stage.lastStatus == 2)
        #expect(try await team.server.git("rev-parse", "main") == main)
        await team.type("carol", "approve \(name)")
        #expect(try await team.server.git("log", "-1", "--format=%s", "main").contains("sync/leads-to-crm"))
    }

    @Test("a root without models and syncs is a slip: nothing goes out of review by it")
    func root() async throws {
        let stage = try await Stage.company()
        await stage.type("carol", "settings root nope -m Move")
        #expect(stage.lastStatus == 1)
        #expect(stage.lastErrors.contains("nope has no models or syncs"), "\(stage.lastErrors)")
        await stage.type("carol", "settings root")
        #expect(stage.lastOutput == "hightouch\n")
    }
}
