import Approvals
import Git
import Support
import Testing

extension Stage {
    /// A workspace on main with five members: ana drafts, bo leads messages, carol administers, dan edits, eva reads.
    /// zoe is a stranger.
    static func company(settings: String = Acme.settings, _ scratch: ScratchRepository = .current) async throws -> Stage
    {
        let stage = Stage(scratch)
        var files = Acme.synced
        files["assent.yaml"] = settings
        for (path, text) in files { try write(text, to: "\(scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        // As init leaves it; a first use says what it took.
        let repository = try scratch.open()
        try Pin(branch: "main", genesis: try #require(try repository.reference("refs/heads/main"))).write(
            in: repository)
        return stage
    }

    /// A request of ana's that replaces one text; main is checked out again.
    func request(_ slug: String, _ old: String, _ new: String, in path: String) async throws {
        try await git(["switch", "--quiet", "main"])
        await type("ana", "draft start \(slug) --quiet")
        try edit(path, old, new)
        await type("ana", "submit --save --quiet")
        try await git(["switch", "--quiet", "main"])
    }
}
