import Testing
import YAML

@testable import Resources

/// A101 to A107: files as files.
struct FileCheckTests {
    @Test("A101 an unindented query is named as such, and the caret stands where the text starts")
    func unindented() throws {
        let text = "name: x\nsource: warehouse\ntype: raw_sql\nrawSql: |-\nselect 1 as id\nfrom t: u\nprimaryKey: id\n"
        let findings = Sample(["models/leads.yaml": text]).findings
        #expect(findings.brief == ["A101 error models/leads.yaml:5:1 select 1 as id"])
        #expect(findings.first?.message == "not valid YAML: the text of rawSql is not indented")
        #expect(findings.first?.help?.contains("two spaces") == true)
    }

    @Test("A101 the same with CRLF line ends and a byte-order mark")
    func unindentedCRLF() {
        let text = "\u{FEFF}name: x\r\nrawSql: |-\r\nselect 1\r\n  from t\r\nprimaryKey: id\r\n"
        #expect(Sample(["models/leads.yaml": text]).findings.brief == ["A101 error models/leads.yaml:3:1 select 1"])
    }

    @Test(
        "A101 other errors keep the parser's words and place",
        arguments: [
            ("name: x\nmappings: [a, b\nother: c\n", 3), ("name: 'x\n", 2), ("a: b\n c: d\n", 2),
            ("a: |-\n  x\n y\n", 3),
        ])
    func syntax(text: String, line: Int) {
        let findings = Sample(["models/leads.yaml": text]).findings
        #expect(findings.codes == ["A101"])
        #expect(findings.first?.message.contains("indented") == false)
        #expect((1...line).contains(findings.first?.range?.start.line ?? 0))
    }

    @Test("A101 an unreadable model has no other finding, nor have its syncs")
    func noCascade() {
        let sample = Sample([
            "models/leads.yaml": "name: [",
            "syncs/leads-to-crm.yaml": leadsToCRM("from: email", "from: nothing"),
        ])
        #expect(sample.findings.codes == ["A101"])
    }

    @Test("A102 a key twice, with the place of both")
    func duplicateKey() {
        let findings = Sample(["syncs/leads-to-crm.yaml": leadsToCRM("model: leads", "model: leads\nmodel: gone")])
            .findings
        #expect(findings.brief == ["A102 error syncs/leads-to-crm.yaml:2:1 model"])
        #expect(findings.first?.label == "first on line 1")
    }

    @Test(
        "A103 hostile files: each is one finding",
        arguments: [
            "a: " + String(repeating: "[", count: 100_000),
            String(repeating: "x", count: (1 << 20) + 1),
            "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n",
        ])
    func bombs(text: String) {
        #expect(Sample(["models/leads.yaml": text]).findings.codes == ["A103"])
    }

    @Test("A104 bytes that are no text")
    func badBytes() {
        var sample = Sample()
        sample.files["models/leads.yaml"] = FileText(bytes: Array("name: a".utf8) + [0xFF, 0xFE])
        #expect(sample.findings.codes == ["A104"])
        #expect(Sample(["models/leads.yaml": "name: \u{1b}[31m"]).findings.codes == ["A104"])
    }

    @Test("A105 links and submodules in place of files and folders")
    func links() {
        var sample = Sample()
        sample.files["models/leads.yaml"] = FileText("../secret", mode: 0o120000)
        #expect(sample.findings.brief == ["A105 error models/leads.yaml"])
        sample = Sample()
        sample.files["syncs/leads-to-crm.yaml"] = FileText(bytes: [], mode: 0o160000)
        #expect(sample.findings.brief == ["A105 error syncs/leads-to-crm.yaml"])
        sample = Sample()
        sample.files["columns"] = FileText("elsewhere", mode: 0o120000)
        sample.files["Models"] = FileText("elsewhere", mode: 0o120000)
        #expect(sample.findings.brief == ["A105 error Models", "A105 error columns"])
        #expect(sample.findings(changing: ["models/leads.yaml": leads("Leads", "All")]).codes == ["A105", "A105"])
    }

    @Test("A105 a resource under another name, and never dbt's own files")
    func strays() {
        let sample = Sample([
            "models/extra.yml": Explanation.leads, "syncs/extra.YAML": Explanation.leadsToCRM,
            "models/schema.yml": "version: 2\nmodels:\n  - name: users\n", "models/staging/deep.yml": Explanation.leads,
            "models/query.sql": "select 1", "models/.keep": "", "notes.yml": Explanation.leads,
        ])
        #expect(sample.findings.brief == ["A105 warning models/extra.yml", "A105 warning syncs/extra.YAML"])
        #expect(sample.findings.first?.help?.contains("extra.yaml") == true)
    }

    @Test("A105 two names that are one on other disks: letter case, Unicode form")
    func collisions() {
        let twoCases = Sample(["models/Leads.yaml": Explanation.leads])
        #expect(twoCases.findings.brief == ["A105 error models/leads.yaml"])
        #expect(twoCases.findings.first?.message.contains("letter case") == true)
        // Such paths are one key of a dictionary, so they come as a list.
        let model = FileText(Explanation.leads)
        let paths = ["models/caf\u{e9}.yaml", "models/cafe\u{301}.yaml"]
        let files = Sample().files.map { $0 } + paths.map { (key: $0, value: model) }
        let workspace = Workspace(WorkspaceFiles(layout: Layout(), entries: files))
        #expect(workspace.models.count == 3)
        let findings = check(in: workspace)
        #expect(findings.codes == ["A105"])
        #expect(findings.first?.message.contains("Unicode form") == true)
    }

    @Test("A105 what is one with a governed file on other disks")
    func lookalikes() {
        let sample = Sample(["Models/leads.yaml": Explanation.leads, "syncs/leads-to-crm.YAML": Explanation.leadsToCRM])
        #expect(sample.findings.brief == ["A105 error Models/leads.yaml", "A105 error syncs/leads-to-crm.YAML"])
        #expect(sample.findings.allSatisfy { $0.message.contains("letter case") })
        #expect(Sample(["Assent.yaml": "x: 1\n"]).findings.brief == ["A105 error Assent.yaml"])
    }

    @Test("A106 plain scalars that readers take differently, unless another finding is about them")
    func ambiguous() {
        let sync = leadsToCRM(
            "mode: insert", "mode: insert\n  a: yes\n  b: 014\n  c: 12:30:45\n  d: 'no'\n  e: true\n  f: 14")
        #expect(
            Sample(["syncs/leads-to-crm.yaml": sync]).findings.brief == [
                "A106 notice syncs/leads-to-crm.yaml:5:6 yes", "A106 notice syncs/leads-to-crm.yaml:6:6 014",
                "A106 notice syncs/leads-to-crm.yaml:7:6 12:30:45",
            ])
        let paused = Explanation.leadsToCRM + "schedulePaused: yes\n"
        #expect(Sample(["syncs/leads-to-crm.yaml": paused]).findings.codes == ["A301"])
    }

    @Test("A107 conflict markers are one finding, at the first of them; a query may have lines like them")
    func conflict() {
        let text = leads("Leads", "Leads\n<<<<<<< HEAD\nsource: a\n=======\nsource: b\n>>>>>>> main")
        #expect(Sample(["models/leads.yaml": text]).findings.brief == ["A107 error models/leads.yaml:2:1 <<<<<<<"])
        let three = leads("Leads", "Leads\n<<<<<<< a\nx: a\n||||||| o\nx: o\n=======\nx: b\n>>>>>>> b")
        let twice = Sample(["models/leads.yaml": three + "<<<<<<< a\ny: a\n=======\ny: b\n>>>>>>> b\n"]).findings
        #expect(twice.map(\.message) == ["2 unresolved merge conflicts, of which this is the first"])
        #expect(twice.allSatisfy { $0.help?.contains("|||||||") ?? false })
        for line in ["<<<<<<< a", "||||||| before", "=======", ">>>>>>> b"] {
            let left = Sample(["models/leads.yaml": leads("Leads", "Leads\n\(line)")]).findings.brief
            #expect(left == ["A107 error models/leads.yaml:2:1 \(line.prefix(7))"], "a line that was left")
        }
        let query = leads("  from crm.leads", "  from crm.leads -- <<<<<<< a\n  -- =======\n  -- >>>>>>> b")
        #expect(Sample(["models/leads.yaml": query]).findings.brief == [])
    }

    @Test(
        "A301 mappings that are none",
        arguments: [
            ("mappings: 5", "config.mappings is a number, not a list"),
            ("mappings: {to: Email}", "config.mappings is a map, not a list"),
            ("mappings: [5]", "config.mappings[0] is a number, not a map"),
            ("customMappings: all", "config.customMappings is text, not a list"),
            ("externalIdMapping: Email", "config.externalIdMapping is text, not a map"),
        ])
    func mappings(line: String, message: String) {
        let text = leadsToCRM("  mappings:\n    - {to: Email, from: email, type: standard}\n", "  \(line)\n")
        let findings = Sample(["syncs/leads-to-crm.yaml": text]).findings
        #expect(findings.codes == ["A301"])
        #expect(findings.map(\.message) == [message])
    }

    @Test(
        "A301 mappings may be empty",
        arguments: ["mappings:", "mappings: []", "customMappings: null", "externalIdMapping:"])
    func emptyMappings(line: String) {
        let text = leadsToCRM("  mappings:\n    - {to: Email, from: email, type: standard}\n", "  \(line)\n")
        #expect(Sample(["syncs/leads-to-crm.yaml": text]).findings.brief == [])
    }

    @Test("A301 several documents in one file, an empty file, a list")
    func noMap() {
        #expect(Sample(["models/leads.yaml": "name: x\n---\nname: y\n"]).findings.codes == ["A301"])
        #expect(Sample(["models/leads.yaml": "# nothing\n"]).findings.codes == ["A301"])
        #expect(Sample(["syncs/leads-to-crm.yaml": "- model: leads\n"]).findings.codes == ["A301"])
    }
}

/// A draft must not be able to make everybody else wait.
struct HostileCheckTests {
    @Test(
        "A million slips in one file are some findings, soon", .timeLimit(.minutes(10)),
        arguments: [
            "a: [" + String(repeating: "yes,", count: 50_000) + "]", String(repeating: "- yes\n", count: 40_000),
            (0..<15_000).map { "k\($0 % 9): x\n" }.joined(),
        ])
    func slips(text: String) {
        #expect(Sample(["models/leads.yaml": text]).findings.count <= 104)
    }

    @Test("Many columns that are missing from many columns", .timeLimit(.minutes(10)))
    func columns() {
        let mappings = (0..<5_000).map { "    - {to: t\($0), from: c\($0)}\n" }.joined()
        let columns =
            "columns:\n  - {name: id}\n  - {name: email}\n" + (0..<6_000).map { "  - {name: d\($0)}\n" }.joined()
        let template = "  body: \"" + (0..<4_000).map { "{{ row.x\($0) }}" }.joined() + "\"\n"
        let sync = leadsToCRM("schedule:", mappings + template + "schedule:")
        let findings = Sample(["syncs/leads-to-crm.yaml": sync, "columns/leads.yaml": columns]).findings
        #expect(findings.count == 101)
        #expect(findings.contains { $0.message.hasSuffix("more like the first 100") })
    }
}
