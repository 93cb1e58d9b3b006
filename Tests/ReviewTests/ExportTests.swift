import Approvals
import Git
import Resources
import Review
import Support
import Testing
import YAML

@Suite(.scratch)
struct ExportTests {
    @Test(
        "What JSON can say stands as itself; what it cannot is marked, and nothing in a file can pass for a mark",
        arguments: [
            ("1", "1"), ("-7", "-7"), ("+7", #"{"$int":"+7"}"#),
            ("9007199254740991", "9007199254740991"), ("9007199254740992", #"{"$int":"9007199254740992"}"#),
            ("1.50", #"{"$float":"1.50"}"#), ("014", #"{"$ambiguous":"014"}"#), ("yes", #"{"$ambiguous":"yes"}"#),
            (#""014""#, #""014""#), ("True", "true"), ("~", "null"), ("''", #""""#), ("[a, 1, []]", #"["a",1,[]]"#),
            ("{$int: '1'}", #"{"$$int":"1"}"#), ("{$$x: {}}", #"{"$$$x":{}}"#),
            ("{\u{e9}: 1, e\u{301}: 2}", #"{"$map":[["\#u{e9}",1],["e\#u{301}",2]]}"#),
        ])
    func values(yaml: String, json: String) throws {
        let value = Document(Array("x: \(yaml)\n".utf8)).root?["x"]?.value
        #expect(Shapes.content(value).canonical == json)
    }

    @Test("Sources and destinations are those that aliases lead to, and the same commit gives the same lines")
    func connections() async throws {
        let team = try await Team()
        try team.draft(
            "a", by: "carol",
            [
                .aliases("aliases-acme.yaml"): "destinations:\n  crm: ads\nsources:\n  dwh: snowflake\n",
                .model("leads"): Team.leads.replacing("source: snowflake", with: "source: dwh"),
                .columns("leads"): "- {name: email, type: string}\n",
            ])
        try await team.publish("a", by: "carol", "all at once")
        let workspace = try team.open("ana")
        let export = try Exporter(workspace).export()
        #expect(export.commit == workspace.tip)
        #expect(
            export.resources.map(\.resource.description) == [
                "model/leads", "model/people", "sync/leads-to-crm", "sync/people-to-ads",
            ])
        #expect(export.resources.map(\.source) == ["snowflake", "snowflake", "snowflake", "snowflake"])
        #expect(export.resources.map(\.destination) == [nil, nil, "ads", "ads"])
        #expect(export.resources.map(\.model) == [nil, nil, "leads", "people"])
        #expect(export.resources[0].content?["source"] == .string("dwh"))
        #expect(export.resources[0].columns?.items?.count == 1)
        let lines = export.resources.map { Shapes.line(of: $0, export).canonical }
        #expect(
            lines == (try Exporter(team.open("bo")).export()).resources.map { Shapes.line(of: $0, export).canonical })
        let before = try workspace.repository.firstParents(from: workspace.tip)[1]
        #expect(try Exporter(workspace).export(at: before).resources.map(\.destination) == [nil, nil, "crm", "ads"])
    }

    @Test(
        "Files that nobody can take for fields are named with the reason, and a check is named for those it speaks of")
    func unreadable() async throws {
        let team = try await Team()
        let anchored = Team.leads.replacing("source: snowflake", with: "source: &a snowflake")
        try team.draft("a", by: "carol", [.model("leads"): anchored, .columns("people"): "- {name: &b email}\n"])
        try await team.publish("a", by: "carol", "all at once")
        let export = try Exporter(team.open("ana")).export()
        #expect(export.unreadable.map(\.path) == ["hightouch/models/leads.yaml", "hightouch/columns/people.yaml"])
        #expect(export.unreadable.allSatisfy { $0.reason.hasPrefix("it has an anchor") && !$0.isFinding })
        let text = UnreadableFilesPage(export.unreadable).page.text(Style(width: 100))
        #expect(text.contains("hightouch/columns/people.yaml: it has an anchor"))
        #expect(text.contains("assent explain A409") && !text.contains("assent check"))
    }
}
