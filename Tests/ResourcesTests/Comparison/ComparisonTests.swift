import Resources
import Testing
import YAML

private let model = GovernedFile.model("leads")
private let sync = GovernedFile.sync("leads-to-crm")

/// The changes between two texts, in words.
private func changes(_ file: GovernedFile, _ before: String, _ after: String) -> [String]? {
    guard let change = compare(file, before: FileText(before), after: FileText(after)) else { return nil }
    if change.isOpaque { return ["opaque"] }
    return change.fields.map { "\($0.path): \(words($0.before)) → \(words($0.after))" }
}

private func words(_ value: Value?) -> String {
    switch value {
    case nil: "none"
    case .scalar(.string, let text)?: "'\(text)'"
    case .scalar(.null, _)?: "null"
    case .scalar(_, let text)?: text
    case .sequence(let items)?: "[\(items.map { words($0) }.joined(separator: ", "))]"
    case .mapping(let pairs)?: "{\(pairs.map { "\($0.key): \(words($0.value))" }.joined(separator: ", "))}"
    }
}

@Suite struct ComparisonTests {
    @Test(
        "Text that means the same is no change",
        arguments: [
            (model, "name: a\ntype: raw_sql\n", "type: raw_sql\nname: a\n"),
            (model, "name: a\n", "# who made this\nname: a # me\n\n"),
            (model, "name: a\n", "name: 'a'"),
            (model, "name: 'a'\n", "name: \"\\u0061\"\r\n"),
            (model, "name: a\ndbtModel: null\n", "name: a\n"),
            (model, "name: a\ntableName: ''\nisSchema: false\nprimaryKey:\n", "name: a\n"),
            (model, "rawSql: |-\n  select 1\n  from t\n", "rawSql: \"select 1\\nfrom t\"\n"),
            (model, "tags: [a, b]\n", "tags:\n  - b\n  - a\n"),
            (
                model, "columns: [{name: id, type: int}, {name: e, type: text}]\n",
                "columns:\n  - type: text\n    name: e\n  - {name: id, type: int}\n"
            ),
            (sync, "schedulePaused: false\nmodel: a\n", "model: a\n"),
            (sync, "config: {a: 1, b: 2}\n", "config:\n    b: 2\n    a: 1\n"),
            (sync, "config: {a: true, b: null}\n", "config: {a: True, b: ~}\n"),
            (.columns("leads"), "- {name: id, type: int}\n- {name: e}\n", "- {name: e}\n- {name: id, type: int}\n"),
            (.settings, "roles: {}\nversion: 1\n", "version: 1\nroles: {}\n"),
        ] as [(GovernedFile, String, String)])
    func same(file: GovernedFile, before: String, after: String) {
        #expect(changes(file, before, after) == nil)
        #expect(changes(file, after, before) == nil)
        let forms = [before, after].map { FileMeaning(file, FileText($0)).value.map { file.canonical($0, at: .root) } }
        #expect(forms[0] != nil && forms[0] == forms[1])
    }

    @Test(
        "What any reader of YAML could read differently is a change",
        arguments: [
            (
                sync, "config: {id: 23850000000000123}\n", "config: {id: 23850000000000124}\n",
                "config.id: 23850000000000123 → 23850000000000124"
            ),
            (sync, "config: {id: 014}\n", "config: {id: '014'}\n", "config.id: 014 → '014'"),
            (sync, "config: {id: 014}\n", "config: {id: 14}\n", "config.id: 014 → 14"),
            (sync, "config: {on: 1}\n", "config: {'on': 1}\n", "opaque"),
            (sync, "config: {a: yes}\n", "config: {a: 'yes'}\n", "config.a: yes → 'yes'"),
            (sync, "config: {a: yes}\n", "config: {a: true}\n", "config.a: yes → true"),
            (sync, "config: {a: 1}\n", "config: {a: 1.0}\n", "config.a: 1 → 1.0"),
            (sync, "config: {a: 1}\n", "config: {a: '1'}\n", "config.a: 1 → '1'"),
            (sync, "config: {a: null}\n", "config: {}\n", "config.a: null → none"),
            (sync, "config: {a: ''}\n", "config: {}\n", "config.a: '' → none"),
            (sync, "config: {a: false}\n", "config: {}\n", "config.a: false → none"),
            (
                sync, "config: {events: [a, b]}\n", "config: {events: [b, a]}\n",
                "config.events[0]: 'a' → 'b'; config.events[1]: 'b' → 'a'"
            ),
            (sync, "config: {a: {b: 1}}\n", "config: {a.b: 1}\n", "config.a: {b: 1} → none; config.\"a.b\": none → 1"),
            (
                sync, "config: {a: caf\u{E9}}\n", "config: {a: cafe\u{301}}\n",
                "config.a: 'caf\u{E9}' → 'cafe\u{301}'"
            ),
            (
                sync, "config: {tags: [a, b]}\n", "config: {tags: [b, a]}\n",
                "config.tags[0]: 'a' → 'b'; config.tags[1]: 'b' → 'a'"
            ),
            (sync, "config: {<<: {a: 1}}\n", "config: {a: 1}\n", "opaque"),
            (sync, "description: ''\n", "model: a\n", "description: '' → none; model: none → 'a'"),
            (sync, "schedulePaused: null\n", "{}\n", "schedulePaused: null → none"),
            (sync, "other: false\n", "{}\n", "other: false → none"),
            (model, "folder: ''\n", "{}\n", "folder: '' → none"),
            (model, "tags: []\n", "{}\n", "tags: [] → none"),
            (model, "name: ''\n", "{}\n", "name: '' → none"),
            (model, "name: a\ndbtModel: x\n", "name: a\n", "dbtModel: 'x' → none"),
            (model, "rawSql: |\n  select 1\n", "rawSql: |-\n  select 1\n", "rawSql: 'select 1\n' → 'select 1'"),
            (model, "tags: [a, b]\n", "tags: [b, c]\n", "tags[a]: 'a' → none; tags[c]: none → 'c'"),
            (model, "tags: [a, yes]\n", "tags: ['yes', a]\n", "tags[yes]: yes → 'yes'"),
            (model, "tags: [a]\n", "tags: a\n", "tags: ['a'] → 'a'"),
            (model, "tags: [a, a]\n", "tags: [a]\n", "tags[1]: 'a' → none"),
            (
                model, "columns: [{name: id, type: int}]\n", "columns: [{name: id, type: text}]\n",
                "columns[id].type: 'int' → 'text'"
            ),
            (
                .columns("x"), "columns: [{name: id, type: int}]\n", "columns: [{name: id, type: text}]\n",
                "columns[id].type: 'int' → 'text'"
            ),
            (.columns("x"), "- {name: id, type: int}\n", "- {name: id, type: text}\n", "[id].type: 'int' → 'text'"),
            (.columns("x"), "", "- {name: id}\n", "the whole file: null → [{name: 'id'}]"),
        ] as [(GovernedFile, String, String, String)])
    func different(file: GovernedFile, before: String, after: String, expected: String) {
        #expect(changes(file, before, after)?.joined(separator: "; ") == expected)
        #expect(changes(file, after, before) != nil)
    }

    @Test(
        "Mappings are matched by the field they write",
        arguments: [
            (
                "[{to: a, from: x}, {to: b, from: w}]", "[{to: a, from: x}, {to: b, from: z}]",
                "config.mappings[b].from: 'w' → 'z'"
            ),
            (
                "[{to: a, from: x}, {to: b, from: w}]", "[{to: c, from: v}, {to: a, from: x}, {to: b, from: w}]",
                "config.mappings[c]: none → {to: 'c', from: 'v'}"
            ),
            (
                "[{to: a, from: x}, {to: b, from: w}]", "[{to: b, from: w}]",
                "config.mappings[a]: {to: 'a', from: 'x'} → none"
            ),
            (
                "[{to: a}, {to: b}, {to: c}]", "[{to: b}, {to: a}, {to: c}]",
                "config.mappings (order): ['a', 'b'] → ['b', 'a']"
            ),
            (
                "[{to: a}, {to: b}, {to: c}]", "[{to: x}, {to: c}, {to: b}]",
                "config.mappings (order): ['b', 'c'] → ['c', 'b']; config.mappings[a]: {to: 'a'} → none; "
                    + "config.mappings[x]: none → {to: 'x'}"
            ),
            (
                "[{to: a}, {to: b}, {to: c}]", "[{to: a}, {to: x}, {to: c}]",
                "config.mappings[b]: {to: 'b'} → none; config.mappings[x]: none → {to: 'x'}"
            ),
            (
                "[{to: a, from: x}]", "[{to: a, from: x}, {to: a, from: w}]",
                "config.mappings[1]: none → {to: 'a', from: 'w'}"
            ),
            (
                "[{to: a}, {from: x}]", "[{from: x}]",
                "config.mappings[0].from: none → 'x'; config.mappings[0].to: 'a' → none; "
                    + "config.mappings[1]: {from: 'x'} → none"
            ),
            ("[{to: 1, from: x}]", "[{to: '1', from: x}]", "config.mappings[0].to: 1 → '1'"),
            ("[{to: yes}]", "[{to: 'yes'}]", "config.mappings[yes].to: yes → 'yes'"),
        ])
    func mappings(before: String, after: String, expected: String) {
        let found = changes(sync, "config: {mappings: \(before)}\n", "config: {mappings: \(after)}\n")
        #expect(found?.joined(separator: "; ") == expected)
    }

    @Test(
        "Files whose meaning is not ours to judge differ by their bytes",
        arguments: [
            "name: !!str a\n", "%YAML 1.1\n---\nname: a\n", "--- {name: a}\n--- {name: b}\n", "1: a\n", "on: a\n",
            "name: \"a\u{2028}b\"\n", "name: [\n", "name: a\nname: a\n", "~: a\n",
            "name: &n a\n", "name: &n a\ntype: *n\n", "<<: {name: a}\n", "? name\n: a\n", "name: 1_0e3\n",
            "tags:\n  -\n",
            "name: \"a \n  b\"\n", "name:\ta\n",
        ])
    func opaque(text: String) {
        let change = compare(model, before: FileText(text), after: FileText(text + "\n"))
        #expect(change?.isOpaque == true)
        #expect(change?.fields.isEmpty == true)
        #expect(change?.needsApproval == true)
        #expect(compare(model, before: FileText(text), after: FileText(text)) == nil)
        #expect(compare(model, before: FileText("name: a\n"), after: FileText(text))?.isOpaque == true)
        #expect(compare(model, before: nil, after: FileText(text))?.isOpaque == true)
    }

    @Test("A link is compared by what it names, never by what that says")
    func links() {
        let file = FileText("name: a\n")
        let link = FileText("name: a\n", mode: 0o120000)
        let change = compare(model, before: file, after: link)
        #expect(change?.isOpaque == true)
        #expect(change?.modeChange == FileChange.ModeChange(before: 0o100644, after: 0o120000))
        #expect(compare(model, before: link, after: FileText("name:   a\n", mode: 0o120000))?.isOpaque == true)
        #expect(compare(model, before: link, after: link) == nil)
    }

    @Test("A change of mode alone is a change")
    func modes() {
        let change = compare(model, before: FileText("name: a\n"), after: FileText("name:  a\n", mode: 0o100755))
        #expect(change?.fields == [])
        #expect(change?.modeChange == FileChange.ModeChange(before: 0o100644, after: 0o100755))
        #expect(change?.needsApproval == true)
    }

    @Test("F4 adding and deleting always need approval, and list every field")
    func wholeFiles() {
        let text = FileText("name: a\ndescription: b\ndbtModel: null\n")
        let added = compare(model, before: nil, after: text)
        #expect(added?.kind == .added)
        #expect(added?.fields.map(\.path.description) == ["description", "name"])
        #expect(added?.fields.allSatisfy { $0.before == nil && $0.after != nil } == true)
        #expect(added?.needsApproval == true)
        let deleted = compare(model, before: text, after: nil)
        #expect(deleted?.kind == .deleted)
        #expect(deleted?.fields.allSatisfy { $0.before != nil && $0.after == nil } == true)
        #expect(deleted?.needsApproval == true)
        #expect(compare(model, before: nil, after: nil) == nil)
        #expect(compare(model, before: nil, after: FileText(""))?.fields.map(\.path) == [.root])
    }

    @Test("F4 a change only for people needs no approval, anything beside it does")
    func approval() {
        let before = FileText("name: a\nrawSql: select 1\ntags: [x]\n")
        let people = compare(model, before: before, after: FileText("name: b\nrawSql: select 1\ntags: [z]\n"))
        #expect(people?.needsApproval == false)
        let query = compare(model, before: before, after: FileText("name: b\nrawSql: select 2\ntags: [z]\n"))
        #expect(query?.needsApproval == true)
        #expect(query?.fields.map(\.fieldClass) == [.people, .query, .people, .people])
        #expect(compare(.settings, before: FileText("a: 1\n"), after: FileText("a: 2\n"))?.needsManage == true)
    }

    @Test("Comparing by name stays quick in long lists and big mappings")
    func large() {
        let count = 5_000
        let keys = (0..<count).map { "k\($0): 1" }
        let items = (0..<count).map { "- {to: f\($0)}" }
        let before =
            "config:\n  mappings:\n    \(items.joined(separator: "\n    "))\n  \(keys.joined(separator: "\n  "))\n"
        let after =
            "config:\n  \(keys.reversed().joined(separator: "\n  "))\n  mappings:\n    "
            + "\(items.reversed().joined(separator: "\n    "))\n"
        let change = compare(sync, before: FileText(before), after: FileText(after))
        #expect(change?.fields.map(\.path.description) == ["config.mappings (order)"])
    }

    @Test("F8 a field is found in its text")
    func positions() {
        let document = Document(
            Array("config:\n  mappings:\n    - {to: Name, from: n}\n    - {to: Email, from: e}\n".utf8))
        let mappings = FieldPath([.key("config"), .key("mappings")])
        let from = mappings.appending(.item("Email")).appending(.key("from"))
        #expect(from.node(in: document, of: sync)?.string == "e")
        #expect(from.node(in: document, of: sync)?.range.start.line == 4)
        #expect(mappings.appending(.order).node(in: document, of: sync)?.items?.count == 2)
        #expect(mappings.appending(.item("Phone")).node(in: document, of: sync) == nil)
        #expect(mappings.appending(.index(0)).appending(.key("to")).node(in: document, of: sync)?.string == "Name")
    }
}
