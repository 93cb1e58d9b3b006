import Git
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The connection ends before the answer came: what was done is looked up, and nothing is done twice.
@Suite(.scratch) struct LostAnswerTests {
    /// Shell that ends the push it runs in, as a hook of it: the connection, or what serves it.
    private func cut(_ kind: Server.Kind, _ server: Server) -> String {
        guard kind == .ssh else { return "kill -9 $PPID" }
        // The nearest sshd above is the connection's own; the one that listens goes on.
        return """
            listener=$(cat '\(server.folder)/server/sshd.pid')
            pid=$$
            while [ "$pid" -gt 1 ]; do
                pid=$(sed 's/^.*) . \\([0-9]*\\) .*$/\\1/' /proc/$pid/stat)
                [ "$pid" = "$listener" ] && break
                case $(cat /proc/$pid/comm) in sshd*) kill -9 "$pid" && exit 0 ;; esac
            done
            exit 1
            """
    }

    /// Shell of the hook `reference-transaction`: goes on where all refs have moved, and nobody was told yet.
    private let onceDone = """
        [ "$1" = committed ] || exit 0
        case $(cat) in *refs/heads/main*|*refs/assent/requests/*) ;; *) exit 0 ;; esac

        """

    /// Ends the server as a whole, and then what is connected.
    private func end(_ kind: Server.Kind, _ server: Server) -> String {
        let pids = ["sshd", "nginx", "fcgiwrap"].map { "'\(server.folder)/server/\($0).pid'" }.joined(separator: " ")
        return switch kind {
        case .file, .withoutAtomicPush: "mv '\(server.repository)' '\(server.folder)/away.git'; \(cut(kind, server))"
        case .ssh: cut(kind, server).replacing("kill -9 \"$pid\"", with: "kill -9 \"$listener\" \"$pid\"")
        // nginx with all its workers, by their group.
        case .http: "for file in \(pids); do [ -e $file ] && kill -9 -$(cat $file); done; kill -9 $PPID"
        }
    }

    private func team(_ kind: Server.Kind) async throws -> Team {
        let team = try await Team(kind)
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        await team.type("bo", "view ana/work-email --quiet")
        return team
    }

    private func landings(_ team: Team) async throws -> Int {
        let titles = try await team.server.git("log", "--first-parent", "--format=%s", "main").split(separator: "\n")
        return titles.filter { $0.hasPrefix("Publish ana/work-email") }.count
    }

    private func comments(_ team: Team, _ text: String) async throws -> Int {
        let request = try await team.server.refs().first { $0.hasPrefix("refs/assent/requests/") }
        let name = try #require(request?.split(separator: " ").first.map(String.init))
        return try await team.server.git("log", "--format=%B", name).split(separator: "\n")
            .filter { $0.hasPrefix("{") && $0.contains("\"comment\":\"\(text)\"") }.count
    }

    @Test(
        "cut off after it was done: it is found out, and reported as done", arguments: [Server.Kind.file, .ssh, .http])
    func after(_ kind: Server.Kind) async throws {
        let team = try await team(kind)
        try team.server.hook(
            "reference-transaction", onceDone + "touch '\(team.server.folder)/was-cut'\n" + cut(kind, team.server))
        #expect(await team.type("bo", "comment ana/work-email -m Once") == 0)
        #expect(try await comments(team, "Once") == 1)
        #expect(await team.type("bo", "approve ana/work-email") == 0)
        #expect(team.stage.lastOutput.contains("live on main"), "\(team.stage.lastOutput)")
        #expect(readText("\(team.server.folder)/was-cut") != nil)
        #expect(try await landings(team) == 1)
        #expect(try await team.server.git("rev-parse", "main") == team.git("bo", "rev-parse", "main"))
        #expect(await team.type("bo", "approve ana/work-email") != 0)
        #expect(try await landings(team) == 1)
    }

    @Test(
        "cut off before it was done: that is said, and once more does it", arguments: [Server.Kind.file, .ssh, .http])
    func before(_ kind: Server.Kind) async throws {
        let team = try await team(kind)
        let (here, there) = (try await team.refs("bo"), try await team.server.refs())
        // What a shell says as it starts there is not about the push.
        try write(
            "echo 'cat: colours: No such file or directory' >&2\n", to: "\(team.server.folder)/server/home/.bashrc")
        try team.server.hook("pre-receive", "(\(cut(kind, team.server)))\nkill -9 $PPID")
        for line in ["comment ana/work-email -m Once", "approve ana/work-email"] {
            #expect(await team.type("bo", line) == 2)
            #expect(team.stage.lastErrors.contains("Nothing was changed here"), "\(team.stage.lastErrors)")
            #expect(try await team.refs("bo") == here)
            #expect(try await team.server.refs() == there)
        }
        try team.server.hook("pre-receive", nil)
        #expect(await team.type("bo", "comment ana/work-email -m Once") == 0)
        #expect(try await comments(team, "Once") == 1)
        #expect(await team.type("bo", "approve ana/work-email") == 0)
        #expect(try await landings(team) == 1)
    }

    @Test(
        "the server is gone with its answer: that it is unknown is said, and the next command knows",
        arguments: [Server.Kind.file, .ssh, .http])
    func gone(_ kind: Server.Kind) async throws {
        let team = try await team(kind)
        let here = try await team.refs("bo")
        try team.server.hook("reference-transaction", onceDone + end(kind, team.server))
        #expect(await team.type("bo", "approve ana/work-email") == 2)
        #expect(team.stage.lastErrors.contains("before it answered"), "\(team.stage.lastErrors)")
        #expect(try await team.refs("bo") == here)
        try await team.server.start()
        try team.server.hook("reference-transaction", nil)
        #expect(await team.type("bo", "approve ana/work-email") != 0)
        #expect(try await landings(team) == 1)
        #expect(try await team.server.git("rev-parse", "main") == team.git("bo", "rev-parse", "main"))
    }

    @Test("Ctrl-C in a push: nothing is half done, and the next command is right", arguments: [Server.Kind.file, .ssh])
    func interrupted(_ kind: Server.Kind) async throws {
        let team = try await team(kind)
        let (server, reached) = (team.server, "\(team.server.folder)/reached")
        let here = try await team.refs("bo")
        try server.hook("pre-receive", "touch '\(reached)'; sleep 2; touch '\(reached).end'")
        let script = """
            import os, signal, subprocess, sys, time
            child = subprocess.Popen(["assent", "approve", "ana/work-email"], start_new_session=True)
            ends = time.monotonic() + 60
            while not os.path.exists(sys.argv[1]) and time.monotonic() < ends: time.sleep(0.01)
            os.killpg(child.pid, signal.SIGINT)
            print(child.wait())
            """
        try write(script, to: "\(server.folder)/interrupt.py")
        let output = try await Program.shell(
            "cd '\(team.folder("bo"))' && python3 '\(server.folder)/interrupt.py' '\(reached)'",
            with: team.environment(of: "bo"))
        #expect(output.text == "-2\n", "\(output.error)")
        #expect(try await team.refs("bo") == here)
        // What went on there without us ends as it may.
        for _ in 0..<200 where kind == .ssh && readText("\(reached).end") == nil { usleep(50_000) }
        usleep(200_000)
        try server.hook("pre-receive", nil)
        let isDone = try await landings(team) == 1
        #expect(kind == .ssh || !isDone)
        #expect(await (team.type("bo", "approve ana/work-email") != 0) == isDone)
        #expect(try await landings(team) == 1)
        #expect(try await server.refs().allSatisfy { !$0.hasPrefix("refs/assent/") })
        #expect(try await team.server.git("rev-parse", "main") == team.git("bo", "rev-parse", "main"))
    }
}
