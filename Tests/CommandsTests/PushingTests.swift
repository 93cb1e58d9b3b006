import Git
import Support
import Testing

/// A server whose hooks are ours, and people who push with plain git (protocol.md, Receiving).
@Suite(.scratch) struct PushingTests {
    @Test("B2 the whole flow passes a server's hook; a commit pushed to main past approval does not")
    func flow() async throws {
        let pushes = try await Pushes()
        let (team, server) = (pushes.team, pushes.team.server)
        try await team.clone("ana")
        try await team.request("work-email")
        try await team.clone("bo")
        await team.type("bo", "comment ana/work-email -m \"Since when?\"")
        await team.type("bo", "view ana/work-email")
        await team.type("bo", "approve ana/work-email")
        #expect(team.stage.lastStatus == 0, "\(team.stage.lastErrors)")
        let landing = try await team.git("bo", "rev-parse", "main")
        #expect(try await server.refs() == ["refs/heads/main \(landing)"])

        try team.edit("bo", "hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        try await team.git("bo", "commit", "--quiet", "--all", "-m", "Past approval")
        try await pushes.refuses("bo", "main")
        #expect(try await server.refs() == ["refs/heads/main \(landing)"])
        try pushes.matchesGolden("pushing-past-approval")
    }
}

/// A team whose server has our hooks, and what it says to those who push with plain git.
final class Pushes {
    let team: Team
    private(set) var transcript = ""

    init(_ kind: Server.Kind = .file) async throws {
        team = try await Team(kind)
        try team.server.hook("pre-receive", "exec '\(Program.path)' hook pre-receive --beside \"$0\"")
    }

    /// Pushes, which is refused: no ref moves.
    func refuses(_ person: String, _ refs: String..., options: [String] = []) async throws {
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
        try Stage.expect(text, asGolden: name, location)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
