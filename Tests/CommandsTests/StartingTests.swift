import Support
import Testing

/// Everything before the first draft: what a newcomer sees, `init`, members, settings.
@Suite(.scratch) struct StartingTests {
    @Test("of several folders that may be the workspace's, init offers those at the top first")
    func severalRoots() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced {
            for folder in ["archive/2024/old/", "archive/old/", ""] {
                try write(text, to: "\(stage.scratch.path)/\(folder)\(path)")
            }
        }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        #expect(await stage.type("carol", "init") == 2)
        let offered = stage.lastErrors.split(separator: "\n").filter { $0.contains("assent init --root") }
        #expect(offered.first?.hasSuffix("assent init --root hightouch") == true, "\(stage.lastErrors)")
        #expect(offered.last?.contains("archive/2024") == true, "\(stage.lastErrors)")
    }

    @Test("assent alone tells the one command to type next; names that do not exist are told with the nearest")
    func start() async throws {
        let stage = Stage()
        try makeFolder("\(stage.scratch.folder)/elsewhere")
        await stage.type("carol", in: "elsewhere")
        await stage.type("carol", "status", in: "elsewhere")
        await stage.type("carol")
        await stage.type("carol", "--format json")
        await stage.type("carol", "status")
        await stage.type("carol", "--version")
        stage.note("three mistakes of a newcomer")
        await stage.type("carol", "statsu")
        await stage.type("carol", "draft new-leads")
        await stage.type("carol", "commit -m x")
        stage.note("and bad arguments")
        await stage.type("carol", "approve")
        await stage.type("carol", "status --colour")
        await stage.type("carol", "status --format yaml")
        await stage.type("carol", "status --format markdown")
        await stage.type("carol", "-C <folder>/nowhere status")
        await stage.type("carol", "status extra")
        try stage.matchesGolden("start")
    }

    @Test("init adopts what is there in one commit, and tells why where it cannot")
    func initialize() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        let before = try await stage.git(["rev-parse", "HEAD"])
        stage.note("three mistakes of a newcomer")
        await stage.type("carol", "init --root ../elsewhere")
        await stage.type("carol", "init hightouch")
        await stage.type("nobody", "init")
        await stage.type("carol", "init --name acme-growth")
        #expect(try await stage.git(["diff", "--name-only", before, "HEAD"]) == "assent.yaml")
        #expect(try await stage.git(["status", "--porcelain"]).isEmpty)
        await stage.type("carol", "init")
        await stage.type("carol", "")
        await stage.type("carol", "init --new-id --format json")
        await stage.type("carol", "--quiet init --new-id")
        try stage.matchesGolden("init")
    }

    @Test("after init in an empty repository what it says leads to a main that verify proves")
    func initializeEmpty() async throws {
        let stage = Stage()
        await stage.type("carol", "init --name acme-growth")
        #expect(stage.lastOutput.contains("changes only through drafts"), "\(stage.lastOutput)")
        #expect(!stage.lastOutput.contains("Commit the Git Sync folder"))
        await stage.type("carol", "settings root hightouch -m \"The folder\"")
        await stage.type("carol", "draft start import")
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        await stage.type("carol", "save")
        await stage.type("carol", "publish --yes -m \"As they are\"")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        await stage.type("carol", "verify")
        #expect(stage.lastStatus == 0, "\(stage.lastOutput)")
    }

    @Test("init leaves an assent.yaml alone that is not committed, and says what to do with it")
    func initializeUncommitted() async throws {
        let stage = Stage()
        try write(Acme.settings, to: "\(stage.scratch.path)/assent.yaml")
        await stage.type("carol", "init")
        #expect(stage.lastStatus == 2)
        #expect(stage.lastErrors.contains("mv assent.yaml assent.yaml.old"), "\(stage.lastErrors)")
        #expect(readText("\(stage.scratch.path)/assent.yaml") == Acme.settings)
        try await stage.git(["add", "assent.yaml"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Add the settings"], as: "carol")
        await stage.type("carol", "init --new-id")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
    }

    @Test("an administrator who changes her own address is told how to stay who she is")
    func ownAddress() async throws {
        let stage = try await Stage.company()
        await stage.type("carol", "settings members.bo.email bo@other.example -m \"Moved\"")
        #expect(stage.lastErrors == "")
        await stage.type("carol", "settings members.carol.email carol@other.example -m \"Moved\"")
        #expect(stage.lastStatus == 0)
        #expect(stage.lastErrors.contains("git config assent.member carol"), "\(stage.lastErrors)")
        try await stage.git("config", "assent.member", "carol")
        await stage.type("carol", "settings approvals.required 1 -m \"Still me\"")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
    }

    @Test("init --ci writes what a host or pre-commit wants, here or in a workspace that exists, over nothing")
    func initializeForCI() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        await stage.type("carol", "init --ci gitlab --name acme-growth")
        #expect(try await stage.git(["status", "--porcelain"]) == "?? .gitlab-ci.yml")
        await stage.type("carol", "init --ci github --format json")
        #expect(try await stage.git(["show", "--stat", "--format=", "HEAD"]).contains("assent.yaml"))
        await stage.type("carol", "init --ci pre-commit --show")
        stage.note("three mistakes of a newcomer")
        await stage.type("carol", "init --ci gitlab")
        await stage.type("carol", "init --ci jenkins")
        await stage.type("carol", "init --show")
        try stage.matchesGolden("init-ci")
    }

    @Test("init says which folders it cannot choose between, and works before the first commit")
    func initializeElsewhere() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced {
            try write(text, to: "\(stage.scratch.path)/\(path)")
            try write(text, to: "\(stage.scratch.path)/other/\(path)")
        }
        await stage.type("carol", "init")
        await stage.type("carol", "init --root hightouch --member cd --format json")
        await stage.type("carol", "member list")
        await stage.type("carol", "check --all")
        try stage.matchesGolden("init-unborn")
    }

    @Test("whoever takes over the request of a member who was removed is told that it waits, and others how to")
    func takenOver() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start gone")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save")
        await stage.type("carol", "member remove ana --yes -m \"Left\"")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        await stage.type("carol", "view ana/gone")
        await stage.type("carol", "approve ana/gone")
        #expect(stage.lastStatus == 3)
        #expect(stage.lastErrors.contains("assent submit ana/gone"), "\(stage.lastErrors)")
        await stage.type("dan", "submit ana/gone")
        #expect(stage.lastOutput.contains("waits for approval: Carol Diaz can give it"), "\(stage.lastOutput)")
    }

    @Test("F9 members are added, removed and listed; only who manages publishes that at once")
    func members() async throws {
        let stage = try await Stage.company()
        await stage.type("eva", "member list")
        await stage.type("carol", "member add finn --name \"Finn Moe\" --email finn@acme.example --role editor")
        await stage.type("carol", "member list --format json")
        stage.note("three mistakes of a newcomer")
        await stage.type("carol", "member add finn --name \"Finn Moe\" --email finn@acme.example --role editor")
        await stage.type("carol", "member add gus --name Gus --email gus@acme.example --role owner")
        await stage.type("carol", "member add gus")
        stage.note("who may, and who may not")
        await stage.type("dan", "member add gus --name Gus --email gus@acme.example --role viewer")
        await stage.type("dan", "publish dan/member-gus --yes")
        await stage.type("eva", "member remove ana")
        await stage.type("zoe", "member list")
        await stage.type("zoe", "member remove ana")
        await stage.type("nobody", "member remove ana")
        stage.note("and removed again")
        await stage.type("carol", "member remove finn --format json --yes")
        await stage.type("carol", "member remove finn --yes")
        await stage.type("carol", "member add finn --name \"Finn Moe\" --email f@acme.example --role editor")
        await stage.type("carol", "member remove carol --yes")
        await stage.type("carol", "verify --format json")
        try stage.matchesGolden("member")
    }

    @Test("settings are shown and changed by name")
    func settings() async throws {
        let stage = try await Stage.company()
        await stage.type("zoe", "settings")
        await stage.type("eva", "settings --format json")
        await stage.type("eva", "settings approvals.required")
        await stage.type("eva", "settings members.bo.role --format json")
        await stage.type("carol", "settings require_approvals false --yes")
        await stage.type("carol", "settings require_approvals false --yes")
        await stage.type("carol", "settings require_approvals yes")
        stage.note("three mistakes of a newcomer")
        await stage.type("carol", "settings approval.required 2")
        await stage.type("carol", "settings approvals.required two")
        await stage.type("carol", "settings members.bob.role editor")
        stage.note("and more")
        await stage.type("carol", "settings approval")
        await stage.type("carol", "settings notifications.from")
        await stage.type("carol", "settings approvals.required 9")
        await stage.type("ana", "settings require_approvals false")
        await stage.type("eva", "settings require_approvals false")
        try stage.matchesGolden("settings")
    }

    @Test("a group of settings is shown by its name, and one goes back to its default; nothing is set to nothing")
    func settingsInGroups() async throws {
        let stage = try await Stage.company()
        await stage.type("eva", "settings approvals")
        await stage.type("eva", "settings members.bo --format json")
        await stage.type("eva", "settings roles")
        await stage.type("eva", "settings roles.editor")
        await stage.type("eva", "settings roles.lifecycle-lead.sources")
        stage.note("names that are not there: read or written, the status is the same")
        for name in ["members.bob.role", "rolls", "members.bo.roll", "members.bob"] {
            #expect(await stage.type("carol", "settings \(name)") == 64)
            #expect(await stage.type("carol", "settings \(name) x") == 64)
            #expect(await stage.type("carol", "settings --unset \(name)") == 64)
        }
        #expect(await stage.type("carol", "settings roles x") == 64)
        await stage.type("carol", "settings roles.lifecycle-lead.destinations \"\"")
        #expect(stage.lastStatus == 2)
        await stage.type("carol", "settings --unset roles.lifecycle-lead.destinations -m \"All of them\"")
        #expect(stage.lastStatus == 0)
        #expect(readText("\(stage.scratch.path)/assent.yaml")?.contains("destinations") == false)
        await stage.type("carol", "settings roles.lifecycle-lead")
        await stage.type("carol", "settings approvals.required 2")
        await stage.type("carol", "settings --unset approvals.required")
        #expect(stage.lastStatus == 0)
        await stage.type("carol", "settings approvals.required")
        await stage.type("carol", "settings --unset approvals.required")
        #expect(await stage.type("carol", "settings --unset members.bo.email") == 2)
        #expect(await stage.type("carol", "settings --unset") == 64)
        #expect(await stage.type("carol", "settings --unset approvals.required 2") == 64)
        try stage.matchesGolden("settings-groups")
    }

    @Test("who requires signatures without a key of their own is told to add it first, also by the default")
    func keyFirst() async throws {
        let stage = try await Stage.company()
        for line in ["settings signatures required", "settings --unset signatures"] {
            await stage.type("carol", line)
            #expect(stage.lastStatus == 3)
            #expect(
                stage.lastErrors.contains("add your own key first:  assent member key carol ~/.ssh/id_ed25519.pub"),
                "\(stage.lastErrors)")
            #expect(!stage.lastErrors.contains("to you"), "\(stage.lastErrors)")
        }
        let key = try await stage.signing("carol")
        await stage.type("carol", "settings signatures required", with: key)
        #expect(stage.lastErrors.contains("add your own key first:"), "\(stage.lastErrors)")
        let line = try #require(Stage.keys["carol"]?.line)
        #expect(stage.lastErrors.contains("assent member key carol \"\(line)\""), "\(stage.lastErrors)")
        await stage.type("carol", "member key carol \"\(line)\"", with: key)
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        await stage.type("carol", "settings --unset signatures", with: key)
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        #expect(stage.lastOutput.contains("back to its default, required"), "\(stage.lastOutput)")
        #expect(stage.lastOutput.contains("assent member key"), "\(stage.lastOutput)")
    }
}
