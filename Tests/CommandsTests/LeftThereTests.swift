import Git
import Support
import Testing

/// What a landing has left to do on the remote: the push that takes the draft's branch away may fail.
@Suite(.scratch) struct LeftThereTests {
    private static let draft = "refs/heads/draft/ana/work-email"

    /// A request that bo has seen. What bo types from here on runs in a process of its own, as notes are for others.
    private func team() async throws -> Team {
        let team = try await Team(.file)
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        await team.type("bo", "view ana/work-email --quiet")
        return team
    }

    private func bo(_ team: Team, _ line: String) async throws -> ChildProcess.Output {
        try await Program.shell("cd '\(team.folder("bo"))' && assent \(line)", with: team.environment(of: "bo"))
    }

    private func hasDraft(_ team: Team) async throws -> Bool {
        try await team.server.refs().contains { $0.hasPrefix(Self.draft + " ") }
    }

    private func notes(_ team: Team) async throws -> String {
        try await Program.shell("ls '\(team.folder("bo"))/.git/assent/unfinished' 2>/dev/null || true").text
    }

    /// No branch of a draft may be deleted there.
    private let keeps = """
        case "$1 $3" in
        refs/heads/draft/*" 0000000000000000000000000000000000000000") echo 'Nothing is deleted today.' >&2; exit 1 ;;
        esac
        """

    private func landed() async throws -> Team {
        let team = try await team()
        try team.server.hook("update", keeps)
        let landing = try await bo(team, "approve ana/work-email")
        #expect(landing.status == 0, "\(landing.error)")
        #expect(landing.text.contains("live on main"))
        #expect(try await team.server.refs().contains { $0.hasPrefix("refs/assent/requests/") } == false)
        #expect(try await hasDraft(team))
        return team
    }

    @Test("a later command with the network takes the branch away, and says so once")
    func later() async throws {
        let team = try await landed()
        try team.server.hook("update", nil)
        // These ask no remote.
        for line in ["status --offline", "check"] {
            let output = try await bo(team, line)
            #expect(output.status == 0 && output.error.isEmpty, "\(output.error)")
            #expect(try await hasDraft(team))
        }
        let next = try await bo(team, "requests")
        #expect(next.status == 0)
        #expect(
            next.error == "assent: finished what an earlier command had started: publish draft/ana/work-email\n",
            "\(next.error)")
        #expect(try await !hasDraft(team))
        #expect(try await notes(team).isEmpty)
        #expect(try await bo(team, "requests").error.isEmpty)
    }

    @Test("a draft that moved on meanwhile is somebody's, and stays")
    func movedOn() async throws {
        let team = try await landed()
        try team.server.hook("update", nil)
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await team.type("ana", "save --quiet")
        let moved = try await team.git("ana", "rev-parse", "HEAD")
        #expect(try await bo(team, "status").error.isEmpty)
        #expect(try await team.server.git("rev-parse", Self.draft) == moved)
        #expect(try await notes(team).isEmpty)
    }

    @Test("it moves on just when it is to go: the lease holds, and it stays")
    func movesOnNow() async throws {
        let team = try await landed()
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await team.type("ana", "save --quiet --offline")
        let moved = try await team.git("ana", "rev-parse", "HEAD")
        // A hook of bo's own, before the push is sent: ana is faster.
        let hook = "\(team.folder("bo"))/.git/hooks/pre-push"
        try write(
            "#!/bin/sh\nunset GIT_DIR GIT_WORK_TREE\ngit -C '\(team.folder("ana"))' push --quiet origin HEAD\n",
            to: hook)
        try makeExecutable(hook)
        try team.server.hook("update", nil)
        #expect(try await bo(team, "status").status == 0)
        #expect(try await team.server.git("rev-parse", Self.draft) == moved)
        remove(hook)
        #expect(try await bo(team, "status").error.isEmpty)
        #expect(try await team.server.git("rev-parse", Self.draft) == moved)
        #expect(try await notes(team).isEmpty)
    }

    @Test("a command that is killed between the two pushes: the next one takes the branch away")
    func killed() async throws {
        let team = try await team()
        let hook = "\(team.folder("bo"))/.git/hooks/pre-push"
        // The second push of the command: git push is the parent, assent the parent of that.
        try write(
            """
            #!/bin/sh
            [ -e '\(hook).first' ] || { touch '\(hook).first'; exit 0; }
            kill -9 $(sed 's/^.*) . \\([0-9]*\\) .*$/\\1/' /proc/$PPID/stat)
            exit 1

            """, to: hook)
        try makeExecutable(hook)
        let landing = try await bo(team, "approve ana/work-email")
        #expect(landing.status != 0)
        #expect(try await team.server.git("log", "-1", "--format=%s", "main").hasPrefix("Publish ana/work-email"))
        #expect(try await hasDraft(team))
        remove(hook)
        let next = try await bo(team, "status")
        #expect(next.error.contains("finished what an earlier command had started"), "\(next.error)")
        #expect(try await !hasDraft(team))
        #expect(try await notes(team).isEmpty)
    }

    @Test("a server that keeps the branch for good is left alone after a few times, which is said once")
    func refused() async throws {
        let team = try await landed()
        let asked = "\(team.stage.scratch.folder)/asked"
        try team.server.hook("update", "echo >> '\(asked)'\n" + keeps)
        for _ in 0..<3 { #expect(try await bo(team, "status").error.isEmpty) }
        let last = try await bo(team, "status").error
        #expect(
            last == """
                assent: done, except for what follows:
                assent: draft/ana/work-email went live, but is still on origin: a hook rejected
                  the push.
                  Nothing is deleted today.
                  assent will not try to delete it again.
                  delete it, if you may:  git push origin --delete draft/ana/work-email

                """)
        for _ in 0..<4 { #expect(try await bo(team, "status").error.isEmpty) }
        #expect(readText(asked) == String(repeating: "\n", count: 4))
        #expect(try await notes(team).isEmpty)
        #expect(try await hasDraft(team))
    }
}
