import Git
import Support
import Testing

/// People with a clone each, and a server between them: carol made the workspace and pushed it; ana drafts, bo edits,
/// dan edits.
final class Team {
    let stage: Stage
    let server: Server

    /// - Parameter kind: of the server.
    init(_ kind: Server.Kind) async throws {
        stage = Stage()
        server = try await Server(kind, people: ["ana", "bo", "carol", "dan"])
        try makeFolder(folder("carol"))
        try await git("carol", "init", "--quiet")
        for (path, text) in Acme.synced { try write(text, to: "\(folder("carol"))/\(path)") }
        try await git("carol", "add", "--all")
        try await git("carol", "commit", "--quiet", "-m", "Models and syncs")
        await type("carol", "init --name acme-growth")
        for (person, role) in [("ana", "draft-contributor"), ("bo", "editor"), ("dan", "editor")] {
            let (name, email) = Stage.people[person] ?? ("", "")
            await type("carol", "member add \(person) --name \"\(name)\" --email \(email) --role \(role)")
            try #require(stage.lastStatus == 0)
        }
        try await git("carol", "remote", "add", "origin", server.url(of: "carol"))
        try await git("carol", "push", "--quiet", "origin", "main")
    }

    func folder(_ person: String) -> String { "\(stage.scratch.folder)/\(person)" }

    func environment(of person: String) -> [String: String] {
        stage.environment(of: person).merging(server.environment(of: person)) { $1 }
    }

    /// - Parameter person: whose clone it is, if the folder does not say.
    func clone(_ folder: String, as person: String? = nil) async throws {
        let person = person ?? folder
        try await ChildProcess(in: stage.scratch.folder, environment(of: person))
            .git("clone", "--quiet", server.url(of: person), folder)
    }

    /// Runs `assent` in somebody's clone.
    @discardableResult
    func type(_ person: String, _ line: String, answers: [String]? = nil, meanwhile: (@Sendable () -> Void)? = nil)
        async -> Int32
    {
        await stage.type(
            person, line, answers: answers, in: person, with: environment(of: person), meanwhile: meanwhile)
    }

    @discardableResult
    func git(_ person: String, _ arguments: String...) async throws -> String {
        try await ChildProcess(in: folder(person), environment(of: person)).git(arguments)
    }

    /// Every ref of somebody's clone.
    func refs(_ person: String) async throws -> String { try await git(person, "for-each-ref") }

    /// Replaces a text in one file of somebody's clone.
    func edit(_ person: String, _ path: String, _ old: String, _ new: String) throws {
        let path = "\(folder(person))/\(path)"
        guard let text = readText(path), text.contains(old) else {
            throw ScratchError(message: "\(path) does not say \(old)")
        }
        try write(text.replacing(old, with: new), to: path)
        stage.note("\(person) edited \(path.split(separator: "/").last ?? "")")
    }

    /// A draft of ana's, in her clone, that asks for approval.
    func request(_ slug: String, _ old: String = "from: first_name", _ new: String = "from: company") async throws {
        await type("ana", "draft start \(slug)")
        try edit("ana", "hightouch/syncs/leads-to-crm.yaml", old, new)
        await type("ana", "submit --save")
        try #require(stage.lastStatus == 0)
    }

    /// What was typed and said, without what is another's each time.
    func matchesGolden(_ name: String, _ location: SourceLocation = #_sourceLocation) throws {
        var text = stage.transcript
        for person in ["ana", "bo", "carol", "dan"] { text = text.replacing(server.url(of: person), with: "<url>") }
        text = text.replacing(/SHA256:[A-Za-z0-9+\/]{43}/, with: "SHA256:<fingerprint>")
        // Whoever runs the tests.
        text = text.replacing(/[a-z_][a-z0-9_-]*@127\.0\.0\.1: Permission/, with: "<user>@127.0.0.1: Permission")
        // A resolver that cannot ask words it so.
        text = text.replacing("Temporary failure in name resolution", with: "Name or service not known")
        // curl's own words; how long it takes to be refused is nobody's doing.
        text = text.replacing(/after [0-9]+ ms: Couldn't connect/, with: "after 0 ms: Couldn't connect")
        try Stage.expect(text.replacing(server.port, with: "<port>"), asGolden: name, location)
    }
}
