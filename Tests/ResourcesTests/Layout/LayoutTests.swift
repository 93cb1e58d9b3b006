import Resources
import Testing

@Suite struct LayoutTests {
    @Test(
        "Exactly the files that the format names are governed",
        arguments: [
            ("assent.yaml", GovernedFile.settings),
            ("hightouch/models/leads.yaml", .model("leads")),
            ("hightouch/models/-2.yaml", .model("-2")),
            ("hightouch/models/a b.yaml", .model("a b")),
            ("hightouch/models/a.b.yaml", .model("a.b")),
            ("hightouch/syncs/leads-to-crm.yaml", .sync("leads-to-crm")),
            ("hightouch/columns/leads.yaml", .columns("leads")),
            ("hightouch/aliases-prod.yaml", .aliases("aliases-prod.yaml")),
            ("hightouch/assent.yaml", nil),
            ("assent.yml", nil),
            ("models/leads.yaml", nil),
            ("hightouch/models/leads.yml", nil),
            ("hightouch/models/leads.sql", nil),
            ("hightouch/models/.keep", nil),
            ("hightouch/models/.yaml", nil),
            ("hightouch/models/.hidden.yaml", nil),
            ("hightouch/models/a\u{FFFD}.yaml", nil),
            ("hightouch/models/staging/leads.yaml", nil),
            ("hightouch/Models/leads.yaml", nil),
            ("hightouch/models/a\u{7}b.yaml", nil),
            ("hightouch/models/a\u{9B}b.yaml", nil),
            ("hightouch/manifest-prod.yaml", nil),
            ("hightouch/models", nil),
            ("hightouchmodels/leads.yaml", nil),
            ("x/hightouch/models/leads.yaml", nil),
        ] as [(String, GovernedFile?)])
    func file(path: String, expected: GovernedFile?) {
        let layout = Layout(root: "hightouch")
        #expect(layout.file(at: path) == expected)
        if let expected {
            #expect(layout.path(of: expected) == path)
            #expect(layout.isGoverned(path))
        }
    }

    @Test("A workspace may be the repository itself", arguments: [".", "", "./", "/"])
    func top(root: String) {
        let layout = Layout(root: root)
        #expect(layout.root == "")
        #expect(layout.file(at: "models/leads.yaml") == .model("leads"))
        #expect(layout.file(at: "aliases-x.yaml") == .aliases("aliases-x.yaml"))
        #expect(layout.path(of: .sync("a")) == "syncs/a.yaml")
        #expect(layout.folders == ["models", "syncs", "columns"])
    }

    @Test("A root has one form", arguments: ["data/hightouch", "./data/hightouch/", "data//hightouch"])
    func normal(root: String) {
        #expect(Layout(root: root) == Layout(root: "data/hightouch"))
        #expect(Layout(root: root).folders.first == "data/hightouch")
    }

    @Test(
        "A root lies below the top of the repository",
        arguments: [
            (".", true), ("hightouch", true), ("data/hightouch", true), ("a..b", true), ("", false), ("/etc", false),
            ("..", false), ("a/../../b", false), (".git/x", false), ("a/.GIT", false), ("a\nb", false), ("a\\b", false),
        ])
    func accepts(root: String, expected: Bool) { #expect(Layout.accepts(root: root) == expected) }

    @Test(
        "No link or file may take the place of a governed folder, in any letter case",
        arguments: [
            ("data", true), ("DATA", true), ("data/hightouch", true), ("Data/HighTouch", true),
            ("data/hightouch/models", true), ("data/hightouch/Syncs", true), ("data/hightouch/COLUMNS", true),
            ("data/hightouch/models/x.sql", false), ("data/other", false), ("dat", false), ("database", false),
            ("data/hightouch/macros", false), ("README.md", false), ("models", false),
        ])
    func folders(path: String, expected: Bool) {
        #expect(Layout(root: "data/hightouch").isGoverned(path) == expected)
    }

    @Test("Manifests are read, not governed")
    func manifest() {
        let layout = Layout(root: "hightouch")
        #expect(layout.isManifest("hightouch/manifest-prod.yaml"))
        #expect(!layout.isGoverned("hightouch/manifest-prod.yaml"))
        #expect(!layout.isManifest("manifest-prod.yaml"))
        #expect(!layout.isManifest("hightouch/models/manifest-prod.yaml"))
        #expect(!layout.isManifest("hightouch/manifest-prod.json"))
    }

    @Test(
        "Where only governed files may stand, no other name slips through",
        arguments: [
            ("hightouch/models/a\u{7}b.yaml", true), ("hightouch/models/\u{FFFD}.yaml", true),
            ("hightouch/aliases-\u{1B}.yaml", true), ("hightouch/models/.x.yaml", false),
            ("hightouch/models/a.yml", false), ("hightouch/seeds/a\u{7}.yaml", false), ("hightouch/models/", false),
        ])
    func impossible(path: String, expected: Bool) {
        #expect(Layout(root: "hightouch").file(at: path) == nil)
        #expect(Layout(root: "hightouch").isGoverned(path) == expected)
    }

    @Test("Slashes and dots are found by their bytes")
    func joined() {
        // An accent joins with the slash before it, U+0600 with the dot behind it, to what Swift calls one character.
        #expect(Layout().file(at: "models/\u{301}a.yaml") == .model("\u{301}a"))
        #expect(Layout().file(at: "models/a\u{600}.yaml") == .model("a\u{600}"))
        #expect(ResourceID("model/\u{301}a") == .model("\u{301}a"))
        #expect(Layout().path(of: .model("\u{301}a")) == "models/\u{301}a.yaml")
    }

    @Test("Two Unicode forms of one name are two files")
    func unicode() {
        let layout = Layout()
        let composed = layout.file(at: "models/caf\u{E9}.yaml")
        let decomposed = layout.file(at: "models/cafe\u{301}.yaml")
        #expect(composed != nil && decomposed != nil)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(composed?.resource != decomposed?.resource)
    }

    @Test("A resource is named by its kind and slug")
    func resource() {
        #expect(ResourceID("model/leads") == .model("leads"))
        #expect(ResourceID("sync/-2")?.description == "sync/-2")
        for text in ["models/leads", "model/", "model", "leads", "model/a/b", "model/../x", "model/.x", "Model/x", ""] {
            #expect(ResourceID(text) == nil, "\(text)")
        }
        #expect(GovernedFile.columns("leads").resource == .model("leads"))
        #expect(GovernedFile.settings.resource == nil)
    }

    @Test("A new resource gets a plain slug")
    func newResource() {
        #expect(ResourceID(new: .sync, slug: "Leads_to-crm2") == .sync("Leads_to-crm2"))
        for slug in ["", "a b", "a.b", "é", "../x", "a/b", "a\n"] { #expect(ResourceID(new: .sync, slug: slug) == nil) }
    }

    @Test(
        "a file is told by its path whatever the root is, and without one by its keys",
        arguments: [
            ("hightouch/models/leads.yaml", "", GovernedFile.model("leads")),
            ("syncs/a.yaml", "", .sync("a")), ("a/b/columns/leads.yaml", "", .columns("leads")),
            ("assent.yaml", "", .settings), ("a/aliases-prod.yaml", "", .aliases("aliases-prod.yaml")),
            ("models/staging/x.yaml", "", nil), ("notes.yaml", "a: 1", nil), ("", "rawSql: x", nil),
            ("", "source: a\ntype: raw_sql", .model("")), ("", "model: a\ndestination: b", .sync("")),
            ("", "- {name: id, type: number}", .columns("")), ("", "columns: []", .columns("")),
            ("", "workspace: a\nmembers: {}", .settings), ("", "{", nil),
            ("", "name: A\nsource: wh\nprimaryKey: id\ncolumns: []\ntags: [a]", .model("")),
            ("", "source: wh\ntype: table\ncolumns: []", .model("")), ("", "name: A\ncolumns: []", .model("")),
            ("", "rawSql: select 1\ncolumns: []", .model("")), ("", "source: wh\nname: x", nil),
        ] as [(String, String, GovernedFile?)])
    func telling(_ path: String, _ text: String, _ file: GovernedFile?) {
        #expect((GovernedFile(anywhere: path) ?? GovernedFile(telling: FileText(text))) == file)
    }

    @Test("Links and submodules are no files")
    func modes() {
        #expect(FileText("", mode: 0o100644).isRegular)
        #expect(FileText("", mode: 0o100755).isRegular)
        #expect(!FileText("", mode: 0o120000).isRegular)
        #expect(!FileText("", mode: 0o160000).isRegular)
        #expect(!FileText("", mode: 0o040000).isRegular)
    }

    @Test(
        "Where letter case and Unicode form do not count, nothing takes the place of what is governed",
        arguments: [
            ("HIGHTOUCH", true), ("HIGHTOUCH/models/leads.yaml", true), ("hightouch/Models/leads.yaml", true),
            ("hightouch/SYNCS/x.YAML", true), ("hightouch/models/leads.Yaml", true), ("Assent.yaml", true),
            ("ASSENT.YAML/x", true), ("hightouch/Aliases-x.yaml", true), ("hi\u{200D}ghtouch/models/x.yaml", true),
            ("hightouch/models./x.yaml", true), ("h\u{131}ghtouch/models/x.yaml", true),
            ("H\u{130}GHTOUCH/models/x.yaml", true),
            ("HIGHTOUCH/models/notes.md", false), ("HIGHTOUCH/seeds/x.yaml", false), ("HIGHTOUCH/README.md", false),
            ("hightouch/models/notes.MD", false), ("docs/Assent.yaml", false), ("models/leads.yaml", false),
        ])
    func lookalikes(path: String, expected: Bool) {
        let layout = Layout(root: "hightouch")
        #expect(layout.isLookalike(path) == expected)
        #expect(layout.isGoverned(path) == expected)
    }

    @Test(
        "A root is the same in other letters, as far as any disk takes them for the same",
        arguments: [
            ("data/hightouch", "Data/hightouch/models/x.yaml"), ("Data/Hightouch", "data/hightouch/models/x.yaml"),
            ("stu\u{FB00}", "STUFF/models/x.yaml"), ("stuff", "stu\u{FB00}/models/x.yaml"),
            ("kelvin", "\u{212A}elvin/models/x.yaml"), ("stra\u{DF}e", "STRASSE/models/x.yaml"),
            ("donn\u{E9}es", "donne\u{301}es/models/x.yaml"), ("donne\u{301}es", "DONN\u{C9}ES/models/x.yaml"),
            ("donn\u{E9}es", "donne\u{301}es"), ("\u{3C3}\u{3C2}", "\u{3A3}\u{3A3}/syncs/x.yaml"),
        ])
    func roots(root: String, path: String) {
        let layout = Layout(root: root)
        #expect(layout.file(at: path) == nil)
        #expect(layout.isLookalike(path) && layout.isGoverned(path))
        #expect(layout.file(at: root + "/models/x.yaml") == .model("x"))
        #expect(!layout.isLookalike(root + "/models/x.yaml") && !layout.isLookalike("other/models/x.yaml"))
    }

    @Test("The folders on the way to what is governed")
    func ways() {
        #expect(Layout().ways == ["", "models", "syncs", "columns"])
        #expect(
            Layout(root: "data/hightouch").ways == [
                "", "data", "data/hightouch", "data/hightouch/models", "data/hightouch/syncs", "data/hightouch/columns",
            ])
    }
}
