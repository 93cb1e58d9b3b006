import Support
import Testing

/// Who looks again sees first what is new.
@Suite(.scratch) struct ViewingAgainTests {
    private let sync = "hightouch/syncs/leads-to-crm.yaml"

    @Test("F8 who views a request again sees first what is new: changes, comments and verdicts, and what was published")
    func request() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start more")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save -m \"Less often\"")
        await stage.type("carol", "view ana/more --stat")
        await stage.type("carol", "view ana/more")
        #expect(!stage.lastOutput.contains("you looked"))
        await stage.type("carol", "view ana/more")
        #expect(stage.lastOutput.hasPrefix("Nothing is new since you looked 10 minutes ago.\n"))
        stage.note("what others say and decide, and how the author answers")
        await stage.type("eva", "comment ana/more -m \"Why?\nIt is late as it is.\"")
        await stage.type("carol", "comment ana/more -m \"I wonder too\"")
        await stage.type("dan", "decline ana/more -m \"Too seldom\"")
        try stage.edit(sync, "quantity: 2", "quantity: 3")
        await stage.type("ana", "submit --save -m \"Three, then\"")
        await stage.type("carol", "view ana/more")
        await stage.type("carol", "view ana/more --format json")
        stage.note("main gets another commit beneath it")
        await stage.type("dan", "draft start key")
        try stage.edit("hightouch/models/leads.yaml", "primaryKey: email", "primaryKey: company")
        await stage.type("dan", "publish --save --yes")
        await stage.type("carol", "view ana/more --format json")
        await stage.type("carol", "view ana/more")
        stage.note("and another that conflicts with it")
        await stage.type("dan", "draft start other")
        try stage.edit(sync, "quantity: 1", "quantity: 6")
        await stage.type("dan", "publish --save --yes")
        await stage.type("carol", "view ana/more")
        await stage.type("carol", "view ana/more")
        #expect(stage.lastOutput.hasPrefix("Nothing is new"))
        await stage.type("ana", "draft switch more")
        // (Taking it back in a copy would be git's matter: there all files look edited to it.)
        await stage.type("ana", "draft update", with: stage.environment(of: "ana"))
        try stage.edit([sync: (readText("\(stage.scratch.path)/\(sync)") ?? "").settled])
        await stage.type("ana", "submit --save")
        await stage.type("carol", "view ana/more")
        try stage.matchesGolden("view-again")
    }

    @Test("who views a draft again sees what was saved since; and is told where git no longer has what they saw")
    func draft() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start more")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        await stage.type("ana", "save")
        await stage.type("carol", "view ana/more")
        try stage.edit(sync, "quantity: 2", "quantity: 3")
        await stage.type("ana", "save")
        await stage.type("carol", "view ana/more --format markdown")
        #expect(!stage.lastOutput.contains("you looked"))
        stage.note("markdown is for other people, but counts as having viewed it")
        try stage.edit(sync, "quantity: 3", "quantity: 4")
        await stage.type("ana", "save")
        await stage.type("carol", "view ana/more")
        #expect(stage.lastOutput.contains("3 → 4"))
        try await stage.git("commit", "--quiet", "--amend", "-m", "Every four hours")
        await stage.type("carol", "view ana/more")
        try stage.edit(sync, "quantity: 4", "quantity: 5")
        try await stage.git("commit", "--quiet", "--amend", "--all", "--no-edit")
        try await stage.git("reflog", "expire", "--expire=now", "--all")
        try await stage.git("gc", "--quiet", "--prune=now")
        await stage.type("carol", "view ana/more")
        #expect(stage.lastStatus == 0)
        #expect(stage.lastOutput.contains("can no longer be compared"))
        try stage.matchesGolden("view-draft-again")
    }

    private let aliases = "hightouch/aliases-acme.yaml"

    /// What ana asks for, and carol saw, goes through an alias.
    private func throughAlias() async throws -> Stage {
        let stage = try await Stage.company()
        let destination = try #require(
            (readText("\(stage.scratch.path)/\(sync)") ?? "").firstMatch(of: /(?m)^destination: (.*)$/)?.1)
        try stage.edit([aliases: "destinations:\n  front: \(destination)\n"])
        try stage.edit(sync, "destination: \(destination)", "destination: front")
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Through an alias"], as: "carol")
        await stage.type("ana", "draft start more")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save -m \"Less often\"")
        await stage.type("dan", "view ana/more")
        #expect(stage.lastStatus == 0)
        return stage
    }

    @Test("B1 an alias that leads elsewhere beneath a request is told with whatever else is different, however little")
    func redirected() async throws {
        let stage = try await throughAlias()
        await stage.type("carol", "draft start alias")
        let text = readText("\(stage.scratch.path)/\(aliases)") ?? ""
        try stage.edit([aliases: text.replacing(/front: .*/, with: "front: braze")])
        await stage.type("carol", "publish --save -m Moved --yes")
        #expect(stage.lastStatus == 0, "\(stage.lastOutput)\(stage.lastErrors)")
        await stage.type("ana", "draft switch more")
        try stage.edit(sync, "quantity: 2", "quantity: 3")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "approve ana/more", answers: ["n"])
        #expect(stage.lastOutput.contains("would no longer publish what you viewed"), "\(stage.lastOutput)")
        #expect(
            stage.lastOutput.contains(/The destination of sync\/leads-to-crm was \S+, and is\s+braze now/),
            "\(stage.lastOutput)")
        await stage.type("dan", "view ana/more")
        #expect(
            stage.lastOutput.contains(/The destination of sync\/leads-to-crm was \S+, and is\s+braze now/),
            "\(stage.lastOutput)")
        await stage.type("dan", "view ana/more")
        #expect(!stage.lastOutput.contains("braze now"))
    }

    @Test("B1 what a manifest says of a destination beneath a request is told where it is another thing now")
    func manifest() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start more")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save -m \"Less often\"")
        await stage.type("dan", "view ana/more")
        try await stage.git(["switch", "--quiet", "main"])
        let manifest = "hightouch/manifest-acme.yaml"
        let text = readText("\(stage.scratch.path)/\(manifest)") ?? ""
        let other = text.replacing("type: salesforce", with: "type: hubspot")
        #expect(other != text, "\(text)")
        try stage.edit([manifest: other])
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Another type"], as: "carol")
        await stage.type("ana", "draft switch more")
        try stage.edit(sync, "quantity: 2", "quantity: 3")
        await stage.type("ana", "submit --save")
        await stage.type("dan", "approve ana/more", answers: ["n"])
        #expect(stage.lastOutput.contains("was salesforce, and is hubspot now"), "\(stage.lastOutput)")
    }

    @Test("who approves just what they declined is asked once, and nothing is approved unless they say yes")
    func reversal() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start more")
        try stage.edit(sync, "quantity: 1", "quantity: 2")
        await stage.type("ana", "submit --save -m \"Less often\"")
        await stage.type("dan", "view ana/more")
        await stage.type("dan", "decline ana/more -m \"Too seldom\"")
        for answer in ["", "n"] {
            #expect(await stage.type("dan", "approve ana/more", answers: [answer]) == 1)
            #expect(stage.lastErrors.contains("You declined this version of draft/ana/more."), "\(stage.lastErrors)")
        }
        await stage.type("dan", "approve ana/more", answers: ["y"])
        #expect(stage.lastOutput.contains("Published draft/ana/more"), "\(stage.lastOutput)\(stage.lastErrors)")
    }

    @Test("who submits again without a reason still means the one given last")
    func reason() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start more")
        for (quantity, words) in [(2, ""), (3, " -m Second"), (4, "")] {
            try stage.edit(sync, "quantity: \(quantity - 1)", "quantity: \(quantity)")
            await stage.type("ana", "submit --save\(words)")
            #expect(stage.lastStatus == 0)
        }
        await stage.type("bo", "view ana/more")
        #expect(stage.lastOutput.contains("“Second”"), "\(stage.lastOutput)")
        await stage.type("bo", "requests")
        #expect(stage.lastOutput.contains("“Second”"), "\(stage.lastOutput)")
        await stage.type("bo", "requests --format json")
        #expect(stage.lastOutput.contains("\"comment\":\"Second\""), "\(stage.lastOutput)")
    }
}

extension String {
    /// A file with its one conflict settled as the draft has it.
    fileprivate var settled: String {
        replacing(/<<<<<<< [^\n]*\n/, with: "").replacing(/\|\|\|\|\|\|\|(?s:.)*?>>>>>>> [^\n]*\n/, with: "")
    }
}
