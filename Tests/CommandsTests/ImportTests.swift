import Git
import Support
import Testing

private let leads = "hightouch/models/leads.yaml"
private let toCRM = "hightouch/syncs/leads-to-crm.yaml"

/// What Hightouch commits to a branch of its own.
@Suite("B7 Importing", .scratch) struct ImportCommandTests {
    /// One commit of Git Sync on the branch, which is checked out for it.
    private func gitSync(_ stage: Stage, _ files: KeyValuePairs<String, String?>) async throws {
        let head = try await stage.git(["branch", "--show-current"])
        try await stage.git(["switch", "--quiet", "hightouch"])
        for (path, text) in files {
            if let text {
                try write(text, to: "\(stage.scratch.path)/\(path)")
            } else {
                remove("\(stage.scratch.path)/\(path)")
            }
        }
        try await stage.git(["add", "--all"])
        try await stage.git(["-c", "user.name=Hightouch", "commit", "--quiet", "-m", "Update from Hightouch"])
        try await stage.git(["switch", "--quiet", head])
        stage.note("Git Sync commits \(files.map(\.key).joined(separator: ", ")) to hightouch")
    }

    @Test("B7 from the app's first edit to the branch that follows main again, as it is told")
    func flow() async throws {
        let stage = try await Stage.company()
        try await stage.git("branch", "hightouch")
        await stage.type("ana", "import hightouch")
        try await gitSync(stage, [toCRM: Acme.leadsToCRM.with("quantity: 1", "quantity: 2")])
        try await gitSync(stage, [leads: Acme.leads.with("primaryKey: email", "primaryKey: company")])
        try await gitSync(stage, ["README.md": "# Written by Hightouch\n"])
        await stage.type("ana", "import hightouch --dry-run")
        await stage.type("ana", "import hightouch")
        await stage.type("ana", "diff hightouch")
        await stage.type("ana", "import hightouch")
        await stage.type("ana", "submit hightouch -m \"As in the app\"")
        try await gitSync(
            stage,
            [
                toCRM: nil,
                "hightouch/syncs/all-leads-to-crm.yaml": Acme.leadsToCRM.with("quantity: 1", "quantity: 2"),
            ])
        await stage.type("dan", "import hightouch")
        await stage.type("ana", "import hightouch")
        await stage.type("ana", "submit hightouch")
        for approver in ["dan", "carol"] {
            await stage.type(approver, "view ana/hightouch --quiet")
            await stage.type(approver, "approve ana/hightouch")
        }
        await stage.type("ana", "import hightouch --dry-run")
        await stage.type("ana", "import hightouch")
        await stage.type("ana", "import hightouch")
        await stage.type("ana", "verify --quiet")
        try stage.matchesGolden("import")
    }

    @Test("what is wrong with a branch, with what it wrote, and with main, and what to do")
    func trouble() async throws {
        let stage = try await Stage.company()
        stage.note("names")
        await stage.type("ana", "import")
        await stage.type("ana", "import main")
        try await stage.git("branch", "hightouch")
        await stage.type("ana", "import hightuoch")
        await stage.type("ana", "draft start open --quiet")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "import draft/ana/open")
        await stage.type("eva", "import hightouch")
        try await stage.git(["switch", "--quiet", "--orphan", "other"])
        try await stage.git(["commit", "--quiet", "--allow-empty", "-m", "Apart"])
        try await stage.git(["switch", "--quiet", "main"])
        await stage.type("ana", "import other")
        stage.note("a manifest, a file that is not YAML, a sync whose model is gone")
        try await gitSync(
            stage,
            [
                "hightouch/manifest-acme.yaml": Acme.manifest + "# newer\n", leads: nil,
                "hightouch/models/-6.yaml": "name: x\nrawSql: |-\nselect 1\n",
            ])
        await stage.type("ana", "import hightouch")
        stage.note("ana and the app change the same field")
        await stage.type("ana", "draft switch hightouch --quiet")
        try stage.edit(toCRM, "quantity: 1", "quantity: 3")
        await stage.type("ana", "save --quiet")
        try await gitSync(stage, [toCRM: Acme.leadsToCRM.with("quantity: 1", "quantity: 2")])
        await stage.type("ana", "import hightouch")
        try stage.edit(toCRM, "quantity: 3", "quantity: 4")
        await stage.type("ana", "import hightouch --theirs")
        await stage.type("ana", "draft discard --yes --quiet")
        await stage.type("ana", "import hightouch --theirs")
        #expect(try #require(readText("\(stage.scratch.path)/\(toCRM)")).contains("quantity: 2"))
        await stage.type("ana", "import hightouch --mine --theirs")
        stage.note("it is put right in the app, and dan works on the same")
        await stage.type("ana", "draft delete hightouch --yes --quiet")
        await stage.type("dan", "draft start first-name --quiet")
        try stage.edit(toCRM, "from: first_name", "from: company")
        await stage.type("dan", "save --quiet")
        try await stage.git("switch", "--quiet", "main")
        try await gitSync(
            stage,
            [
                leads: Acme.leads, "hightouch/models/-6.yaml": nil,
                toCRM: Acme.leadsToCRM.with("quantity: 1", "quantity: 2").with("from: first_name", "from: email"),
            ])
        await stage.type("ana", "import hightouch")
        stage.note("and main moves on")
        await stage.type("ana", "draft delete hightouch --yes --quiet")
        await stage.type("dan", "draft start daily --quiet")
        try stage.edit(toCRM, "quantity: 1", "quantity: 24")
        await stage.type("dan", "publish --save --yes --quiet")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "import hightouch")
        await stage.type("ana", "import hightouch --format json")
        try stage.matchesGolden("import-trouble")
    }

    /// A server with a branch of the app's own, which dan's clone writes in the app's place.
    private func connected() async throws -> Team {
        let team = try await Team(.file)
        try await team.clone("ana")
        try await team.clone("dan")
        try await team.git("dan", "push", "--quiet", "origin", "main:hightouch")
        try await team.git("dan", "switch", "--quiet", "-c", "hightouch", "origin/main")
        return team
    }

    @Test("with a remote the branch is the remote's, and nothing is forced; without a push nothing changes")
    func remote() async throws {
        let team = try await connected()
        try await team.clone("bo")
        func gitSync(_ old: String, _ new: String) async throws {
            try await team.git("dan", "pull", "--quiet", "--ff-only", "origin", "hightouch")
            try team.edit("dan", toCRM, old, new)
            try await team.git("dan", "commit", "--quiet", "-am", "Update from Hightouch")
            try await team.git("dan", "push", "--quiet", "origin", "HEAD:hightouch")
        }
        func there(_ branch: String) async throws -> String {
            try await team.git("dan", "ls-remote", "origin", branch).split(separator: "\t").first.map(String.init) ?? ""
        }
        try await gitSync("from: first_name", "from: company")
        let written = try await there("refs/heads/hightouch")
        #expect(await team.type("ana", "import hightouch --offline") != 0)
        #expect(try await there("refs/heads/hightouch") == written)
        await team.type("ana", "import origin/hightouch")
        #expect(team.stage.lastStatus == 0)
        let draft = try await there("refs/heads/draft/ana/hightouch")
        #expect(try await team.git("ana", "rev-parse", "draft/ana/hightouch") == draft)
        #expect(try await there("refs/heads/hightouch") == team.git("ana", "rev-parse", "origin/hightouch"))
        await team.type("ana", "draft switch hightouch")
        // While ana imports, the app writes again: it is found, and nothing of it is lost.
        try await gitSync("quantity: 1", "quantity: 2")
        await team.type("bo", "import hightouch")
        await team.type("ana", "import hightouch")
        #expect(try #require(readText("\(team.folder("ana"))/\(toCRM)")).contains("quantity: 2"))
        await team.type("ana", "submit")
        await team.type("bo", "view ana/hightouch --quiet")
        await team.type("bo", "approve ana/hightouch")
        await team.type("ana", "import hightouch")
        #expect(try await team.git("ana", "diff", "--stat", "origin/hightouch", "origin/main").isEmpty)
        await team.type("ana", "import hightouch")
        try team.matchesGolden("import-remote")
    }

    @Test("where the app writes at the same moment, what it wrote is imported too")
    func race() async throws {
        let team = try await connected()
        try team.edit("dan", toCRM, "quantity: 1", "quantity: 2")
        try await team.git("dan", "commit", "--quiet", "-am", "First")
        try await team.git("dan", "push", "--quiet", "origin", "HEAD:hightouch")
        try team.edit("dan", toCRM, "from: first_name", "from: company")
        try await team.git("dan", "commit", "--quiet", "-am", "Second")
        let dan = ChildProcess(in: team.folder("dan"), team.environment(of: "dan"))
        await team.type(
            "ana", "import hightouch",
            meanwhile: { dan.checkHere("git", ["push", "--quiet", "origin", "HEAD:hightouch"]) })
        #expect(team.stage.lastStatus == 0, "\(team.stage.lastErrors)")
        #expect(team.stage.lastOutput.contains("2 commits"), "\(team.stage.lastOutput)")
    }

    @Test("what Git Sync committed to main before it had a branch of its own is named, accepted, and imported no more")
    func before() async throws {
        let stage = try await Stage.company()
        let start = try await stage.git(["rev-parse", "main"])
        func gitSync(_ path: String, _ text: String?) async throws {
            if let text {
                try write(text, to: "\(stage.scratch.path)/\(path)")
            } else {
                remove("\(stage.scratch.path)/\(path)")
            }
            try await stage.git(["add", "--all"])
            try await stage.git(["-c", "user.name=Hightouch", "commit", "--quiet", "-m", "Update from Hightouch"])
            stage.note("Git Sync commits \(path) to main")
        }
        try await gitSync(toCRM, Acme.leadsToCRM.with("quantity: 1", "quantity: 2"))
        try await gitSync("hightouch/models/-6.yaml", "name: x\nrawSql: |-\nselect 1\n")
        try await gitSync(leads, nil)
        await stage.type("carol", "verify")
        await stage.type("ana", "status")
        try await stage.git("branch", "hightouch")
        await stage.type("ana", "import hightouch")
        let commits = try await stage.git(["rev-list", "--reverse", "--abbrev-commit", "--abbrev=8", "\(start)..main"])
        await stage.type("carol", "accept \(commits.replacing("\n", with: " ")) -m \"Made in the app\"")
        await stage.type("carol", "verify")
        await stage.type("ana", "import hightouch")
        try stage.matchesGolden("import-before")
    }

    @Test("a shallow clone is told what it lacks")
    func shallow() async throws {
        let stage = try await Stage.company()
        try await stage.git(["branch", "hightouch"])
        try await gitSync(stage, [toCRM: Acme.leadsToCRM.with("quantity: 1", "quantity: 2")])
        try await ChildProcess(in: stage.scratch.folder, stage.environment(of: "ana"))
            .git("clone", "--quiet", "--depth", "1", "--no-single-branch", "file://\(stage.scratch.path)", "clone")
        await stage.type("ana", "import hightouch", in: "clone")
        #expect(stage.lastErrors.contains("shallow"), "\(stage.lastErrors)")
        #expect(stage.lastStatus == 2)
    }
}
