import Support
import Testing

/// Files that people take for a part of the workspace, and that are none: told where they look for them.
@Suite(.scratch) struct NotGovernedTests {
    private static let model = "name: VIP\nsource: warehouse\ntype: raw_sql\nrawSql: select 1 as id\nprimaryKey: id\n"

    @Test("A105 a file on disk that reads like a model and has another name is told by status, check and save")
    func misnamed() async throws {
        let stage = try await Stage.company()
        try stage.edit([
            "hightouch/models/vip.yml": Self.model, "hightouch/models/marketing/fans.yaml": Self.model,
            "hightouch/models/schema.yml": "version: 2\nmodels: []\n",
        ])
        func tells(_ line: String) async {
            await stage.type("ana", line)
            let told = stage.words
            #expect(told.contains("A105") && told.contains("hightouch/models/vip.yml"), "\(line): \(told)")
            #expect(told.contains("rename it to hightouch/models/vip.yaml"), "\(line): \(told)")
            #expect(told.contains("rename it to hightouch/models/fans.yaml"), "\(line): \(told)")
            #expect(!told.contains("schema.yml"), "\(line): \(told)")
        }
        for line in ["status", "check", "save"] { await tells(line) }
        await stage.type("ana", "draft start vip")
        for line in ["status", "check", "save"] { await tells(line) }
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        for line in ["status", "check", "save"] { await tells(line) }
        await stage.type("ana", "save")
        await tells("submit")
        await stage.type("ana", "check --format json")
        #expect(stage.words.contains("hightouch/models/vip.yml"))
    }

    @Test(
        "A105 a model beside the folder of models is told on the draft where it was made",
        arguments: [
            ("hightouch/model/vip.yaml", "rename it to hightouch/models/vip.yaml"),
            ("models/vip.yaml", "rename it to hightouch/models/vip.yaml"),
            ("hightouch/models/vip", "models are files named hightouch/models/<slug>.yaml"),
            ("hightouch/Models/vip.yaml", "hightouch/Models/vip.yaml cannot be saved"),
        ])
    func besideItsFolder(path: String, words: String) async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start vip")
        try stage.edit([path: Self.model])
        for line in ["status", "save"] {
            await stage.type("ana", line)
            #expect(stage.words.contains(words), "\(line): \(stage.words)")
        }
    }

    @Test("A105 a commit that only misnames a model is told with the commands that rename it, and these work")
    func misnamedInCommit() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start vip")
        try stage.edit(["hightouch/models/vip.yml": Self.model])
        try await stage.git(["add", "--all"])
        try await stage.git(["commit", "--quiet", "-m", "A model"])
        let commit = try await stage.git(["rev-parse", "--short=8", "HEAD"])
        try stage.edit(["hightouch/models/leads.yaml": nil])
        try await stage.git(["commit", "--quiet", "-am", "Another change"])
        await stage.type("ana", "submit")
        #expect(stage.lastStatus == 3)
        let rename = ["git mv hightouch/models/vip.yml hightouch/models/vip.yaml", "git commit --fixup \(commit)"]
        let squash = "git -c sequence.editor=: rebase --interactive --autosquash main"
        for line in rename + [squash] { #expect(stage.words.contains(line), "\(stage.words)") }
        for line in rename { try await stage.git(Array(Stage.words(line).dropFirst())) }
        try await stage.git(Array(Stage.words(squash).dropFirst()))
        await stage.type("ana", "status")
        #expect(stage.words.contains("1 new"), "\(stage.words)")
    }

    @Test("A109 a folder that Git Sync writes after init chose another is told by status and check, with the command")
    func otherRoot() async throws {
        let stage = Stage()
        try await stage.git(["commit", "--quiet", "--allow-empty", "-m", "Nothing yet"], as: "carol")
        await stage.type("carol", "init --name acme-growth")
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        for line in ["status", "check", "check --all"] {
            await stage.type("carol", line)
            #expect(stage.words.contains("A109"), "\(line): \(stage.words)")
            #expect(stage.words.contains("assent settings root hightouch"), "\(line): \(stage.words)")
        }
        await stage.type("carol", "settings root hightouch")
        #expect(stage.lastStatus == 0, "\(stage.words)")
        await stage.type("carol", "check --all")
        #expect(!stage.words.contains("A109"), "\(stage.words)")
    }

    @Test("A109 resources of other kinds beside models and syncs are told by init, status, check and check --all")
    func otherResources() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try stage.edit(["hightouch/schema/parent-models/people.yaml": "name: People\n"])
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        for line in ["init --name acme-growth", "check --all"] {
            await stage.type("carol", line)
            #expect(stage.words.contains("hightouch/schema/parent-models"), "\(line): \(stage.words)")
            #expect(stage.words.contains("1 file that needs no approval"), "\(line): \(stage.words)")
        }
        let told = "hightouch/schema/parent-models (1 file) needs no approval: Assent reviews models and syncs only."
        for line in ["status", "check"] {
            await stage.type("carol", line)
            #expect(stage.words.contains(told), "\(line): \(stage.words)")
        }
        await stage.type("carol", "draft start x")
        try stage.edit("hightouch/models/leads.yaml", "name: Leads", "name: All leads")
        await stage.type("carol", "save")
        await stage.type("carol", "check")
        #expect(stage.words.contains(told), "\(stage.words)")
        await stage.type("carol", "check --format json")
        #expect(!stage.words.contains("parent-models"), "\(stage.words)")
    }
}

extension Stage {
    /// What was answered last, without its lines.
    fileprivate var words: String {
        (lastOutput + lastErrors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
