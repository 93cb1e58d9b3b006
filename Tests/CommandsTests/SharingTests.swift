import Git
import Support
import Testing

/// People with a clone each share a workspace over a real server (protocol.md, With a remote).
@Suite(.scratch) struct SharingTests {
    @Test("on a terminal git's talk is one line that goes; where it fails, all of it is told")
    func talk() async throws {
        let team = try await Team(.file)
        try team.server.hook("pre-receive", "for n in $(seq 12); do echo \"line $n\" >&2; done")
        try await team.clone("ana")
        await team.type("ana", "draft start work-email", answers: [])
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await team.type("ana", "submit --save --yes", answers: [])
        let fetching = "Fetching from origin…\r\(String(repeating: " ", count: 21))\r"
        #expect(team.stage.lastErrors.hasPrefix(fetching), "\(team.stage.lastErrors)")
        let sending = "Sending to origin…\r\(String(repeating: " ", count: 18))\r"
        #expect(team.stage.lastErrors.replacing(fetching, with: "").replacing(sending, with: "") == "")
        #expect(await team.type("ana", "status --quiet", answers: []) == 0)
        #expect(team.stage.lastErrors == "")
        try team.server.hook("pre-receive", "for n in $(seq 12); do echo \"line $n\" >&2; done; exit 1")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: company", "from: email")
        await team.type("ana", "submit --save --yes", answers: [])
        for number in 1...12 { #expect(team.stage.lastErrors.contains("line \(number)\n")) }
    }

    @Test(
        "the whole flow is the same over every kind of server, word for word", arguments: Server.Kind.allCases)
    func flow(_ kind: Server.Kind) async throws {
        let team = try await Team(kind)
        let (stage, server) = (team.stage, team.server)
        func there(_ ref: String) async throws -> String? {
            try await server.refs().first { $0.hasPrefix(ref) }.map { String($0.split(separator: " ")[1]) }
        }
        stage.note("ana clones, and asks for approval")
        try await team.clone("ana")
        await team.type("ana", "draft start work-email")
        #expect(try await there("refs/heads/draft/") == nil)
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await team.type("ana", "save")
        #expect(try await there("refs/heads/draft/ana/work-email") == team.git("ana", "rev-parse", "HEAD"))
        await team.type("ana", "submit -m \"Use the company\"")
        #expect(try await there("refs/assent/requests/") != nil)

        stage.note("bo clones, and sees it after any command")
        try await team.clone("bo")
        await team.type("bo", "status")
        await team.type("bo", "requests")
        await team.type("bo", "comment ana/work-email -m \"Since when?\"")
        await team.type("ana", "status")
        await team.type("ana", "comment work-email -m \"Since Monday\"")
        await team.type("bo", "view ana/work-email")
        await team.type("bo", "approve ana/work-email")
        let landing = try await team.git("bo", "rev-parse", "main")
        #expect(try await there("refs/heads/main") == landing)
        #expect(try await server.refs() == ["refs/heads/main \(landing)"])
        #expect(try await team.git("bo", "log", "-1", "--format=%s", "main").hasPrefix("Publish ana/work-email"))

        stage.note("ana's next command sees it live, and her main follows")
        await team.type("ana", "status")
        #expect(try await team.git("ana", "rev-parse", "main") == landing)
        #expect(try await team.git("ana", "for-each-ref", "--format=%(refname)", "refs/assent-remotes").isEmpty)

        stage.note("another one is withdrawn, and a third declined")
        try await team.git("ana", "switch", "--quiet", "main")
        try await team.request("hourly", "quantity: 1", "quantity: 2")
        await team.type("ana", "withdraw hourly -m \"Not now\"")
        #expect(try await there("refs/assent/requests/") == nil)
        #expect(try await there("refs/assent/closed/") != nil)
        #expect(try await there("refs/heads/draft/ana/hourly") != nil)
        try await team.git("ana", "switch", "--quiet", "main")
        try await team.request("daily", "quantity: 1", "quantity: 24")
        await team.type("bo", "decline ana/daily -m \"Too seldom\"")
        await team.type("ana", "view daily")
        await team.type("bo", "approve ana/hourly")
        await team.type("bo", "draft delete ana/hourly --yes")
        #expect(try await there("refs/heads/draft/ana/hourly") == nil)

        stage.note("bo continues somebody else's draft")
        await team.type("bo", "draft switch ana/daily")
        #expect(try await team.git("bo", "branch", "--show-current") == "draft/ana/daily")
        try team.edit("bo", "hightouch/syncs/leads-to-crm.yaml", "quantity: 24", "quantity: 12")
        await team.type("bo", "submit --save")
        try await team.clone("dan")
        await team.type("dan", "status")
        await team.type("ana", "draft update")
        #expect(try await team.git("ana", "rev-parse", "HEAD") == there("refs/heads/draft/ana/daily"))

        stage.note("what needs no approval, and a setting, go live at once")
        await team.type("carol", "settings approvals.required 2")
        #expect(try await there("refs/heads/main") == team.git("carol", "rev-parse", "main"))
        await team.type("ana", "status")

        stage.note("offline")
        let before = try await team.refs("ana")
        await team.type("ana", "status --offline")
        #expect(await team.type("ana", "withdraw daily --offline") == 2)
        #expect(try await team.refs("ana") == before)

        stage.note("a clone of main alone proves it")
        let proof = "\(stage.scratch.folder)/proof"
        let ana = ChildProcess(in: stage.scratch.folder, team.environment(of: "ana"))
        try await ana.git("clone", "--quiet", "--single-branch", "--no-tags", server.url(of: "ana"), proof)
        try await ana.git("-C", proof, "remote", "remove", "origin")
        await stage.type("ana", "verify", in: "proof")
        #expect(stage.lastStatus == 0)
        try team.matchesGolden("shared")
    }

    @Test("a remote that does not have the workspace is told of whatever is recorded here alone, with how to share it")
    func hereAlone() async throws {
        let stage = try await Stage.company()
        try await stage.git(["init", "--quiet", "--bare", "../empty.git"])
        try await stage.git(["remote", "add", "origin", "\(stage.scratch.folder)/empty.git"])
        await stage.type("ana", "draft start x")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        for line in ["save", "submit"] {
            await stage.type("ana", line)
            let push = #"git push origin main "refs/assent/*:refs/assent/*" "refs/heads/draft/*""#
            let said = stage.lastErrors.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
            #expect(
                said.contains("recorded here alone, since origin does not have this workspace yet"), "\(line): \(said)")
            #expect(said.contains(push), "\(line): \(said)")
        }
        _ = try await Program.shell(
            "git push --quiet origin main 'refs/assent/*:refs/assent/*' 'refs/heads/draft/*'",
            with: stage.environment(of: "ana"))
        await stage.type("ana", "comment ana/x -m \"Anybody?\"")
        #expect(!stage.lastErrors.contains("here alone"), "\(stage.lastErrors)")
    }

    @Test("a setting of the branch that somebody pushed past approval is taken back and accepted, from any clone")
    func branchPastApproval() async throws {
        let team = try await Team(.file)
        try await team.clone("dan")
        await team.type("dan", "status")
        try team.edit("dan", "assent.yaml", "branch: main", "branch: prod")
        try await team.git("dan", "commit", "--quiet", "-am", "By hand")
        try await team.git("dan", "push", "--quiet")
        let commit = try await team.git("dan", "rev-parse", "--short=8", "HEAD")
        await team.type("carol", "accept \(commit) -m ok")
        #expect(team.stage.lastErrors.contains("share it:  git push origin main\n"), "\(team.stage.lastErrors)")
        try await team.clone("new", as: "carol")
        let new = ChildProcess(in: team.folder("new"), team.environment(of: "carol"))
        await team.stage.type("carol", "verify", in: "new", with: team.environment(of: "carol"))
        #expect(
            team.stage.lastErrors.contains("git config assent.branch main && assent verify\n"),
            "\(team.stage.lastErrors)")
        try await new.git("config", "assent.branch", "main")
        await team.stage.type("carol", "verify", in: "new", with: team.environment(of: "carol"))
        #expect(team.stage.lastOutput.contains("\(commit) is the first commit that is not valid"))
        try await new.git("checkout", "--quiet", "HEAD^", "--", "assent.yaml")
        try await new.git("commit", "--quiet", "-m", "Restore the settings")
        try await new.git("push", "--quiet", "origin", "main")
        await team.stage.type(
            "carol", "accept \(commit) HEAD -m \"Taken back\"", in: "new", with: team.environment(of: "carol"))
        #expect(team.stage.lastStatus == 0, "\(team.stage.lastErrors)")
        await team.type("dan", "verify")
        #expect(team.stage.lastStatus == 0, "\(team.stage.lastOutput)")
    }

    @Test("others add to a draft: status says so, and what takes it over")
    func addedTo() async throws {
        let team = try await Team(.file)
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        await team.type("bo", "draft switch ana/work-email")
        try team.edit("bo", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await team.type("bo", "save")
        await team.type("ana", "status")
        #expect(team.stage.lastOutput.contains("Others have added commits on origin"), "\(team.stage.lastOutput)")
        #expect(!team.stage.lastOutput.contains("until you submit again"))
        await team.type("bo", "submit")
        await team.type("ana", "status")
        #expect(!team.stage.lastOutput.contains("until you submit again"), "\(team.stage.lastOutput)")
        await team.type("ana", "submit -m Mine")
        #expect(team.stage.lastStatus == 5)
        await team.type("ana", "draft update")
        #expect(team.stage.lastOutput.contains("with what others added"), "\(team.stage.lastOutput)")
        await team.type("ana", "status")
        #expect(!team.stage.lastOutput.contains("Others have added"), "\(team.stage.lastOutput)")
        do {
            team.stage.note("ana's own work beyond the request")
            try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 2", "quantity: 3")
            await team.type("ana", "save")
            await team.type("ana", "status")
            #expect(team.stage.lastOutput.contains("until you submit again"), "\(team.stage.lastOutput)")
        }
        try team.matchesGolden("added-to")
    }

    @Test("two submit the same draft for the first time at the same moment", arguments: ["ana", "bo"])
    func atOnce(_ other: String) async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try await team.clone("ana")
        await team.type("ana", "draft start work-email")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await team.type("ana", "save")
        try await team.clone("elsewhere", as: other)
        let elsewhere = ChildProcess(in: "\(stage.scratch.folder)/elsewhere", team.environment(of: other))
        // What is not in one's own clone is looked at first.
        _ = try await elsewhere.check(Program.path, ["view", "ana/work-email"])
        let line = ["submit", "ana/work-email", "-m", "Mine", "--quiet"]
        #expect(
            await team.type("ana", "submit -m Please", meanwhile: { elsewhere.checkHere(Program.path, line) }) == 0,
            "\(stage.lastErrors)")
        let said = stage.lastOutput
        let refs = try await team.server.refs()
        let open = refs.filter { $0.hasPrefix("refs/assent/requests/") }
        let closed = refs.filter { $0.hasPrefix("refs/assent/closed/") }
        #expect(open.count + closed.count == 2, "\(refs)")
        if open.count == 1 {
            // What was said is said in the one that stays.
            #expect(
                try await team.server.git(
                    "log", "--format=%B", open[0].split(separator: " ").first.map(String.init) ?? ""
                ).contains("Please") || other == "ana")
            #expect(await team.type("ana", "view work-email") == 0)
            #expect(!stage.lastOutput.contains("one request is enough"))
        } else {
            // bo's was there first, and is bo's to withdraw; everybody sees it.
            #expect(other == "bo")
            #expect(said.contains("one request is enough"), "\(said)")
            await team.type("ana", "requests")
            #expect(stage.lastOutput.contains("one request is enough"), "\(stage.lastOutput)")
            let id = String(open[0].dropFirst("refs/assent/requests/".count).prefix(8))
            await team.type("ana", "view \(id)")
            #expect(stage.lastOutput.contains("submitted the same draft"), "\(stage.lastOutput)")
        }
    }

    @Test("a copy with an id of its own leaves the original's remote alone")
    func copy() async throws {
        let team = try await Team(.file)
        try await team.clone("carol-2", as: "carol")
        let there = try await team.server.refs()
        let stage = team.stage
        await stage.type("carol", "init --new-id", in: "carol-2", with: team.environment(of: "carol"))
        #expect(stage.lastStatus == 0)
        let copied = "\(stage.scratch.folder)/carol-2"
        for line in ["status", "settings approvals.required 2", "verify"] {
            await stage.type("carol", line, in: "carol-2", with: team.environment(of: "carol"))
            #expect(stage.lastStatus == 0, "\(line): \(stage.lastErrors)")
        }
        #expect(try await team.server.refs() == there)
        #expect(try #require(readText("\(copied)/assent.yaml")).contains("required: 2"))
        stage.note("this lasts until it gets a remote of its own")
        try await stage.scratch.git(["init", "--quiet", "--bare", "\(stage.scratch.folder)/copy.git"])
        let copy = ChildProcess(in: copied, team.environment(of: "carol"))
        try await copy.git("remote", "add", "own", "\(stage.scratch.folder)/copy.git")
        try await copy.git("push", "--quiet", "own", "main")
        try await copy.git("config", "assent.remote", "own")
        await stage.type("carol", "settings approvals.required 1", in: "carol-2", with: team.environment(of: "carol"))
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        #expect(
            try await copy.git("rev-parse", "main")
                == stage.scratch.git(["--git-dir", "\(stage.scratch.folder)/copy.git", "rev-parse", "main"]))
        #expect(try await team.server.refs() == there)
        stage.note("whoever clones it learns that it is a copy, and how to say so")
        let start = try await copy.git("rev-parse", "main~2")
        try await stage.scratch.git(
            ["clone", "--quiet", "\(stage.scratch.folder)/copy.git", "\(stage.scratch.folder)/dan-2"])
        for line in ["status", "verify", "verify --forget --genesis \(start)", "status"] {
            await stage.type("dan", line, in: "dan-2", with: team.environment(of: "dan"))
        }
        #expect(stage.lastStatus == 0 && !stage.lastOutput.contains("another id"), "\(stage.lastOutput)")
        try team.matchesGolden("copy")
    }

    @Test("init --new-id commits nothing for somebody who is not a member")
    func copyOfStranger() async throws {
        let team = try await Team(.file)
        let start = try await team.git("carol", "rev-parse", "main")
        for _ in 1...2 {
            await team.stage.type("zoe", "init --new-id", in: "carol", with: team.environment(of: "zoe"))
            #expect(team.stage.lastStatus == 3, "\(team.stage.lastErrors)")
            #expect(try await team.git("carol", "rev-parse", "main") == start)
        }
    }

    @Test(
        "init --new-id commits nothing for who is not a member, and nothing twice"
    )
    func copyOfFiles() async throws {
        let team = try await Team(.file)
        let stage = team.stage
        let folder = "\(stage.scratch.folder)/dan"
        try makeFolder(folder)
        try await team.git("dan", "init", "--quiet")
        for (path, text) in Acme.synced { try write(text, to: "\(folder)/\(path)") }
        try write(try #require(readText("\(team.folder("carol"))/assent.yaml")), to: "\(folder)/assent.yaml")
        try await team.git("dan", "add", "--all")
        try await team.git("dan", "commit", "--quiet", "-m", "Start")
        let copied = try await team.git("dan", "rev-parse", "main")
        let stranger = team.environment(of: "zoe")
        for _ in 1...2 {
            await stage.type("zoe", "init --new-id", in: "dan", with: stranger)
            #expect(stage.lastStatus == 3)
            #expect(try await team.git("dan", "rev-parse", "main") == copied)
        }
        await team.type("dan", "init --new-id")
        #expect(stage.lastStatus == 0)
        let start = try await team.git("dan", "rev-parse", "main")
        await team.type("dan", "init --new-id")
        #expect(stage.lastStatus == 2)
        #expect(try await team.git("dan", "rev-parse", "main") == start)
        try await ChildProcess(in: stage.scratch.folder, team.environment(of: "ana"))
            .git("clone", "--quiet", folder, "ana")
        // Only who knows the start may name it: that commit is one that nobody approved.
        await team.type("ana", "verify")
        #expect(stage.lastStatus == 1 && stage.lastOutput.contains("another id"), "\(stage.lastOutput)")
        await team.type("ana", "verify --forget --genesis \(start)")
        #expect(stage.lastStatus == 0, "\(stage.lastOutput)\(stage.lastErrors)")
    }

    @Test("what nobody approved before a new id is not hidden by it: a clone starts where the original did")
    func copyHidesNothing() async throws {
        let team = try await Team(.file)
        let stage = team.stage
        try team.edit("carol", "hightouch/models/leads.yaml", "name: Leads", "name: Mine")
        try await team.git("carol", "commit", "--quiet", "-am", "Mine")
        try team.edit("carol", "assent.yaml", "id: ", "id: 0")
        let text = try #require(readText("\(team.folder("carol"))/assent.yaml"))
        try write(
            text.replacing(/(?m)^id: .*$/, with: "id: 0123456789abcdef"), to: "\(team.folder("carol"))/assent.yaml")
        try await team.git("carol", "commit", "--quiet", "-am", "Another id")
        try await team.git("carol", "push", "--quiet", "origin", "main")
        try await team.clone("ana")
        await team.type("ana", "verify")
        #expect(stage.lastStatus == 1, "\(stage.lastOutput)")
    }

    @Test(
        "a server that cannot be reached: looking goes on in a line, acts are refused, and save sends later",
        arguments: Server.Kind.allCases)
    func unreachable(_ kind: Server.Kind) async throws {
        let team = try await Team(kind)
        let (stage, server) = (team.stage, team.server)
        try await team.clone("ana")
        try await team.clone("bo")
        try await team.request("work-email")
        await team.type("bo", "view ana/work-email")
        try await team.git("ana", "switch", "--quiet", "main")
        await team.type("ana", "draft start hourly")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        let (ana, bo) = (try await team.refs("ana"), try await team.refs("bo"))
        let refs = try await server.refs()
        stage.note("the server is gone")
        try await server.stop()
        for line in ["status", "requests", "view ana/work-email", "log"] {
            #expect(await team.type("bo", line) == 0)
            #expect(told(stage).contains("Showing what was last fetched"), "\(line): \(stage.lastErrors)")
            #expect(stage.lastErrors.split(separator: "\n").count <= 2, "\(line): \(stage.lastErrors)")
            #expect(!stage.lastOutput.isEmpty, "\(line)")
        }
        for line in [
            "approve ana/work-email", "decline ana/work-email -m No", "comment ana/work-email -m Why",
            "withdraw ana/work-email -m no", "draft delete ana/work-email --yes",
        ] {
            #expect(await team.type("bo", line) == 2)
            #expect(told(stage).contains("Nothing was changed"), "\(line): \(stage.lastErrors)")
        }
        #expect(try await team.refs("bo") == bo)
        #expect(await team.type("ana", "submit ana/work-email -m Please") == 2)
        #expect(try await team.refs("ana") == ana)
        #expect(await team.type("ana", "save") == 0)
        #expect(told(stage).contains("saved locally, but not sent"), "\(stage.lastErrors)")
        #expect(try await team.refs("ana") != ana)

        stage.note("it is back")
        try await server.start()
        #expect(try await server.refs() == refs)
        #expect(await team.type("ana", "save") == 0)
        #expect(stage.lastOutput.contains("to origin."), "\(stage.lastOutput)")
        #expect(
            try await server.git("rev-parse", "draft/ana/hourly") == team.git("ana", "rev-parse", "HEAD"))
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 2", "quantity: 3")
        #expect(await team.type("ana", "save") == 0)
        #expect(
            try await server.git("rev-parse", "draft/ana/hourly") == team.git("ana", "rev-parse", "HEAD"))
        #expect(await team.type("bo", "approve ana/work-email") == 0)
        #expect(try await server.git("rev-parse", "main") == team.git("bo", "rev-parse", "main"))
        switch kind {
        case .file: try team.matchesGolden("unreachable-file")
        case .ssh: try team.matchesGolden("unreachable-ssh")
        case .http, .withoutAtomicPush: break
        }
    }
}

/// What the last command said on standard error, as one line.
private func told(_ stage: Stage) -> String {
    stage.lastErrors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
