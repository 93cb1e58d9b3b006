import Approvals
import FoundationEssentials
import Git
import Resources
import Review
import Support
import Testing

struct ReaderTests {
    private func reader(
        _ settings: Settings = Settings(id: "x", workspace: "acme"), as member: Member? = nil, ids: [String] = [],
        minutesAhead: (@Sendable (Int64) -> Int)? = nil
    )
        -> Reader
    {
        let files = WorkspaceFiles(
            layout: Layout(), files: [:], modelSlugs: [], syncSlugs: [], manifests: [:], strays: [])
        return Reader(
            policy: Policy(settings, connections: Workspace(files).connections), layout: Layout(), branch: "main",
            now: Date(timeIntervalSince1970: 1_767_225_600), member: member, ids: ShortIDs(ids),
            minutesAhead: minutesAhead)
    }

    @Test(
        "Ages are said as people say them, and times that cannot be are not believed",
        arguments: [
            ("2026-01-01T00:00:00Z", "a moment"), ("2025-12-31T23:59:10Z", "a moment"),
            ("2025-12-31T23:59:00Z", "1 minute"), ("2025-12-31T22:01:00Z", "1 hour"), ("2025-12-30T23:59:00Z", "1 day"),
            ("2025-12-18T00:00:00Z", "2 weeks"), ("2025-10-01T00:00:00Z", "3 months"),
            ("2023-06-01T00:00:00Z", "2 years"),
            ("2026-01-01T00:05:00Z", "a moment"), ("2026-01-01T02:00:00Z", nil), ("yesterday", nil), ("", nil),
        ])
    func ages(_ time: String, _ words: String?) {
        #expect(reader().elapsed(since: time) == words)
        #expect(reader().ago(time).plain == (words.map { "\($0) ago" } ?? "at an unknown time"))
    }

    @Test(
        "A time says its zone: UTC, or how far the clocks of the terminal are ahead of it",
        arguments: [
            (nil, "2026-01-01 00:00 UTC"), (0, "2026-01-01 00:00 UTC"), (60, "2026-01-01 01:00 +01:00"),
            (-570, "2025-12-31 14:30 -09:30"), (765, "2026-01-01 12:45 +12:45"),
        ] as [(Int?, String)])
    func moments(_ ahead: Int?, _ words: String) {
        let clocks: (@Sendable (Int64) -> Int)? = ahead.map { ahead in { @Sendable _ in ahead } }
        #expect(reader(minutesAhead: clocks).moment(1_767_225_600) == words)
    }

    @Test("People go by name, by name and id where names are shared, by id where there is none")
    func names() {
        let members = [
            Member(id: "ana", name: "Ana Silva", email: "", role: "editor"),
            Member(id: "ana2", name: "Ana Silva", email: "", role: "editor"),
            Member(id: "bo", name: "Bo Chen\u{1B}[2J", email: "", role: "editor"),
            Member(id: "old", name: "", email: "", role: "", isRemoved: true),
        ]
        let reader = reader(Settings(id: "x", workspace: "acme", allMembers: members), as: members[2])
        #expect(reader.name("ana").plain == "Ana Silva (ana)")
        #expect(reader.name("bo").plain == #"Bo Chen\u{1b}[2J"#)
        #expect(reader.name("old").plain == "old")
        #expect(reader.name("gone").plain == "gone")
        #expect(reader.who(["ana", "bo", "old"]).plain == "you, Ana Silva (ana) or old")
        #expect(
            reader.who(["ana", "ana2", "old", "x", "y"], "and").plain
                == "Ana Silva (ana), Ana Silva (ana2), old and 2 more")
    }

    @Test("Ids are as short as they can be, and no shorter than eight digits")
    func ids() {
        let one = "3f2a91c0" + String(repeating: "0", count: 56)
        let two = "3f2a91c0" + "1" + String(repeating: "0", count: 55)
        #expect(reader(ids: [one]).short(one) == "3f2a91c0")
        #expect(reader(ids: [one, two]).short(one) == "3f2a91c00")
    }

    @Test("A draft is named as it is typed, unless that would read as an option")
    func drafts() {
        #expect(reader().short(draft: "draft/ana/x") == "ana/x")
        #expect(reader().short(draft: "draft/-C/x") == "draft/-C/x")
        #expect(reader().short(draft: "draft/x") == "draft/x")
    }

    @Test("F4 what needs approval is said by what changes")
    func needs() throws {
        func needs(_ file: GovernedFile, _ before: String?, _ after: String?) throws -> String {
            let change = try #require(
                compare(file, before: before.map { FileText($0) }, after: after.map { FileText($0) }))
            return reader().needs([change]).inWords().plain
        }
        let sync = "model: m\ndestination: d\nconfig: {mode: a}\nschedule: {type: manual}\n"
        #expect(
            try needs(.sync("s"), sync, sync.replacing("mode: a", with: "mode: b").replacing("manual", with: "cron"))
                == "sync/s (its configuration and schedule)")
        #expect(try needs(.sync("s"), nil, sync) == "sync/s (it is new)")
        #expect(try needs(.model("m"), "rawSql: a\n", nil) == "model/m (it is deleted)")
        #expect(try needs(.model("m"), "rawSql: a\n", "rawSql: b\nname: x\n") == "model/m (its query)")
        #expect(try needs(.model("m"), "rawSql: a\n", "rawSql: a\nname: x\n") == "")
        #expect(try needs(.columns("m"), "- {name: a}\n", "- {name: b}\n") == "model/m (its columns)")
        #expect(try needs(.settings, "id: a\n", "id: b\n") == "assent.yaml (its settings)")
        #expect(try needs(.sync("s"), sync, "--- \n" + sync + "---\n") == "sync/s (the file itself changes)")
    }
}
