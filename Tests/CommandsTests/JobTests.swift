import Approvals
import Git
import Support
import Testing

/// `check` where CI runs it: a commit on no branch, the host's own merges, clones with parts missing.
@Suite(.scratch) struct JobTests {
    private static let sync = "hightouch/syncs/leads-to-crm.yaml"
    private static let model = "hightouch/models/leads.yaml"

    /// ana asks for approval of a draft that changes a model and its sync, which takes two approvals.
    private func team(_ kind: Server.Kind = .file) async throws -> Team {
        let team = try await Team(kind)
        await team.type("carol", "settings approvals.required 2")
        #expect(team.stage.lastStatus == 0)
        try await team.clone("ana")
        await team.type("ana", "draft start company")
        try team.edit("ana", Self.model, "    company\n", "    company,\n    size\n")
        try team.edit("ana", Self.sync, "from: first_name", "from: size")
        await team.type("ana", "submit --save")
        #expect(team.stage.lastStatus == 0)
        try await Job.mergeByHost(team, "draft/ana/company")
        return team
    }

    @Test("a pull request and a merge request: findings, approvals that are missing, approvals that are there")
    func flow() async throws {
        let team = try await team()
        let (stage, server) = (team.stage, team.server)
        stage.note("a job of GitHub on its own merge, fetch-depth: 0")
        var job = try await Job.github(team, "refs/pull/1/merge", depth: 0)
        let refs = try await server.refs()
        #expect(try await job.git(["for-each-ref", "refs/heads", "refs/assent", "refs/assent-remotes"]) == "")
        #expect(try await job.begin() == 0)
        #expect(await job.type("check") == 0)
        #expect(await job.type("check --since origin/main") == 0)
        #expect(await job.type("check --since 0000000000000000000000000000000000000000") == 0)
        #expect(await job.type("check --all") == 0)
        #expect(await job.type("check --require-approval --offline") == 4)
        #expect(await job.type("check --require-approval") == 4)
        #expect(await job.type("check --require-approval --format github") == 4)
        #expect(await job.type("check --require-approval --format gitlab") == 4)
        #expect(await job.type("check --require-approval --format junit") == 4)
        #expect(await job.type("check --require-approval --format json") == 4)
        let approval = try Reports.document(stage.lastOutput)["approval"]
        #expect(approval?["state"] == "waits" && approval?["draft"] == "draft/ana/company")
        #expect(try await server.refs() == refs)

        stage.note("carol approves, and asks for one approval only")
        try server.hook("pre-receive", nil)
        await team.type("carol", "view ana/company")
        await team.type("carol", "approve ana/company")
        #expect(stage.lastStatus == 4)
        #expect(await job.type("check --require-approval") == 4)
        await team.type("carol", "settings approvals.required 1")
        #expect(stage.lastStatus == 0)
        // The host's merge is older than main now.
        #expect(await job.type("check --require-approval") == 0)
        #expect(await job.type("check --require-approval --format github") == 0)
        #expect(await job.type("check ana/company --require-approval --offline") == 0)

        stage.note("a job of GitLab on the draft's commit, GIT_DEPTH: 0")
        job = try await Job.gitlab(team, "draft/ana/company", depth: 0)
        #expect(await job.type("check") == 0)
        #expect(await job.type("check --require-approval --offline") == 4)
        #expect(await job.type("check --require-approval") == 0)

        stage.note("the draft gets another commit, but the job still checks its own")
        try server.hook("pre-receive", nil)
        try team.edit("ana", Self.sync, "from: size", "from: sise")
        await team.type("ana", "save")
        #expect(await job.type("check --require-approval") == 0)
        job = try await Job.github(team, "refs/heads/draft/ana/company", depth: 0)
        #expect(await job.type("check") == 1)
        #expect(await job.type("check --require-approval") == 1)
        #expect(try await job.git(["status", "--porcelain"]) == "")

        stage.note("main itself")
        job = try await Job.github(team, "refs/heads/main", depth: 0)
        #expect(await job.type("check") == 0)
        #expect(await job.type("check --require-approval") == 0)
        try team.matchesGolden("job")
    }

    @Test("the command moves nothing here that the job stands on")
    func stays() async throws {
        let team = try await team()
        let job = try await Job.github(team, "refs/heads/main", depth: 0)
        let before = try await job.git(["rev-parse", "HEAD", "main"])
        try team.server.hook("pre-receive", nil)
        await team.type("carol", "settings approvals.required 3")
        #expect(team.stage.lastStatus == 0)
        #expect(await job.type("check --require-approval") == 0)
        #expect(try await job.git(["rev-parse", "HEAD", "main"]) == before)
        #expect(
            try await job.git(["rev-parse", "origin/main"]) != before.split(separator: "\n").last.map { "\($0)\n" })
    }

    @Test("shallow clones are told of fetch-depth and GIT_DEPTH in one line, and of what else helps")
    func shallow() async throws {
        let team = try await team()
        let stage = team.stage
        let jobs: [(String, () async throws -> Job)] = [
            ("pull request", { try await Job.github(team, "refs/pull/1/merge", depth: 1) }),
            ("push", { try await Job.github(team, "refs/heads/draft/ana/company", depth: 1) }),
            ("gitlab", { try await Job.gitlab(team, "draft/ana/company", depth: 1) }),
        ]
        for (name, make) in jobs {
            stage.note(name)
            let job = try await make()
            for line in ["check", "check --since main", "check --format sarif"] {
                #expect(await job.type(line) == 2, "\(name)")
                #expect(
                    stage.lastErrors.hasPrefix(
                        "assent: this clone is shallow. Set fetch-depth: 0 (in GitLab GIT_DEPTH: 0).\n"), "\(name)")
                #expect(stage.lastOutput.isEmpty)
            }
            // With the remote's help the history that counts is here.
            #expect(await job.type("check --require-approval") == 4, "\(name): \(stage.lastErrors)")
            let other = try await make()
            try await other.git(["fetch", "--quiet", "--unshallow"])
            #expect(await other.type("check") == 0, "\(name): \(stage.lastErrors)")
        }
        stage.note("main is here, but the commit that the draft started from is not")
        let job = try await Job.gitlab(team, "draft/ana/company", depth: 1)
        try await job.git(["fetch", "--quiet", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main"])
        #expect(await job.type("check") == 2)
        #expect(stage.lastErrors.contains("fetch-depth: 0"))
        #expect(await job.type("check --since nothere") == 2)
        #expect(stage.lastErrors.contains("fetch-depth: 0"))
        #expect(await job.type("check --all") == 0)
        try team.matchesGolden("job-shallow")
    }

    @Test("a clone of the draft alone is told how to fetch main, and that helps")
    func single() async throws {
        let team = try await team()
        let job = try await Job.gitlab(team, "draft/ana/company", depth: 0)
        try await job.git(["update-ref", "-d", "refs/remotes/origin/main"])
        #expect(await job.type("check") == 2)
        #expect(
            team.stage.lastErrors == """
                assent: the published branch, main, is not here.
                  fetch it:  git fetch origin +refs/heads/main:refs/remotes/origin/main

                """)
        try await job.git(["fetch", "--quiet", "origin", "+refs/heads/main:refs/remotes/origin/main"])
        #expect(await job.type("check") == 0)
    }

    @Test("a branch that is no draft: checked as any, and nobody can approve what needs it")
    func noDraft() async throws {
        let team = try await team()
        let stage = team.stage
        func branch(_ name: String, _ number: Int, _ file: String, _ old: String, _ new: String) async throws -> Job {
            try team.server.hook("pre-receive", nil)
            try await team.git("ana", "checkout", "--quiet", "-b", name, "origin/main")
            try team.edit("ana", file, old, new)
            try await team.git("ana", "commit", "--quiet", "--all", "-m", "Edit")
            try await team.git("ana", "push", "--quiet", "origin", name)
            try await Job.mergeByHost(team, name, number)
            return try await Job.github(team, "refs/pull/\(number)/merge", depth: 0)
        }
        try await team.git("ana", "switch", "--quiet", "--detach", "origin/main")
        var job = try await branch("feature/page", 2, "README.md", "Growth", "Growth team")
        #expect(await job.type("check --require-approval") == 0)
        job = try await branch("feature/name", 3, Self.model, "name: Leads", "name: All leads")
        #expect(await job.type("check --require-approval") == 0)
        job = try await branch("feature/typo", 4, Self.sync, "from: email", "from: emial")
        #expect(await job.type("check --require-approval") == 1)
        job = try await branch("feature/mode", 5, Self.sync, "mode: insert", "mode: upsert")
        #expect(await job.type("check") == 0)
        #expect(await job.type("check --require-approval") == 4)
        #expect(await job.type("check --require-approval --format github") == 4)
        #expect(Reports.annotations(stage.lastOutput).first?.level == "error")
        try team.matchesGolden("job-no-draft")
    }

    @Test("a draft that conflicts with main cannot be approved; people's words alone need no approval")
    func conflict() async throws {
        let team = try await team()
        try team.server.hook("pre-receive", nil)
        await team.type("carol", "settings require_approvals false --yes")
        try await team.git("carol", "switch", "--quiet", "main")
        await team.type("carol", "draft start other")
        try team.edit("carol", Self.sync, "from: first_name", "from: company")
        await team.type("carol", "publish --save --yes")
        #expect(team.stage.lastStatus == 0)
        await team.type("carol", "settings require_approvals true")
        let job = try await Job.gitlab(team, "draft/ana/company", depth: 0)
        #expect(await job.type("check") == 0)
        #expect(await job.type("check --require-approval") == 5)
        #expect(await job.type("check --require-approval --format github") == 5)
        try team.server.hook("pre-receive", nil)
        try await team.git("ana", "switch", "--quiet", "main")
        await team.type("ana", "draft start words")
        try team.edit("ana", Self.model, "name: Leads", "name: All leads")
        await team.type("ana", "save")
        let other = try await Job.gitlab(team, "draft/ana/words", depth: 0)
        #expect(await other.type("check --require-approval") == 0)
        try team.matchesGolden("job-conflict")
    }

    @Test("a merge that says more than the draft is no draft: its approval covers nothing else")
    func more() async throws {
        let team = try await team()
        try team.server.hook("pre-receive", nil)
        try await team.git("ana", "switch", "--quiet", "--detach", "origin/main")
        try await team.git("ana", "merge", "--quiet", "--no-ff", "-m", "Merge", "draft/ana/company")
        try await team.git("ana", "push", "--quiet", "origin", "HEAD:refs/heads/feature/plain")
        try team.edit("ana", Self.sync, "mode: insert", "mode: all")
        try await team.git("ana", "commit", "--quiet", "--all", "--amend", "--no-edit")
        try await team.git("ana", "push", "--quiet", "origin", "HEAD:refs/heads/feature/more")
        let plain = try await Job.gitlab(team, "feature/plain", depth: 0)
        await plain.type("check --require-approval --format json")
        #expect(try Reports.document(team.stage.lastOutput)["approval"]?["draft"] == "draft/ana/company")
        let more = try await Job.gitlab(team, "feature/more", depth: 0)
        #expect(await more.type("check --require-approval --format json") == 4)
        #expect(try Reports.document(team.stage.lastOutput)["approval"]?["state"] == "noDraft")
        #expect(team.stage.lastOutput.contains("A402"))
    }

    @Test("of several drafts on one commit, the one that the host names")
    func several() async throws {
        let team = try await team()
        try team.server.hook("pre-receive", nil)
        try await team.server.git("update-ref", "refs/heads/draft/ana/begun", "draft/ana/company")
        let job = try await Job.gitlab(team, "draft/ana/company", depth: 0)
        func draft(_ environment: [String: String]) async throws -> JSON? {
            await job.type("check --require-approval --format json", with: environment)
            return try Reports.document(team.stage.lastOutput)["approval"]?["draft"]
        }
        // The one that asks for approval, where nobody says.
        #expect(try await draft([:]) == "draft/ana/company")
        #expect(try await draft(["CI_COMMIT_REF_NAME": "draft/ana/begun"]) == "draft/ana/begun")
        #expect(
            try await draft(["GITHUB_HEAD_REF": "draft/ana/begun", "GITHUB_REF_NAME": "1/merge"]) == "draft/ana/begun")
        #expect(try await draft(["GITHUB_HEAD_REF": "", "GITHUB_REF_NAME": "main"]) == "draft/ana/company")
    }

    @Test(
        "what is declined, asked for by nobody, or by a stranger, is not approved; who may publish is not asked by name"
    )
    func unapproved() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start hourly")
        try stage.edit(Self.sync, "quantity: 1", "quantity: 2")
        await stage.type("ana", "save")
        for person in ["zoe", "dan"] {
            try await stage.git("branch", "draft/\(person)/hourly", "HEAD")
        }
        try await stage.git("switch", "--quiet", "main")
        for name in ["ana/hourly", "zoe/hourly", "dan/hourly"] {
            #expect(await stage.type("nobody", "check \(name) --require-approval") == 4)
        }
        await stage.type("ana", "submit ana/hourly")
        await stage.type("dan", "decline ana/hourly -m \"Once an hour is needed\"")
        #expect(await stage.type("nobody", "check ana/hourly --require-approval") == 4)
        #expect(await stage.type("nobody", "check ana/hourly --require-approval --format github") == 4)
        try stage.matchesGolden("job-unapproved")
    }

    @Test("a remote that does not answer: checks go on, and whether it is approved is not guessed")
    func unreachable() async throws {
        let team = try await team()
        let job = try await Job.github(team, "refs/pull/1/merge", depth: 0)
        #expect(try await job.begin() == 0)
        try await team.server.stop()
        #expect(await job.type("check") == 0)
        #expect(team.stage.lastErrors.isEmpty)
        #expect(await job.type("check --require-approval") == 2)
        #expect(team.stage.lastOutput.isEmpty && team.stage.lastErrors.hasPrefix("assent: "))
    }
}
