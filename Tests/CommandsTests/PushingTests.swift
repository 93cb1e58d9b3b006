import Git
import Support
import Testing

/// A server whose hooks are ours, and people who push with plain git (protocol.md, Receiving).
@Suite(.scratch) struct PushingTests {
    @Test(
        "B2 the whole flow passes a server's hooks over every kind of server, each over their own connection",
        arguments: Server.Kind.allCases)
    func flow(_ kind: Server.Kind) async throws {
        let pushes = try await Pushes(kind, knowsPeople: kind == .ssh || kind == .http)
        let (team, server) = (pushes.team, pushes.team.server)
        func fine(_ person: String, _ line: String) async {
            await team.type(person, line)
            #expect(team.stage.lastStatus == 0, "\(line): \(team.stage.lastErrors)")
        }
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        await fine("bo", "comment ana/work-email -m \"Since when?\"")
        await fine("bo", "view ana/work-email")
        await fine("bo", "approve ana/work-email")
        let landing = try await team.git("bo", "rev-parse", "main")
        #expect(try await server.refs() == ["refs/heads/main \(landing)"])
        await fine("ana", "status")

        try await team.git("ana", "switch", "--quiet", "main")
        try await team.request("hourly", "quantity: 1", "quantity: 2")
        await fine("ana", "withdraw hourly -m \"Not now\"")
        await fine("ana", "submit hourly")
        await fine("bo", "view ana/hourly")
        await fine("bo", "decline ana/hourly -m \"Too seldom\"")
        await fine("bo", "draft delete ana/hourly --yes")
        try await team.git("ana", "switch", "--quiet", "main")
        await fine("ana", "draft start daily")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 24")
        await fine("ana", "save")
        await fine("bo", "draft switch ana/daily")
        try team.edit("bo", "hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await fine("bo", "save")
        await fine("ana", "draft rename daily daily-leads")
        await fine("carol", "settings approvals.required 2 --yes")
        await fine("ana", "draft delete daily-leads --yes")
        #expect(try await server.refs().filter { $0.hasPrefix("refs/heads/") }.count == 1)
        await fine("carol", "verify --all")
    }

    @Test(
        "F10 with via: server, the server tells members of what a push brought, once, and whoever pushed says who tells"
    )
    func mail() async throws {
        let sink = try await MailSink()
        let pushes = try await Pushes()
        let team = pushes.team
        await team.type("carol", "settings notifications.from assent@acme.example")
        await team.type("carol", "settings notifications.via server")
        try #require(team.stage.lastStatus == 0)
        try await team.server.git("config", "assent.sends", "true")
        try await team.server.git("config", "assent.smtpUrl", sink.url)
        try await team.clone("ana")
        try await team.clone("bo")
        await team.type("ana", "draft start work-email")
        try team.edit("ana", "hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await team.type("ana", "submit --save --to bo -m Please")
        #expect(team.stage.lastErrors.contains("the server tells everyone"), "\(team.stage.lastErrors)")
        await team.type("bo", "comment ana/work-email -m Why?")
        await team.type("bo", "view ana/work-email")
        await team.type("bo", "approve ana/work-email")
        #expect(team.stage.lastStatus == 0)
        for _ in 0..<200 where sink.messages().count < 3 { try await Task.sleep(for: .milliseconds(50)) }
        try await Task.sleep(for: .milliseconds(300))
        #expect(sink.recipients() == ["bo@acme.example", "ana@acme.example", "ana@acme.example"])
        let read = try await sink.read()
        for event in ["submit", "comment", "approve"] { #expect(read.contains("Assent-Event: \(event)"), "\(read)") }
    }

    @Test("a push past a rule is refused in words: which ref and commit, which rule, what to do instead")
    func refusals() async throws {
        let pushes = try await Pushes()
        let team = pushes.team
        try await team.clone("ana")
        try await team.request("work-email")
        let request = try #require(try await team.server.refs().first { $0.hasPrefix("refs/assent/") })
        let name = String(request.split(separator: " ")[0])
        try await team.clone("bo")
        pushes.note("bo commits on main, and pushes that")
        try team.edit("bo", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        try await team.git("bo", "commit", "--quiet", "--all", "-m", "Past approval")
        try await pushes.refuses("bo", "main")
        pushes.note("he sets main back, and deletes it")
        try await pushes.refuses("bo", "main~2:main", options: ["--force"])
        try await pushes.refuses("bo", ":main")
        pushes.note("he deletes ana's request, and her draft")
        try await pushes.refuses("bo", ":\(name)")
        try await pushes.refuses("bo", ":draft/ana/work-email")
        pushes.note("he pushes things that are not drafts or requests")
        try await pushes.refuses("bo", "main:draft")
        try await pushes.refuses("bo", "main:refs/heads/draft/mal/x", "main:refs/heads/draft/bo/x")
        try await pushes.refuses("bo", "main:refs/assent/requests/\(String(repeating: "0", count: 64))")
        try await pushes.refuses("bo", "main:refs/replace/\(try await team.git("bo", "rev-parse", "main"))")
        pushes.note("he commits a secret on a draft, and pushes twelve more")
        try await team.git("bo", "switch", "--quiet", "-c", "draft/bo/y", "origin/main")
        try write("x", to: "\(team.folder("bo"))/secret.env")
        try await team.git("bo", "add", "secret.env")
        try await team.git("bo", "commit", "--quiet", "-m", "A secret")
        try await pushes.refuses("bo", "draft/bo/y")
        let many = (1...12).map { "draft/bo/y:refs/heads/draft/bo/y\($0)" }
        try await pushes.refuses("bo", many)
        pushes.note("other branches are nobody's business")
        try await pushes.takes("bo", "main:refs/heads/scratch")
        try pushes.matchesGolden("pushing-refused")
    }

    @Test("who pushes is who did it: another's event is refused, also over a connection that claims to be theirs")
    func identity() async throws {
        let pushes = try await Pushes(.ssh, knowsPeople: true)
        let (team, stage) = (pushes.team, pushes.team.stage)
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        func type(_ person: String, over connection: String, _ line: String) async {
            await stage.type(
                person, line, in: person,
                with: stage.environment(of: person).merging(team.server.environment(of: connection)) { $1 })
        }
        await type("bo", over: "dan", "comment ana/work-email -m Forged")
        #expect(stage.lastStatus == 3, "\(stage.lastErrors)")
        #expect(stage.lastErrors.contains("Bo Chen, and you are Dan Okafor."), "\(stage.lastErrors)")
        await type("bo", over: "bo", "comment ana/work-email -m Mine")
        #expect(stage.lastStatus == 0, "\(stage.lastErrors)")
        // A forced command takes no other variables.
        try await pushes.fails(
            "ana", "draft/ana/work-email:refs/heads/draft/bo/theirs",
            options: ["--receive-pack=env REMOTE_USER=bo git-receive-pack"])
        try await pushes.refuses("ana", "draft/ana/work-email:refs/heads/draft/bo/theirs")
        try await team.server.git("config", "assent.identity", "NOT_SET")
        try await pushes.refuses("ana", "draft/ana/work-email:refs/heads/draft/ana/more")
        try pushes.matchesGolden("pushing-identity")
    }

    @Test("hook install says what is missing, keeps the hooks that are there, and can be run again")
    func install() async throws {
        let stage = try await Stage.company()
        let scratch = stage.scratch
        try await stage.git(["clone", "--quiet", "--bare", ".", "\(scratch.folder)/growth.git"])
        func type(_ line: String, answers: [String]? = nil) async {
            await stage.type("carol", line, answers: answers, in: "growth.git")
        }
        await stage.type("carol", "hook install")
        await type("hook install --check")
        await type("hook install --dry-run")
        await type("hook install --branch trunk")
        let old = "\(scratch.folder)/growth.git/hooks/pre-receive"
        try write("#!/bin/sh\nexit 0\n", to: old)
        try makeExecutable(old)
        await type("hook install", answers: ["n"])
        await type("hook install", answers: ["y"])
        await type("hook install --check")
        #expect(readText(old + ".before-assent") == "#!/bin/sh\nexit 0\n")
        #expect(readText(old)?.contains("exec '/usr/bin/assent' hook pre-receive --beside \"$0\"") == true)
        try write("#!/bin/sh\nexit 1\n", to: old)
        await type("hook install")
        await type("hook install --identity REMOTE_USER")
        try stage.matchesGolden("hook-install")
    }

    @Test("hooks go where core.hooksPath says, and what was not there is made")
    func hooksPath() async throws {
        let stage = try await Stage.company()
        let bare = "\(stage.scratch.folder)/growth.git"
        try await stage.git(["clone", "--quiet", "--bare", ".", bare])
        try await stage.git(["--git-dir", bare, "config", "core.hooksPath", "own/hooks"])
        try makeFolder("\(bare)/own")
        await stage.type("carol", "hook install --yes", in: "growth.git")
        #expect(stage.lastStatus == 0)
        #expect(readText("\(bare)/own/hooks/pre-receive") != nil && readText("\(bare)/own/hooks/post-receive") != nil)
        #expect(readText("\(bare)/hooks/pre-receive") == nil)
    }
}

/// A team whose server has our hooks, and what it says to those who push with plain git.
final class Pushes {
    let team: Team
    private(set) var transcript = ""

    /// - Parameter knowsPeople: the server is told who pushes.
    init(_ kind: Server.Kind = .file, knowsPeople: Bool = false) async throws {
        team = try await Team(kind)
        if knowsPeople {
            for person in ["ana", "bo", "carol", "dan"] {
                await team.type("carol", "settings members.\(person).login \(person)")
                try #require(team.stage.lastStatus == 0)
            }
        }
        let identity = knowsPeople ? " --identity REMOTE_USER" : ""
        let done = try await Program.shell("assent -C '\(team.server.repository)' hook install --yes\(identity)")
        try #require(done.status == 0, "\(done.error)")
        team.stage.typesHints = false
    }

    /// Pushes, which is refused: no ref moves.
    func refuses(_ person: String, _ refs: String..., options: [String] = []) async throws {
        try await refuses(person, refs, options: options)
    }

    /// The same, where the words are not the hook's.
    func fails(_ person: String, _ refs: String..., options: [String] = []) async throws {
        let before = try await team.server.refs()
        let done = try await push(person, refs, options)
        #expect(done.status != 0, "\(refs): \(done.error)")
        #expect(try await team.server.refs() == before, "\(refs)")
    }

    func refuses(_ person: String, _ refs: [String], options: [String] = []) async throws {
        let before = try await team.server.refs()
        let done = try await push(person, refs, options)
        #expect(done.status == 1, "\(refs): \(done.error)")
        #expect(try await team.server.refs() == before, "\(refs)")
    }

    func takes(_ person: String, _ refs: String..., options: [String] = []) async throws {
        let done = try await push(person, refs, options)
        #expect(done.status == 0, "\(refs): \(done.error)")
    }

    private func push(_ person: String, _ refs: [String], _ options: [String]) async throws -> ChildProcess.Output {
        let words = ["push", "--quiet"] + options + ["origin"] + refs
        let done = try await ChildProcess(in: team.folder(person), team.environment(of: person)).run("git", words)
        transcript += "\(transcript.isEmpty ? "" : "\n")\(person)$ git \(words.joined(separator: " "))\n"
        for line in done.error.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            transcript += "! \(line)".trimmingSuffix(" ") + "\n"
        }
        if done.status != 0 { transcript += "= \(done.status)\n" }
        return done
    }

    func note(_ text: String) { transcript += "\(transcript.isEmpty ? "" : "\n")# \(text)\n" }

    func matchesGolden(_ name: String, _ location: SourceLocation = #_sourceLocation) throws {
        var text = transcript
        for person in ["ana", "bo", "carol", "dan"] {
            text = text.replacing(team.server.url(of: person), with: "<url>")
        }
        try Stage.expect(text.replacing(team.stage.scratch.folder, with: "<folder>"), asGolden: name, location)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
