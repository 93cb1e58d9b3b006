import Support
import Testing

/// Hints that are about what was typed, and not about another thing of its kind.
@Suite(.scratch) struct HintTests {
    @Test("a new model or sync is named with all that it may have to be told, and its original is not to be made")
    func making() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "view sync/nope")
        #expect(
            stage.lastErrors.contains("assent new sync nope --model <model> --destination <destination>"),
            "\(stage.lastErrors)")
        await stage.type("ana", "view model/qqqq")
        #expect(stage.lastErrors.contains("assent new model qqqq --source <source>"), "\(stage.lastErrors)")
        await stage.type("ana", "new sync x --from sync/nope")
        #expect(!stage.lastErrors.contains("assent new"), "\(stage.lastErrors)")
        #expect(stage.lastErrors.contains("assent list syncs"), "\(stage.lastErrors)")
    }

    @Test("new asks on a terminal for what was not given, and there may be several of")
    func asking() async throws {
        let stage = try await Stage.company()
        await stage.type(
            "ana", "new sync x", answers: ["9", "leads", "braze", "3"],
            with: stage.edited(with: "sed -i 's/schedulePaused: true/schedulePaused: false/' \"$1\"", as: "ana"))
        try stage.matchesGolden("new-asks")
    }

    @Test("a name that no draft can have is told with the command that was typed")
    func renaming() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start x")
        await stage.type("ana", "draft rename x \"bad name\"")
        #expect(stage.lastErrors.contains("assent draft rename ana/x new-leads"), "\(stage.lastErrors)")
        await stage.type("ana", "draft start \"bad name\"")
        #expect(stage.lastErrors.contains("assent draft start new-leads"), "\(stage.lastErrors)")
    }

    @Test("a slug alone is told with the model or sync that has it, whatever was to be done with it")
    func slugs() async throws {
        let stage = try await Stage.company()
        for line in ["view leads", "edit leads", "draft discard leads", "blame leads"] {
            await stage.type("ana", line)
            #expect(stage.lastStatus == 2, "\(line)")
            #expect(stage.lastErrors.contains("did you mean model/leads?"), "\(stage.lastErrors)")
        }
    }

    @Test("check says of a draft that conflicts how to look at it, from wherever one stands")
    func conflicts() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start one")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "mode: insert", "mode: update")
        await stage.type("ana", "save")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("dan", "draft start two")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "mode: insert", "mode: upsert")
        await stage.type("dan", "publish --save -m Risky --yes")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "check ana/one")
        #expect(stage.lastOutput.contains("1 field conflicts"), "\(stage.lastOutput)")
        #expect(stage.lastOutput.contains("assent view draft/ana/one"), "\(stage.lastOutput)")
        await stage.type("ana", "view draft/ana/one")
        #expect(stage.lastOutput.contains("conflict"), "\(stage.lastOutput)")
    }

    @Test("a bare repository without commits is not told to run what refuses there, and a bare one merges nothing")
    func bare() async throws {
        let stage = Stage()
        try await stage.scratch.run("git", ["init", "--quiet", "--bare", "empty.git"])
        for line in ["", "status"] {
            await stage.type("carol", line, in: "empty.git")
            let said = stage.lastOutput + stage.lastErrors
            #expect(!said.contains("assent init") && said.contains("git clone"), "\(said)")
        }
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        try await stage.scratch.run("git", ["clone", "--quiet", "--bare", stage.scratch.path, "full.git"])
        await stage.type("carol", "init", in: "full.git")
        #expect(stage.lastStatus == 0)
        #expect(!stage.lastOutput.contains(".gitattributes"), "\(stage.lastOutput)")
    }

    @Test("init --modeline writes the schemas into a workspace that is there, and no further time")
    func schemas() async throws {
        let stage = try await Stage.company()
        await stage.type("carol", "init --modeline")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        #expect(try await stage.git(["status", "--porcelain"]) == "?? .assent/")
        try await stage.git(["add", ".assent"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Add JSON Schemas"], as: "carol")
        await stage.type("carol", "verify")
        #expect(stage.lastStatus == 0, "\(stage.lastOutput)")
        await stage.type("carol", "init --modeline --ci github")
        #expect(stage.lastOutput.contains("already there"), "\(stage.lastOutput)")
        #expect(try await stage.git(["status", "--porcelain"]) == "?? .github/")
        await stage.type("carol", "init --modeline --name other")
        #expect(stage.lastStatus == 2)
        try stage.matchesGolden("modeline-later")
    }

    @Test("a guess of the parser's that is far off is left out, and its messages stand in one line")
    func parser() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "save --all")
        #expect(stage.lastErrors.hasPrefix("assent: unknown option '--all'.\n"), "\(stage.lastErrors)")
        await stage.type("ana", "save --mesage x")
        #expect(stage.lastErrors.contains("Did you mean '--message'?"), "\(stage.lastErrors)")
        await stage.type("ana", "--generate-completion-script tcsh")
        #expect(stage.lastErrors.contains("zsh bash fish"), "\(stage.lastErrors)")
        #expect(!stage.lastErrors.contains("\\n"), "\(stage.lastErrors)")
    }

    @Test("a question fits in the terminal with its choice, and after a wrong answer it is asked whole")
    func questions() async throws {
        let stage = try await Stage.company()
        let slug = "with-a-name"
        await stage.type("ana", "draft start \(slug)")
        try await stage.git("switch", "--quiet", "main")
        await stage.type("ana", "draft delete \(slug)", answers: ["x", "n"])
        let asked = stage.lastErrors.replacing("\n", with: " ")
        #expect(asked.ranges(of: "Delete draft/ana/\(slug)?").count == 2, "\(stage.lastErrors)")
        #expect(stage.lastErrors.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(stage.lastErrors)")
    }

    @Test("draft start says what was committed to main here, and how to take it along")
    func committedHere() async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try await team.clone("ana")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        try await team.git("ana", "commit", "--quiet", "--all", "-m", "Mine")
        await team.type("ana", "draft start later")
        #expect(stage.lastOutput.contains("1 commit on main here is not on origin"), "\(stage.lastOutput)")
        #expect(stage.lastOutput.contains("git cherry-pick origin/main..main"), "\(stage.lastOutput)")
        try await team.git("ana", "cherry-pick", "origin/main..main")
        try await team.git("ana", "branch", "-f", "main", "origin/main")
        await team.type("ana", "status")
        #expect(stage.lastOutput.contains("1 sync · 1 field"), "\(stage.lastOutput)")
    }

    @Test("who may not draft is not told to start a draft, and of settings who may change them")
    func viewers() async throws {
        let stage = try await Stage.company()
        await stage.type("eva", "list drafts")
        #expect(stage.lastOutput == "No drafts.\n")
        await stage.type("ana", "list drafts")
        #expect(stage.lastOutput.contains("assent draft start <name>"), "\(stage.lastOutput)")
        await stage.type("eva", "settings approvals.required 2")
        #expect(stage.lastStatus == 3)
        #expect(stage.lastErrors.contains("Carol Diaz may do it."), "\(stage.lastErrors)")
    }
}
