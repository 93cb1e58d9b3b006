import Approvals
import Resources
import Testing
import YAML

/// Subjects as version 1 of the rules computes them. They never change: an approval that was given stays readable
/// forever.
@Suite("Golden subjects")
struct SubjectGoldenTests {
    private static let sync = """
        model: leads
        destination: crm
        config:
          mode: upsert
          id: 23850000000000123
          "a.b": 014
          mappings:
            - {to: Email, from: email}
            - {to: Plan, from: plan}
            - {to: Name, from: name}
          list: [a, b]
        schedule: {type: manual}

        """

    private static let changed = """
        # another way to say much of the same
        destination: 'crm'
        model: leads
        schedule: {type: "manual"}
        schedulePaused: true
        config:
          mode: upsert
          id: 23850000000000124
          a: {b: '014'}
          mappings:
            - {from: plan, to: Plan}
            - {from: work_email, to: Email}
            - {to: Extra, from: null}
          list: [b, a]

        """

    private static let model = """
        name: Zoë
        source: warehouse
        type: raw_sql
        rawSql: |-
          select "id",
            email
        primaryKey: id
        dbtModel: null
        tags: [z, a]
        columns: [{name: id, type: number}, {name: email}]

        """

    /// Each with its canonical form, and that form's SHA-256 as `sha256sum` computes it.
    @Test("B1 a change to a sync")
    func sync() throws {
        try expect(
            [("syncs/s.yaml", .sync("s"), Self.sync, Self.changed)], [],
            #"""
            {"changes":[{"fields":[[[["key","config"],["key","a"]],[],["map",[["b",["string","014"]]]]],
            [[["key","config"],["key","a.b"]],["ambiguous","014"],[]],[[["key","config"],["key","id"]],
            ["int","23850000000000123"],["int","23850000000000124"]],[[["key","config"],["key","list"],
            ["index","0"]],["string","a"],["string","b"]],[[["key","config"],["key","list"],["index","1"]],
            ["string","b"],["string","a"]],[[["key","config"],["key","mappings"],["order"]],["list",
            [["string","Email"],["string","Plan"]]],["list",[["string","Plan"],["string","Email"]]]],
            [[["key","config"],["key","mappings"],["item","Email"],["key","from"]],["string","email"],
            ["string","work_email"]],[[["key","config"],["key","mappings"],["item","Extra"]],[],["map",
            [["from",["null",""]],["to",["string","Extra"]]]]],[[["key","config"],["key","mappings"],
            ["item","Name"]],["map",[["from",["string","name"]],["to",["string","Name"]]]],[]],[[["key",
            "schedulePaused"]],[],["bool","true"]]],"kind":"changed","modes":["100644","100644"],
            "path":"syncs/s.yaml"}],"context":[],"version":1}
            """#, "71f3ca929b5d372d1c37ab3cf87144520ece8f0d92e334034ba9c9ae726c3ec8")
    }

    @Test("B1 a new model, with the syncs on it")
    func model() throws {
        let context = Subject.Context.model(
            path: "models/m.yaml",
            uses: [
                Subject.Use(path: "syncs/t.yaml", destination: nil, isPaused: true),
                Subject.Use(path: "syncs/s.yaml", destination: "salesforce-1", isPaused: false),
            ])
        try expect(
            [("models/m.yaml", .model("m"), nil, Self.model)], [context],
            #"""
            {"changes":[{"fields":[[[["key","columns"]],[],["list",[["map",[["name",["string","email"]]]],
            ["map",[["name",["string","id"]],["type",["string","number"]]]]]]],[[["key","name"]],[],
            ["string","Zoë"]],[[["key","primaryKey"]],[],["string","id"]],[[["key","rawSql"]],[],["string",
            "select \"id\",\n  email"]],[[["key","source"]],[],["string","warehouse"]],[[["key","tags"]],[],
            ["list",[["string","a"],["string","z"]]]],[[["key","type"]],[],["string","raw_sql"]]],
            "kind":"added","modes":["","100644"],"path":"models/m.yaml"}],
            "context":[{"model":"models/m.yaml","uses":[["syncs/s.yaml","salesforce-1",false],
            ["syncs/t.yaml","",true]]}],"version":1}
            """#, "d482090ea675d23687a72c2847049f1c174aecf413c8400aa0d4f579a7ab3ca5")
    }

    @Test("B1 a deleted sync, an opaque file and a changed sync's model, in one")
    func several() throws {
        let fields = try #require(compare(.model("m"), before: nil, after: FileText(Self.model))).fields
        let context = Subject.Context.sync(
            path: "syncs/s.yaml", source: "warehouse", destination: "salesforce-1",
            model: fields.filter { $0.path.topLevelKey == "source" || $0.path.topLevelKey == "rawSql" })
        try expect(
            [
                ("syncs/z.yaml", .sync("z"), "model: m\n", nil),
                ("columns/m.yaml", .columns("m"), "- {name: a}\n", "- !!map {name: a}\n"),
                ("syncs/s.yaml", .sync("s"), Self.sync, Self.sync + "description: x\n"),
            ], [context],
            #"""
            {"changes":[{"after":["100644",
            "38f77fdd2b9dd29337a927164647f0e2fba74f38f0ae70d70832737fcfcb6fb5"],"before":["100644",
            "f1261544486482d904c21207fd7c8f8fa1ebd409b4f8cbc6da4df87542ed3c2e"],"kind":"changed",
            "modes":["100644","100644"],"path":"columns/m.yaml"},{"fields":[[[["key","description"]],[],
            ["string","x"]]],"kind":"changed","modes":["100644","100644"],"path":"syncs/s.yaml"},
            {"fields":[[[["key","model"]],["string","m"],[]]],"kind":"deleted","modes":["100644",""],
            "path":"syncs/z.yaml"}],"context":[{"destination":"salesforce-1","model":[[[["key","rawSql"]],
            ["string","select \"id\",\n  email"]],[[["key","source"]],["string","warehouse"]]],
            "source":"warehouse","sync":"syncs/s.yaml"}],"version":1}
            """#, "f83c97216885935fca841ff71267150a71f3b5871b9dbd7239fcd890595aa55c")
    }

    private func expect(
        _ files: [(path: String, file: GovernedFile, before: String?, after: String?)], _ context: [Subject.Context],
        _ form: String, _ digest: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let changes = try files.map { path, file, before, after in
            let change = compare(file, before: before.map { FileText($0) }, after: after.map { FileText($0) })
            return (path: path, change: try #require(change))
        }
        let lines = form.split(separator: "\n").joined()
        #expect(Subject.canonicalForm(changes, context: context) == lines, sourceLocation: sourceLocation)
        #expect(Subject.digest(changes, context: context) == digest, sourceLocation: sourceLocation)
    }
}
