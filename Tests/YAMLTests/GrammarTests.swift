import Testing
import YAML

/// The grammar on which all readers agree (protocol.md, "Subject"). `Tests/Harness/yaml-differential` holds it against
/// the readers themselves.
@Suite struct GrammarTests {
    @Test(
        "what all readers take for the same is not opaque",
        arguments: [
            // Collections.
            "", "# only a comment\n", "\u{FEFF}# only a comment\n", "a:\n", "a: b\n", "- a\n- b\n", "a:\n- b\n- c\n",
            "a:\n    - b\n",
            "a:\n  b:\n    c: d\n",
            "- a: b\n  c: d\n-   e: f\n    g: h\n", "- - a\n  - b\n- - c\n", "-\n  a: b\n", "a :  b\n",
            "  a: b\n  c: d\n", "a: {}\nb: []\n",
            "a: {b: c, d: [e, 'f', \"g\"]}\n", "a: {b: c,}\n", "[a,b]\n", "{\"a\":1,\"b\":[1,2]}\n",
            "a: [\n  b,\n  c\n]\n", "a: {\n  b: c,\n  }\n",
            "a:\n  [b, c]\n",
            // Plain and quoted text.
            "a: b c\n", "a: b\n  c\n\n  d\n", "a:\n  b\n", "a: http://x.example/?a=b&c=d#e\n", "a: it's\n",
            "a: '{{b}}'\n",
            "a: -1\nb: +1.5\nc: -x\n", "a: 1.2.3\nb: 2024-01\nc: 1_users\nd: .x\n",
            "'a': 'it''s'\n\"b\": \"\\t\\u00e9\\\"\\\\\"\n",
            "a: 'b\n  c\n\n  d'\n", "a: \"b\n c\"\n", "a: \"x\ty\"\n", "é: ü\n", "a: yes\nb: 014\n",
            // Block text.
            "a: |\n  b\n", "a: |-\n  b\n   c\n\n  d", "a: |+\n  b\n\n", "a: >\n  b\n  c\n\n    d\n", "a: >-\n  b",
            "a: |2-\n   b\n  c\n",
            "a: |-2\n   b\n", "a: |- # c\n  b\n", "a: |\n  b\n  \tc\n", "a: |\n  b\n     \n  c\n", "- |\n b\n- c\n",
            "a: |-\nb: c\n", "a: |\n\n  b\n",
            // Comments, line ends, the start.
            "# c\na: b # c\n\n   # c\n  # c\nc: # c\n  - d # c\n# c\n  - e\n", "- - a\n# c\n  - b\n", "- # c\n  a: b\n",
            "a: [ # c\n  b # c\n  ]\n",
            "a: |\n  b\n# c\nc: d\n", "a: b\r\nc: |\r\n  d\r\n", "---\na: b\n", "# c\n---  # c\n\na: b\n",
            "\u{FEFF}a: b\n", "a: b  \n  \n", "a: b",
        ])
    func inside(_ text: String) {
        let document = Document(text)
        #expect(document.opaque == nil && document.problems.isEmpty, "\(document.opaquePosition?.offset ?? -1)")
    }

    @Test(
        "what some reader takes for something else, or refuses, is opaque, and so is what nobody thought of",
        arguments: [
            // Names for nodes: scope, `:` in them, and what stands behind them differ.
            ("a: &x b\n", .anchor, 3), ("a: &x {b: c}\nd: *x\n", .anchor, 3), ("a: &x\n  |-\n  b\n", .anchor, 3),
            ("<<: {a: b}\n", .mergeKey, 0), ("a: {'<<': b}\n", .mergeKey, 4), ("a: !!str b\n", .explicitTag, 3),
            ("%YAML 1.2\n---\na: b\n", .directive, 0), ("a: b\n---\nc: d\n", .severalDocuments, 5),
            // Keys.
            ("1: a\n", .nonStringKey, 0), ("? a\n: b\n", .explicitKey, 0), ("{? a : b}\n", .explicitKey, 1),
            ("on: a\n", .ambiguousKey, 0),
            ("a: {b}\n", .layout, 5), ("a: {b: }\n", .layout, 5), ("a: [b: c]\n", .layout, 4),
            ("{a : b, c:d: e}\n", nil, 0),
            ("\(String(repeating: "k", count: 1001)): a\n", .layout, 1001),
            // Items and brackets.
            ("-\n", .emptyItem, 0), ("a:\n  - b\n  -\n", .emptyItem, 8), ("- -\n# c\n  - x\n", .emptyItem, 2),
            ("- -\n# c\n    x\n", .layout, 12),
            ("a: [b\n, c]\n", .layout, 6), ("a:\n  [\nb]\n", .layout, 7), ("a: [b,\nc]\n", .layout, 7),
            ("[a?b]\n", .layout, 2),
            // Text.
            ("a: 1_0e3\n", .numberLike, 3), ("a: 08_1\n", .numberLike, 3), ("a: ._5\n", .numberLike, 3),
            ("a: -_1\n", .numberLike, 3),
            ("a: 0_x1F\n", .numberLike, 3), ("a: :b\n", .layout, 3), ("a: ?b\n", .layout, 3), ("a: --b\n", .layout, 3),
            ("a: ...b\n", .layout, 3),
            ("---a: b\n", .layout, 0), ("a: b \n  c\n", .blanksAtLineEnd, 4), ("a: \"b \n  c\"\n", .blanksAtLineEnd, 5),
            ("a: 'b\n  \n  c'\n", .blanksAtLineEnd, 6), ("a: \"b\n\tc\"\n", .layout, 6), ("a: \"b\n  \tc\"\n", .tab, 8),
            ("a: \"b\nc\"\n", .layout, 6),
            ("a: \"b\\\n  c\"\n", .escape, 5), ("a: \"\\/\"\n", .escape, 4), ("a: \"\\N\"\n", .escape, 4),

            ("a: \"b\u{2028}\"\n", .lineSeparator, 5), ("a: b\u{85}c: d\n", .lineSeparator, 4),
            ("a: b\rc: d\n", .lineSeparator, 4),
            // Block text.
            ("a: |\n  b", .lastLine, 8), ("a: |+\n  b", .lastLine, 9), ("a: >", .lastLine, 4),
            ("a: |-\n\n  \n    b\n", .blanksAtLineEnd, 7),
            ("a: >\n  b\n     \n  c\n", .blanksAtLineEnd, 9), ("a:\n  |-\n  b\n", .layout, 5), ("|\n  a\n", .layout, 0),
            // Tabs, and the start and end.
            ("a: |\n  \tb\n", .tab, 7), ("a: b\n \t\nc: d\n", .tab, 6), ("a:\tb\n", .tab, 2), ("a: b\t\n", .tab, 4),
            ("a: 'b'\t# c\n", .tab, 6),
            ("--- {a: b}\n", .layout, 4), ("---\n", .layout, 4), ("a: b\n...\n", .layout, 5), ("a\n", .layout, 0),
            ("---\na: yes\n", .ambiguousStart, 0),
        ] as [(String, Document.Opaque?, Int)])
    func outside(_ text: String, _ reason: Document.Opaque?, _ offset: Int) {
        let document = Document(text)
        #expect(document.problems.isEmpty)
        #expect(document.opaque == reason)
        if reason != nil { #expect(document.opaquePosition?.offset == offset) }
    }

    @Test("what is rendered is of the grammar", arguments: 0..<300)
    func rendered(_ seed: Int) {
        var scribe = Scribe(seed)
        let value = scribe.mapping(depth: 0)
        let bytes = render(document: value)
        let document = Document(bytes)
        #expect(
            document.opaque == nil,
            "\(String(decoding: bytes, as: UTF8.self)) at \(document.opaquePosition?.offset ?? -1)")
    }

    @Test(
        "texts that would not be of it come in quotes, on their own and within brackets",
        arguments: [
            "1_0e3", "._5", "-_1", ":a", "?a", "a?b", "--a", "...a", "---", "<<", "=", "yes", "a: b", "a #b", "#a",
            " a", "a ", "a\tb", "\ta",
            "2024-1-2 3:4:5", "0X1F", "", "\u{2028}", "\u{85}", "\u{FEFF}", "a\r\nb", " a\n b", "\n", "a\n\n",
            "\ta\n\tb", "a\n \n", "'", "\"", "\\", "%a", "é",
        ])
    func text(_ text: String) {
        let values: [Value] = [
            .mapping([.init(key: "a", value: .string(text))]), .sequence([.string(text)]),
            .mapping([
                .init(key: "a", value: .sequence([.string(text), .mapping([.init(key: "b", value: .string(text))])]))
            ]),
        ]
        for value in values {
            let document = Document(render(document: value))
            #expect(
                document.opaque == nil && document.root?.value == value,
                "\(String(decoding: document.bytes, as: UTF8.self))")
        }
        let flow = Document("a: [\(render(scalar: text)), {b: \(render(scalar: text))}]\n")
        #expect(flow.opaque == nil)
        #expect(flow.root?["a"]?.items?[0].value == .string(text))
        #expect(flow.root?["a"]?.items?[1]["b"]?.value == .string(text))
    }
}
