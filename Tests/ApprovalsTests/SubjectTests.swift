import Approvals
import Resources
import Support
import Testing
import YAML

private let path = [
    GovernedFile.model("m"): "models/m.yaml", .sync("s"): "syncs/s.yaml", .columns("m"): "columns/m.yaml",
    .settings: "assent.yaml",
]

/// The subject of one file's change, not as a String, which knows no Unicode forms; nil where it means the same.
private func form(_ file: GovernedFile, _ before: FileText?, _ after: FileText?) -> [UInt8]? {
    compare(file, before: before, after: after).map {
        Array(Subject.canonicalForm([(path[file]!, $0)], context: []).utf8)
    }
}

private func form(_ file: GovernedFile, _ before: String?, _ after: String?) -> [UInt8]? {
    form(file, before.map { FileText($0) }, after.map { FileText($0) })
}

private let sync = """
    model: leads
    destination: crm
    config:
      mode: upsert
      mappings:
        - {to: Email, from: email}
        - {to: Plan, from: plan}
      list: [a, b]
    schedule: {type: manual}

    """

private let model = """
    name: Leads
    source: warehouse
    type: raw_sql
    rawSql: |-
      select 1
    tags: [x, y]
    columns:
      - {name: id, type: number}
      - {name: email, type: string}

    """

@Suite("The subject of an approval")
struct SubjectTests {
    /// An approval of `left` must not pass for one of `right`: what is written at the end of a sync's `config`.
    @Test(
        "B1 values that any YAML reader tells apart make different subjects",
        arguments: [
            ("23850000000000123", "23850000000000124"), ("23850000000000123", "'23850000000000123'"),
            ("014", "'014'"), ("014", "14"), ("014", "12"), ("0o14", "12"), ("0x0C", "12"), ("yes", "'yes'"),
            ("yes", "true"), ("yes", "no"), ("yes", "YES"), ("on", "true"), ("y", "'y'"), ("true", "'true'"),
            ("true", "false"), ("12:30:45", "'12:30:45'"), ("12:30:45", "45045"), ("1e3", "'1e3'"), ("1e3", "1000"),
            ("1.0", "1"), ("1.0", "1.00"), ("0.1", "0.10000000000000001"), ("1_000", "1000"),
            ("2024-01-31", "'2024-01-31'"),
            ("null", "'null'"), ("null", "''"), ("~", "'~'"), ("null", "'~'"), ("", "''"), ("null", "false"),
            ("[a, b]", "[b, a]"), ("[a]", "a"), ("[]", "''"), ("[]", "null"), ("{}", "null"), ("[]", "{}"),
            ("[[a], b]", "[[a, b]]"), ("{a: 1, b: 2}", "{a: 2, b: 1}"), ("{a.b: 1}", "{a: {b: 1}}"),
            ("{'a.b': {c: 1}}", "{a: {'b.c': 1}}"), ("{'0': a}", "[a]"), ("{a: null}", "{}"), ("{a: ''}", "{}"),
            ("{a: false}", "{}"), ("'a'", "'a '"), ("'a'", "'A'"), ("\"e\\u0301\"", "\"\\u00e9\""),
            ("{\"e\\u0301\": 1}", "{\"\\u00e9\": 1}"), ("\"a\\nb\"", "'a b'"), ("\"a\\tb\"", "'a b'"),
            ("'<<'", "'>>'"), ("{'<<': {a: 1}}", "{a: 1}"), ("nan", ".nan"), (".inf", "-.inf"),
            ("'[\"string\",\"a\"]'", "[string, a]"), ("'a\",\"b'", "[a, b]"),
        ])
    func different(left: String, right: String) throws {
        let (one, other) = ("\(sync)config2:\n  value: \(left)\n", "\(sync)config2:\n  value: \(right)\n")
        let asked = try #require(form(.sync("s"), sync, one))
        #expect(asked != form(.sync("s"), sync, other))
        #expect(form(.sync("s"), one, other) != nil)
        // Before counts as much as after, and in a whole file too.
        #expect(form(.sync("s"), one, sync) != form(.sync("s"), other, sync))
        #expect(form(.sync("s"), nil, one) != form(.sync("s"), nil, other))
        #expect(form(.sync("s"), one, nil) != form(.sync("s"), other, nil))
    }

    @Test(
        "B1 values that are only written otherwise make the same subject",
        arguments: [
            ("'a'", "a"), ("\"a\"", "a"), ("\"a\\u0062\"", "ab"), ("'014'", "\"014\""), ("null", "~"), ("", "null"),
            ("true", "True"), ("TRUE", "true"), ("[a, b]", "\n    - a\n    - 'b'"), ("{a: 1, b: 2}", "{b: 2, a: 1}"),
            ("{a: {c: 1, b: 2}}", "\n    a:\n      b: 2\n      c: 1"), ("a # why", "a"),
            ("\"x\\ny\"", "|-\n    x\n    y"),
            ("'a b'", ">-\n    a\n    b"),
        ])
    func same(left: String, right: String) throws {
        let (one, other) = ("\(sync)config2:\n  value: \(left)\n", "\(sync)config2:\n  value: \(right)\n")
        let asked = try #require(form(.sync("s"), sync, one))
        #expect(asked == form(.sync("s"), sync, other))
        #expect(form(.sync("s"), one, other) == nil)
        #expect(form(.sync("s"), one, sync) == form(.sync("s"), other, sync))
        #expect(form(.sync("s"), nil, one) == form(.sync("s"), nil, other))
        #expect(form(.sync("s"), one, nil) == form(.sync("s"), other, nil))
    }

    @Test(
        "B1 layout and what format.md calls absent mean nothing, in one file after another",
        arguments: [
            (.sync("s"), sync, sync.with("\n", "\r\n")), (.sync("s"), sync, "\u{feff}" + sync),
            (.sync("s"), sync, "# who asked\n" + sync.with("mode: upsert", "mode: upsert # not insert\n")),
            (.sync("s"), sync, String(sync.dropLast())), (.sync("s"), sync, "---\n" + sync),
            (.sync("s"), sync, sync + "schedulePaused: false\n"),
            (.sync("s"), sync, sync.with("model: leads\ndestination: crm\n", "destination: crm\nmodel: leads\n")),
            (.model("m"), model, model + "dbtModel: null\ntableName: ''\nisSchema: false\n"),
            (.model("m"), model, model + "description: ''\nprimaryLabel: ~\ncustomQuery:\n"),
            (.model("m"), model, model.with("tags: [x, y]", "tags: [y, x]")),
            (
                .model("m"), model,
                model.with(
                    "  - {name: id, type: number}\n  - {name: email, type: string}",
                    "  - {type: string, name: email}\n  - name: id\n    type: number")
            ),
            (.columns("m"), "- {name: a}\n- {name: b}\n", "- {name: b}\n- {name: a}\n"),
            (.columns("m"), "columns:\n- {name: a}\n- {name: b}\n", "columns: [{name: b}, {name: a}]\n"),
        ] as [(GovernedFile, String, String)])
    func layout(file: GovernedFile, one: String, other: String) {
        #expect(form(file, one, other) == nil)
        #expect(form(file, nil, one) == form(file, nil, other))
        #expect(form(file, one, nil) == form(file, other, nil))
        let more = one + (one.hasPrefix("- ") ? "- {name: z}\n" : "zzz: 1\n")
        #expect(form(file, one, more) == form(file, other, more))
        #expect(form(file, more, one) == form(file, more, other))
    }

    @Test("B1 these changes of one file are told apart from each other and from none")
    func meanings() throws {
        let changes: [(GovernedFile, String?, String?)] = [
            (.sync("s"), sync, sync + "schedulePaused: true\n"), (.sync("s"), sync, sync + "schedulePaused: yes\n"),
            (.sync("s"), sync, sync + "schedulePaused: null\n"), (.sync("s"), sync, sync + "schedulePaused: ''\n"),
            (.sync("s"), sync, sync.with("[a, b]", "[b, a]")), (.sync("s"), sync, sync.with("list: [a, b]", "list:")),
            // Columns of a CSV file: the order of mappings counts.
            (.sync("s"), sync, sync.with("{to: Email, from: email}", "{to: X, from: email}")),
            (
                .sync("s"), sync,
                sync.with(
                    "- {to: Email, from: email}\n    - {to: Plan, from: plan}",
                    "- {to: Plan, from: plan}\n    - {to: Email, from: email}")
            ),
            (.sync("s"), sync, sync.with("mode: upsert", "'mode ': upsert")),
            (.model("m"), model, model + "dbtModel: x\n"), (.model("m"), model, model + "isSchema: true\n"),
            (.model("m"), model, model + "tableName: null2\n"), (.model("m"), model, model + "unknown: null\n"),
            (.model("m"), model, model + "unknown: ''\n"), (.model("m"), model, model + "folder: ''\n"),
            (.model("m"), model, model.with("tags: [x, y]", "tags: [x, 'y', z]")),
            (.model("m"), model, model.with("tags: [x, y]", "tags: [x]")),
            (.model("m"), model, model.with("type: string", "type: text")),
            (.model("m"), model, model.with("type: number", "type: text")), (.model("m"), model, nil),
            (.model("m"), nil, model), (.sync("s"), nil, sync), (.sync("s"), sync, nil),
        ]
        let forms = try changes.map { try #require(form($0, $1, $2), "\($0) \($2 ?? "-")") }
        #expect(Set(forms).count == forms.count)
    }

    @Test(
        "B1 a file that is not ours to read is its bytes and its mode",
        arguments: [
            "%TAG ! tag:x,2024:\n---\na: 1\n", "a: 1\n---\nb: 2\n", "a: !!str 1\n", "? [a]\n: 1\n", "a: \"x\u{85}\"\n",
            "a: x\u{2028}\n", "a: [1\n", "a: 1\na: 2\n", "a: \u{0}\n", "1: a\n", "yes: a\n",
            "a: &x 1\n", "a: {? b : 1}\n", "a: ._5\n",
        ])
    func opaque(text: String) throws {
        let asked = try #require(form(.sync("s"), sync, text))
        #expect(asked != form(.sync("s"), sync, text + "# a comment\n"))
        #expect(form(.sync("s"), text, text + "# a comment\n") != nil)
        let change = try #require(compare(.sync("s"), before: FileText(sync), after: FileText(text)))
        #expect(change.isOpaque && change.needsApproval)
    }

    @Test("B1 the mode of a file is part of its meaning", arguments: [0o100755, 0o120000, 0o160000] as [UInt32])
    func mode(mode: UInt32) throws {
        let after = FileText(sync, mode: mode)
        let asked = try #require(form(.sync("s"), FileText(sync), after))
        #expect(asked != form(.sync("s"), after, FileText(sync)))
        #expect(form(.sync("s"), nil, FileText(sync)) != form(.sync("s"), nil, after))
        #expect(form(.sync("s"), FileText(sync), nil) != form(.sync("s"), after, nil))
    }

    @Test("B1 several changes are one subject in any order, and each place counts")
    func several() throws {
        let one = try #require(compare(.sync("s"), before: FileText(sync), after: FileText(sync + "a: 1\n")))
        let two = try #require(compare(.model("m"), before: FileText(model), after: FileText(model + "a: 1\n")))
        let both = [("syncs/s.yaml", one), ("models/m.yaml", two)]
        #expect(Subject.digest(both, context: []) == Subject.digest(both.reversed(), context: []))
        #expect(Subject.digest([both[0]], context: []) != Subject.digest([("syncs/t.yaml", one)], context: []))
        #expect(Subject.digest([both[0]], context: []) != Subject.digest(both, context: []))
    }
}
