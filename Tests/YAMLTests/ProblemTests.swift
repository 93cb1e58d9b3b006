import Testing
import YAML

struct ProblemCase: CustomTestStringConvertible, Sendable {
    var text: [UInt8]
    var kind: Problem.Kind
    var place: String
    var message: String

    init(_ text: String, _ kind: Problem.Kind, _ place: String, _ message: String) {
        self.init(Array(text.utf8), kind, place, message)
    }

    init(_ text: [UInt8], _ kind: Problem.Kind, _ place: String, _ message: String) {
        (self.text, self.kind, self.place, self.message) = (text, kind, place, message)
    }

    var testDescription: String { String(decoding: text.prefix(60), as: UTF8.self).debugDescription }
}

@Suite struct ProblemTests {
    @Test(
        "A101 text that is no YAML has a message and the place to look at",
        arguments: [
            ProblemCase(
                "rawSql: |-\nselect\n  email\nfrom x\nb: c\n", .syntax, "2:1-2:7",
                "this line is neither a `key: value` nor indented as part of the text above"),
            ProblemCase("a: \"abc\nb: c\n", .syntax, "1:4-1:8", "this quote is never closed"),
            ProblemCase("é: 'abc\n", .syntax, "1:4-1:8", "this quote is never closed"),
            ProblemCase(
                "a: b: c\n", .syntax, "1:5-1:6", "`: ` is not allowed here: quote the text, or fix the indentation"),
            ProblemCase(
                "a: b\n c: d\n", .syntax, "2:3-2:4", "`: ` is not allowed here: quote the text, or fix the indentation"
            ),
            ProblemCase("a:\n\tb: c\n", .syntax, "2:1-2:2", "tabs cannot indent YAML: use spaces"),
            ProblemCase("a: @x\n", .syntax, "1:4-1:6", "text cannot start with this character: quote it"),
            ProblemCase("a: [b\nc: d\n", .syntax, "2:2-2:3", "expected `,` or `]` in the list that starts at 1:4"),
            ProblemCase("é: {b: 1\nc: d\n", .syntax, "2:2-2:3", "expected `,` or `}` in the map that starts at 1:4"),
            ProblemCase(
                "a: \"x\" y\n", .syntax, "1:8-1:9",
                "expected a key in line with the keys above; is the indentation right, or a text not quoted?"),
            ProblemCase("- a\nb: 1\n", .syntax, "2:1-2:3", "expected `- ` in line with the items above"),
            ProblemCase(
                "a: - b\n", .syntax, "1:4-1:5", "`- ` is not allowed here: start the list on a line of its own"),
            ProblemCase(
                "a: \"\\q\"\n", .syntax, "1:5-1:8", "found unknown escape character while parsing a quoted scalar"),
            ProblemCase("a: *x\n", .syntax, "1:4-1:6", "the alias *x has no anchor &x before it"),
            ProblemCase("a: &x [*x]\n", .syntax, "1:8-1:10", "the alias *x is inside what it names"),
            ProblemCase(
                "a: 1\n...\n---\n- &x 1\n---\n- *x\n", .syntax, "6:3-6:5", "the alias *x has no anchor &x before it"),
        ])
    func syntax(_ table: ProblemCase) throws { try check(table) }

    @Test(
        "A104 what is not UTF-8, or a control character, is found before anything is parsed",
        arguments: [
            ProblemCase(Array("é: ".utf8) + [0xFF], .notUTF8, "1:4-1:5", "the text is not UTF-8 here"),
            ProblemCase([0x61, 0x0A, 0xC3], .notUTF8, "2:1-2:2", "the text is not UTF-8 here"),
            ProblemCase([0xC0, 0x80], .notUTF8, "1:1-1:2", "the text is not UTF-8 here"),
            ProblemCase([0xE0, 0x80, 0x80], .notUTF8, "1:1-1:2", "the text is not UTF-8 here"),
            ProblemCase([0xED, 0xA0, 0x80], .notUTF8, "1:1-1:2", "the text is not UTF-8 here"),
            ProblemCase([0xF4, 0x90, 0x80, 0x80], .notUTF8, "1:1-1:2", "the text is not UTF-8 here"),
            ProblemCase([0xFF, 0xFE, 0x61, 0x00], .notUTF8, "1:1-1:2", "the text is not UTF-8 here"),
            ProblemCase([0x61, 0x80], .notUTF8, "1:2-1:3", "the text is not UTF-8 here"),
            ProblemCase(
                "a: 1\nb: \0\n", .controlCharacter, "2:4-2:5", "a NUL character (U+0000) is not allowed in YAML"),
            ProblemCase(
                "a: \u{1B}[31m\n", .controlCharacter, "1:4-1:5", "the control character U+001B is not allowed in YAML"),
            ProblemCase(
                "a: \u{7F}\n", .controlCharacter, "1:4-1:5", "the control character U+007F is not allowed in YAML"),
            ProblemCase(
                "a: é\u{9B}\n", .controlCharacter, "1:5-1:6", "the control character U+009B is not allowed in YAML"),
            ProblemCase(
                "a: \u{FFFF}\n", .controlCharacter, "1:4-1:5", "the control character U+FFFF is not allowed in YAML"),
            ProblemCase(
                "a: \u{FEFF}\n", .controlCharacter, "1:4-1:5",
                "a byte-order mark (U+FEFF) is allowed at the start of the file only"),
        ])
    func bytes(_ table: ProblemCase) throws { try check(table) }

    private func check(_ table: ProblemCase) throws {
        let document = Document(table.text)
        let problem = try #require(document.problems.last)
        #expect(problem.kind == table.kind)
        #expect(problem.message == table.message)
        #expect(place(problem.range) == table.place)
        #expect(document.root == nil && !document.isReadable && document.opaque == .unreadable)
    }

    @Test("A104 characters beyond the first plane, tabs and escapes are fine")
    func fine() {
        let document = Document("a: \"🙂\t\\0\\e\\x9B\"\nb: \u{FFFD}\u{E000}\u{10FFFF}\n")
        #expect(document.problems.isEmpty)
        #expect(document.root?["a"]?.string == "🙂\t\0\u{1B}\u{9B}")
    }

    @Test(
        "A102 a key that is there twice is found at its second place, with the first",
        arguments: [
            ("a: 1\nb: 2\na: 3\n", "a 3:1-3:2 1:1-1:2"), ("a: 1\n'a': 2\n", "a 2:1-2:4 1:1-1:2"),
            ("x:\n  - {é: 1, b: 2, \"\\xe9\": 3}\n", "é 2:18-2:24 2:6-2:7"), ("{? [a] : 1, ? [a] : 2}", nil),
            ("a: {a: {a: 1}}\nb: {a: 1}\n", nil), ("a: 1\nA: 2\n", nil),
            ((0..<100).map { "k\($0): 1\n" }.joined() + "k40: 2\n", "k40 101:1-101:4 41:1-41:4"),
            ((0..<100).map { "? [k\($0)]\n: 1\n" }.joined() + "a: 1\na: 2\n", "a 202:1-202:2 201:1-201:2"),
        ] as [(String, String?)])
    func duplicateKeys(_ text: String, _ expected: String?) {
        let document = Document(text)
        let found = document.problems.first.map { problem in
            let key = problem.message.split(separator: "`")[1]
            return "\(key) \(place(problem.range)) \(problem.related.map { place($0) } ?? "")"
        }
        #expect(found == expected)
        #expect(document.problems.allSatisfy { $0.kind == .duplicateKey })
        #expect(document.isReadable && document.root != nil)
        #expect((document.opaque == .unreadable) == (expected != nil))
    }

    @Test("A102 of thousands of duplicate keys the first hundred are told")
    func manyDuplicates() {
        #expect(Document(String(repeating: "a: 1\n", count: 5000)).problems.count == 100)
        let message = Document(
            "\"\\e\\n\(String(repeating: "x", count: 99))\": 1\n\"\\e\\n\(String(repeating: "x", count: 99))\": 1\n"
        )
        .problems.first?.message
        #expect(message == "the key `\u{FFFD}\u{FFFD}\(String(repeating: "x", count: 58))…` appears twice")
    }

    @Test(
        "a document that readers may not agree on says why",
        arguments: [
            ("a: 1\n", nil), ("%YAML 1.2\n---\na: 1\n", .directive), ("%TAG ! x:\n---\na: 1\n", .directive),
            ("a: 1\n---\nb: 1\n", .severalDocuments), ("--- \na: 1\n", nil), ("a: !!str 1\n", .explicitTag),
            ("a: ! 1\n", .explicitTag), ("- !x {}\n", .explicitTag), ("1: a\n", .nonStringKey),
            ("~: a\n", .nonStringKey),
            ("true: a\n", .nonStringKey), ("1.5: a\n", .nonStringKey),
            ("? [a]\n: b\n", .nonStringKey), ("a: {{b}}\n", .nonStringKey), ("&x a: 1\n*x : 1\n", .unreadable),
            ("&x a: 1\n", .anchor), ("a: &x 1\nb: *x\n", .anchor), ("a: [&x 1]\n", .anchor),
            ("on: a\n", .ambiguousKey), ("- 2024-01-31: a\n", .ambiguousKey), ("'on': a\n", nil),
            ("<<: {a: 1}\n", .mergeKey),
            ("\"<<\": {a: 1}\n", .mergeKey), ("a: \"x\u{2028}\"\n", .lineSeparator), ("a: \"x\\u2028\"\n", nil),
            ("a: 1\na: 1\n", .unreadable), ("a: [\n", .unreadable), ("on: 1\n---\n- !x 1\n", .severalDocuments),
            ("on: 1\n1: 2\n", .nonStringKey),
        ] as [(String, Document.Opaque?)])
    func opaque(_ text: String, _ expected: Document.Opaque?) { #expect(Document(text).opaque == expected) }

    @Test("A106 ambiguous scalars are listed in order, keys too, and once however many aliases name them")
    func ambiguous() {
        let document = Document("a: yes\non: [014, '014']\nb: &x {c: 12:30}\nd: *x\n<<: {e: no}\n")
        #expect(document.ambiguousScalars().map(\.scalar?.text) == ["yes", "on", "014", "12:30", "no"])
    }
}
