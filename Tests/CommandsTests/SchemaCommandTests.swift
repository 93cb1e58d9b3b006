import Foundation
import Git
import Support
import Testing

/// `schema`, and the lines by which editors find what it writes.
@Suite(.scratch) struct SchemaCommandTests {
    @Test("schema prints a JSON Schema, in a workspace or not, and names the nearest where there is none")
    func schema() async throws {
        let aside = Stage()
        for kind in ["model", "sync", "settings"] {
            await aside.type("ana", "schema \(kind)", in: "home")
            #expect(aside.lastStatus == 0 && aside.lastErrors.isEmpty)
            let text = aside.lastOutput
            let schema = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(schema["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
            await aside.type("ana", "schema \(kind) --format json", in: "home")
            #expect(aside.lastOutput == text)
        }
        let stage = Stage()
        await stage.type("ana", "schema model", in: "home")
        stage.note("five mistakes of a newcomer")
        await stage.type("ana", "schema modle", in: "home")
        await stage.type("ana", "schema setings", in: "home")
        await stage.type("ana", "schema columns", in: "home")
        await stage.type("ana", "schema", in: "home")
        await stage.type("ana", "schema model sync", in: "home")
        try stage.matchesGolden("schema")
    }

    @Test("new --modeline starts the file with the line by which editors find the schema, and says how to add that")
    func newFiles() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "new model trial-members --source snowflake --modeline")
        await stage.type("ana", "new sync trial-members-to-braze --from sync/leads-to-crm --model leads --modeline")
        stage.note("a copy of it has the line already")
        await stage.type("ana", "save")
        await stage.type("ana", "new sync again --from sync/trial-members-to-braze --modeline")
        let folder = stage.scratch.path
        for (file, kind) in [
            ("models/trial-members", "model"), ("syncs/trial-members-to-braze", "sync"), ("syncs/again", "sync"),
        ] {
            let lines = try #require(readText("\(folder)/hightouch/\(file).yaml")).split(separator: "\n")
            #expect(lines[0] == "# yaml-language-server: $schema=../../.assent/\(kind).schema.json")
            #expect(lines.count { $0.contains("yaml-language-server") } == 1)
        }
        await stage.type("ana", "check")
        try stage.matchesGolden("modeline")
    }

    @Test("init --modeline adds the schemas and the line in one commit, and leaves what stands there alone")
    func start() async throws {
        let stage = Stage()
        for (path, text) in Acme.synced { try write(text, to: "\(stage.scratch.path)/\(path)") }
        try write("{}\n", to: "\(stage.scratch.path)/.assent/sync.schema.json")
        try await stage.git(["add", "--all"], as: "carol")
        try await stage.git(["commit", "--quiet", "-m", "Models and syncs"], as: "carol")
        let before = try await stage.git(["rev-parse", "HEAD"])
        await stage.type("carol", "init --modeline")
        #expect(
            try await stage.git(["diff", "--name-only", before, "HEAD"]) == """
                .assent/model.schema.json
                .assent/settings.schema.json
                assent.yaml
                """)
        #expect(try await stage.git(["status", "--porcelain"]).isEmpty)
        let folder = stage.scratch.path
        let settings = try #require(readText("\(folder)/assent.yaml"))
        #expect(settings.hasPrefix("# yaml-language-server: $schema=.assent/settings.schema.json\n"))
        #expect(readText("\(folder)/.assent/sync.schema.json") == "{}\n")
        for kind in ["model", "settings"] {
            let aside = Stage()
            await aside.type("carol", "schema \(kind)", in: "home")
            #expect(readText("\(folder)/.assent/\(kind).schema.json") == aside.lastOutput)
        }
        await stage.type("carol", "new model trial-members --source snowflake --modeline")
        await stage.type("carol", "verify")
        try stage.matchesGolden("modeline-init")
    }
}
