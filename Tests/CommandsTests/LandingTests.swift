import Support
import Testing

/// `landing: branch`: a host that lets nobody but one job move main, as a branch rule of GitHub or GitLab does.
@Suite(.scratch) struct LandingTests {
    /// Everybody but the one who has the key.
    private static let rule = """
        while read old new ref; do
          if [ "$ref" = refs/heads/main ] && [ -z "$ASSENT_LAND_KEY" ]; then
            echo "main is protected: no direct pushes" >&2
            exit 1
          fi
        done
        """

    private func team() async throws -> Team {
        let team = try await Team(.file)
        await team.type("carol", "settings landing branch")
        await team.type("carol", "init --ci github-landing")
        try await team.git("carol", "add", ".github")
        try await team.git("carol", "commit", "--quiet", "-m", "Land")
        try await team.git("carol", "push", "--quiet", "origin", "main")
        await team.type("carol", "settings landing branch")
        try #require(team.stage.lastStatus == 0)
        try team.server.hook("pre-receive", Self.rule)
        for person in ["ana", "bo", "dan"] { try await team.clone(person) }
        return team
    }

    /// Runs the steps of the workflow that lies on main, in a clone as the runner makes it, with the key.
    private func run(_ team: Team, _ branch: String) async throws -> ChildProcess.Output {
        let job = try await Job.github(team, "refs/heads/\(branch)", depth: 0)
        try team.server.hook("pre-receive", Self.rule)
        let folder = "\(team.stage.scratch.folder)/job"
        let workflow = try await job.git(["show", "origin/main:.github/workflows/assent-land.yml"])
        let steps = workflow.split(separator: "\n").compactMap { line in
            line.split(separator: "run: assent ", maxSplits: 1).count == 2
                ? "assent " + line.split(separator: "run: assent ", maxSplits: 1)[1] : nil
        }
        try #require(steps.count == 2)
        return try await Program.shell(
            "cd '\(folder)' && { \(steps.joined(separator: " && ")); } 2>&1",
            with: team.environment(of: "nobody").merging([
                "ASSENT_LAND_KEY": "1", "GITHUB_REF_NAME": branch, "NO_COLOR": "1",
            ]) { $1 })
    }

    private func waiting(_ team: Team) async throws -> [String] {
        try await team.server.refs().compactMap { line in
            line.hasPrefix("refs/heads/assent/landing/")
                ? String(line.dropFirst("refs/heads/".count).prefix { $0 != " " }) : nil
        }
    }

    @Test("what is approved is handed over to the job, which alone moves main, merging anew where main has moved")
    func flow() async throws {
        let team = try await team()
        let stage = team.stage
        try await team.request("company")
        await team.type("bo", "view ana/company")
        await team.type("bo", "approve ana/company")
        await team.type("ana", "status")
        let main = try await team.server.git("rev-parse", "main")
        stage.note("nobody else can push to main")
        await #expect(throws: (any Error).self) {
            try await team.git("carol", "push", "--quiet", "origin", "origin/assent/landing:main")
        }
        await team.type("dan", "draft start quantity")
        try team.edit("dan", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await team.type("dan", "publish --save -m \"The CRM asks for it\" --yes")
        await team.type("dan", "requests")
        #expect(try await team.server.git("rev-parse", "main") == main)
        let branches = try await waiting(team)
        try #require(branches.count == 2)

        // The job's clock is its own, and with it the ids of what it writes.
        try team.matchesGolden("landing")
        for branch in branches {
            let landed = try await run(team, branch)
            #expect(landed.status == 0 && landed.text.contains("Published draft/"), "\(landed.text)")
        }
        #expect(try await waiting(team).isEmpty)
        #expect(try await !team.server.refs().contains { $0.contains("requests/") || $0.contains("draft/") })
        let sync = try await team.server.git("show", "main:hightouch/syncs/leads-to-crm.yaml")
        #expect(sync.contains("from: company") && sync.contains("quantity: 2"))
        await team.type("carol", "verify")
        #expect(stage.lastStatus == 0)
        await team.type("carol", "settings approvals.required 2")
        #expect(stage.lastStatus == 4)
        for branch in try await waiting(team) { #expect(try await run(team, branch).status == 0) }
        await team.type("carol", "settings approvals.required")
    }

    @Test("F10 what is handed over is told as what goes live is: nobody else is asked to approve it")
    func mail() async throws {
        let team = try await team()
        await team.type("carol", "settings notifications.from assent@acme.example")
        for branch in try await waiting(team) { #expect(try await run(team, branch).status == 0) }
        await team.type("ana", "draft start company")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await team.type("ana", "submit --save --to bo,dan")
        await team.type("bo", "view ana/company")
        await team.type("bo", "approve ana/company")
        await team.type("bo", "notify")
        #expect(team.stage.lastOutput.hasPrefix("ana@acme.example  approve ana/company"), "\(team.stage.lastOutput)")
        #expect(!team.stage.lastOutput.contains("dan@acme.example"))
    }

    @Test("the job moves main over nothing that was withdrawn, forged, or means something else by now")
    func refused() async throws {
        let team = try await team()
        let stage = team.stage
        let main = try await team.server.git("rev-parse", "main")
        try await team.request("company")
        await team.type("bo", "view ana/company")
        await team.type("bo", "approve ana/company")
        let branch = try #require(try await waiting(team).first)
        await team.type("ana", "withdraw ana/company")
        let withdrawn = try await run(team, branch)
        #expect(withdrawn.status != 0 && withdrawn.text.contains("is not open any more"), "\(withdrawn.text)")

        stage.note("somebody pushes an unapproved commit as a landing")
        try await team.git("dan", "switch", "--quiet", "main")
        try team.edit("dan", "hightouch/syncs/leads-to-crm.yaml", "from: email", "from: phone")
        try await team.git("dan", "commit", "--quiet", "-am", "Sneak")
        let forged = "assent/landing/\(String(repeating: "0", count: 64))"
        try await team.git("dan", "push", "--quiet", "origin", "HEAD:refs/heads/\(forged)")
        let sneaked = try await run(team, forged)
        #expect(sneaked.status != 0 && sneaked.text.contains("is not a landing"), "\(sneaked.text)")
        #expect(try await team.server.git("rev-parse", "main") == main)
        let unknown = try await run(team, branch)
        #expect(unknown.status != 0)
    }
}
