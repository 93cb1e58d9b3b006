import Git
import Support
import Testing

/// A fetch that fails because of this repository, and not because of the remote.
@Suite(.scratch) struct TroubleHereTests {
    /// Root may write everywhere, unless it gives that right away.
    private static let reader = isRoot ? "setpriv --bounding-set=-dac_override " : ""

    private static let act = "comment ana/work-email -m Why?"

    /// bo has fetched a request of ana's, and ana has made another one since.
    private func team() async throws -> Team {
        let team = try await Team(.file)
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        await team.type("bo", "status --quiet")
        try await team.git("ana", "switch", "--quiet", "main")
        try await team.request("hourly", "quantity: 1", "quantity: 2")
        return team
    }

    @Test("a lock that a killed git left is named, with how to remove it; looking goes on")
    func locked() async throws {
        let team = try await team()
        for lock in ["refs/remotes/origin/draft/ana/hourly.lock", "packed-refs.lock"] {
            // What is gone there is to go here, which takes that lock.
            if lock == "packed-refs.lock" { await team.type("ana", "withdraw hourly") }
            let there = try await team.server.refs()
            team.stage.note("held: \(lock)")
            let path = "\(team.folder("bo"))/.git/\(lock)"
            try write("", to: path)
            #expect(await team.type("bo", "status") == 0)
            #expect(team.stage.lastErrors.contains("another program holds a lock"), "\(team.stage.lastErrors)")
            #expect(!team.stage.lastOutput.isEmpty)
            #expect(await team.type("bo", Self.act) == 2)
            #expect(team.stage.lastErrors.contains("rm "), "\(team.stage.lastErrors)")
            #expect(try await team.server.refs() == there)
            remove(path)
        }
        team.stage.note("and all is well again")
        #expect(await team.type("bo", Self.act) == 0)
        #expect(team.stage.lastErrors.isEmpty)
        try team.matchesGolden("trouble-here")
    }

    @Test("a clone that can only be read: that is said of it, and not of the remote")
    func readOnly() async throws {
        let team = try await team()
        let (here, there) = (try await team.refs("bo"), try await team.server.refs())
        let git = "'\(team.folder("bo"))/.git'"
        // The objects too, or the refs alone.
        for mode in ["chmod -R a-w \(git)", "chmod -R a-w \(git)/refs"] {
            let status = try await Program.shell(
                "\(mode) && cd '\(team.folder("bo"))' && \(Self.reader)assent status", with: team.environment(of: "bo"))
            #expect(status.status == 0, "\(status.error)")
            #expect(told(status).contains("you can only read this repository. Showing what was last fetched."))
            #expect(!told(status).contains("origin does not") && !told(status).contains("at the same moment"))
            let act = try await Program.shell(
                "cd '\(team.folder("bo"))' && \(Self.reader)assent \(Self.act)",
                with: team.environment(of: "bo"))
            #expect(act.status == 2)
            #expect(told(act).contains("you can only read this repository. Nothing was changed"), "\(act.error)")
            #expect(told(act).contains("work in your own clone"))
            _ = try await Program.shell("chmod -R u+w \(git)")
        }
        #expect(try await team.refs("bo") == here)
        #expect(try await team.server.refs() == there)
    }

    @Test("a full disk here: that is said of it, and not of the remote")
    func full() async throws {
        let team = try await team()
        let (here, there) = (try await team.refs("bo"), try await team.server.refs())
        let (bo, small) = (team.folder("bo"), "\(team.stage.scratch.folder)/small")
        // A disk of its own where a namespace may be made; else a limit, at which the kernel ends git.
        var namespace: String?
        for way in ["unshare -m", "unshare -rm"] where namespace == nil {
            if try await Program.shell("\(way) true").isSuccess { namespace = way }
        }
        try makeFolder(small)
        func run(_ line: String) async throws -> ChildProcess.Output {
            let full = """
                \(namespace ?? "") sh -c 'mount -t tmpfs -o size=4m none \(small) && cp -r \(bo)/. \(small) && cd \(small) && \
                { cat /dev/zero > .git/full 2>/dev/null; assent \(line); }' #
                """
            let limited = "trap '' XFSZ; cd '\(bo)' && ulimit -f 0 && assent \(line)"
            return try await Program.shell(namespace == nil ? limited : full, with: team.environment(of: "bo"))
        }
        let status = try await run("status")
        #expect(status.status == 0, "\(status.error)")
        #expect(
            told(status).contains("this disk is full. Showing what was last fetched."), "\(status.error)")
        let act = try await run(Self.act)
        #expect(act.status == 2)
        #expect(told(act).contains("this disk is full. Nothing was changed"), "\(act.error)")
        #expect(told(act).contains("Make room"))
        #expect(try await team.refs("bo") == here)
        #expect(try await team.server.refs() == there)
    }

    @Test("main here cannot follow what was fetched: that is told, and stops nobody who only asks")
    func followed() async throws {
        let team = try await team()
        await team.type("carol", "settings approvals.required 2")
        #expect(team.stage.lastStatus == 0)
        let before = try await team.git("bo", "rev-parse", "main")
        let lock = "\(team.folder("bo"))/.git/refs/heads/main.lock"
        try write("", to: lock)
        for line in ["status", "requests", "view ana/work-email", "log"] {
            #expect(await team.type("bo", line) == 0, "\(line): \(team.stage.lastErrors)")
            #expect(!team.stage.lastOutput.isEmpty)
            let told = team.stage.lastErrors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(told.contains("assent: main here stays where it was; the next command tries again:"), "\(told)")
            #expect(told.contains("main.lock"))
        }
        // What is shown is what everybody has.
        #expect(team.stage.lastOutput.contains("approvals.required") || team.stage.lastOutput.contains("assent.yaml"))
        #expect(try await team.git("bo", "rev-parse", "main") == before)
        remove(lock)
        #expect(await team.type("bo", "status") == 0)
        #expect(team.stage.lastErrors.isEmpty)
        #expect(try await team.git("bo", "rev-parse", "main") == team.server.git("rev-parse", "main"))
    }

    /// Where the lines are broken depends on the folder's name.
    private func told(_ output: ChildProcess.Output) -> String {
        output.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
