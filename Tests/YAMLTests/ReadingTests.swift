import Testing
import YAML

/// `line:column-line:column` of a range.
func place(_ range: SourceRange) -> String {
    "\(range.start.line):\(range.start.column)-\(range.end.line):\(range.end.column)"
}

extension Document {
    init(_ text: String) { self.init(Array(text.utf8)) }

    /// The text of a range.
    func text(_ range: SourceRange) -> String {
        String(decoding: bytes[range.start.offset..<range.end.offset], as: UTF8.self)
    }
}

struct RangeCase: CustomTestStringConvertible, Sendable {
    var text: String
    var path: [Step]
    var place: String
    var source: String

    init(_ text: String, _ path: [Step], _ place: String, _ source: String) {
        (self.text, self.path, self.place, self.source) = (text, path, place, source)
    }

    var testDescription: String { text.debugDescription }
}

@Suite struct ReadingTests {
    @Test(
        "a range counts bytes, lines, and columns in scalars, and is the text of its node",
        arguments: [
            RangeCase("a: 1\nb: two\n", ["b"], "2:4-2:7", "two"),
            RangeCase("a: é\nü: 🙂 x\n", ["ü"], "2:4-2:7", "🙂 x"),
            RangeCase("{é: ü, b: x}", ["b"], "1:11-1:12", "x"),
            RangeCase("\u{FEFF}a: é\n", ["a"], "1:4-1:5", "é"),
            RangeCase("\u{FEFF}a: b\n", [], "1:1-1:5", "a: b"),
            RangeCase("a: 1\r\nb: ö\r\nc: 3\r\n", ["c"], "3:4-3:5", "3"),
            RangeCase("a: 1\rb: 2\rc: 3", ["c"], "3:4-3:5", "3"),
            RangeCase("a: 1\nb: 2", ["b"], "2:4-2:5", "2"),
            RangeCase("a: 'it''s'  # c\n", ["a"], "1:4-1:11", "'it''s'"),
            RangeCase("a: \"é\n  b\" # c\n", ["a"], "1:4-2:5", "\"é\n  b\""),
            RangeCase("a: b\n  c\n  d # e\n", ["a"], "1:4-3:4", "b\n  c\n  d"),
            RangeCase("a: |-  # c\n  é\n  x \n\n\n# d\nb: 1\n", ["a"], "1:4-3:5", "|-  # c\n  é\n  x "),
            RangeCase("a: |\n  x\n    \nb: 1\n", ["a"], "1:4-3:5", "|\n  x\n    "),
            RangeCase("a: |\n  x\n  \nb: 1\n", ["a"], "1:4-2:4", "|\n  x"),
            RangeCase("a: >\r\n\r\n  x\r\n\r\n  y\r\n\r\nb: 1\r\n", ["a"], "1:4-5:4", ">\r\n\r\n  x\r\n\r\n  y"),
            RangeCase("a: |\n  x", ["a"], "1:4-2:4", "|\n  x"),
            RangeCase("a: |+ # c\n\n\nb: 1\n", ["a"], "1:4-1:6", "|+"),
            RangeCase("a: |2-\n   x\n  y\nb: 1\n", ["a"], "1:4-3:4", "|2-\n   x\n  y"),
            RangeCase("a:\n  b: 1\n  c:\n    - x\n\n# end\nd: 1\n", ["a"], "2:3-4:8", "b: 1\n  c:\n    - x"),
            RangeCase("a:\n- x\n- y: 1\n  z: 2\nb: 1\n", ["a"], "2:1-4:7", "- x\n- y: 1\n  z: 2"),
            RangeCase("a:\n- x\n- y: 1\n  z: 2\nb: 1\n", ["a", 1], "3:3-4:7", "y: 1\n  z: 2"),
            RangeCase("a:   # c\nb: 1\n", ["a"], "1:3-1:3", ""),
            RangeCase("a:\n  -   # c\n  - 1\n", ["a", 0], "2:4-2:4", ""),
            RangeCase("a: {b, c: , d : }\n", ["a", "b"], "1:6-1:6", ""),
            RangeCase("a: {b, c: , d : }\n", ["a", "c"], "1:10-1:10", ""),
            RangeCase("a: {b, c: , d : }\n", ["a", "d"], "1:16-1:16", ""),
            RangeCase("? a\n? b\n# c\n", ["a"], "1:4-1:4", ""),
            RangeCase("? a\n# é\n: x\n", ["a"], "3:3-3:4", "x"),
            RangeCase("a: [x, é, {y: 1} ] # c\n", ["a"], "1:4-1:19", "[x, é, {y: 1} ]"),
            RangeCase("a: &n !!str x\n", ["a"], "1:4-1:14", "&n !!str x"),
            RangeCase("a: &n\n  b: 1\nc: *n\n", ["c"], "3:4-3:6", "*n"),
            RangeCase("--- # c\na: 1\n...\n", [], "2:1-2:5", "a: 1"),
        ])
    func ranges(_ table: RangeCase) throws {
        let document = Document(table.text)
        #expect(document.problems.isEmpty)
        let node = try #require(document.node(at: table.path))
        #expect(place(node.range) == table.place)
        #expect(document.text(node.range) == table.source)
        for end in [node.range.start, node.range.end] { #expect(document.position(ofByte: end.offset) == end) }
    }

    @Test("keys have ranges, styles and kinds too")
    func keys() throws {
        let document = Document("é: 1\n\"to\": 2\n12: 3\n")
        let keys = try #require(document.root?.entries).map(\.key)
        #expect(keys.map { place($0.range) } == ["1:1-1:2", "2:1-2:5", "3:1-3:3"])
        #expect(keys.map(\.scalar?.style) == [.plain, .doubleQuoted, .plain])
        #expect(keys.map(\.scalar?.kind) == [.string, .string, .int])
    }

    @Test("an alias stands for what it names, which is shared, at a place of its own")
    func aliases() throws {
        let document = Document("a: &n {x: [1, 2]}\nb: *n\nc: *n\n")
        let alias = try #require(document.root?["b"])
        #expect(alias.isAlias && alias.anchor == "n")
        #expect(alias.value == document.root?["a"]?.value)
        #expect(alias["x"].map { place($0.range) } == "1:11-1:17")
        #expect(document.root?["a"]?.isAlias == false)
        // Later anchors of the same name count for later aliases.
        #expect(
            Document("- &n 1\n- *n\n- &n 2\n- *n\n").root?.value == .sequence([.int(1), .int(1), .int(2), .int(2)]))
    }

    @Test("tags are given as written, anchors without their sign")
    func properties() {
        let document = Document("- !!int '12'\n- &a !x\n  b: 1\n- !<tag:x,1:y> &b [c]\n- !\n  12\n")
        #expect(document.root?.items?.map(\.tag) == ["!!int", "!x", "!<tag:x,1:y>", "!"])
        #expect(document.root?.items?.map(\.anchor) == [nil, "a", "b", nil])
        #expect(document.root?.items?.map(\.scalar?.kind) == [.string, nil, nil, .string])
    }

    @Test("`<<` is a key like any other", arguments: ["a: &d {x: 1}\nb:\n  <<: *d\n  x: 2\n"])
    func mergeKey(_ text: String) {
        #expect(Document(text).root?["b"]?.entries?.map(\.key.scalar?.text) == ["<<", "x"])
        #expect(Document(text).opaque == .anchor)
    }

    @Test(
        "a file without content has no root and no problem",
        arguments: ["", "\n", "# c\n", "\u{FEFF}", "  \n\n"])
    func empty(_ text: String) {
        let document = Document(text)
        #expect(document.root == nil)
        #expect(document.isReadable && document.problems.isEmpty && document.opaque == nil)
    }

    @Test(
        "a line is its text without its end, by the same count as positions",
        arguments: ["\u{FEFF}é\nb\r\nc\rd\u{2028}e\n\nf", "é\nb\r\nc\rd\u{2028}e\n\nf"])
    func lines(_ text: String) {
        let document = Document(text)
        #expect((0...7).map { document.line($0) } == ["é", "é", "b", "c", "d\u{2028}e", "", "f", ""])
        #expect(
            document.position(ofByte: document.bytes.count)
                == SourcePosition(offset: text.utf8.count, line: 6, column: 2))
        #expect(document.position(ofByte: 1_000_000).offset == text.utf8.count)
        #expect(Document([0x61, 0xFF, 0x0A, 0x62]).line(1) == "a\u{FFFD}")
    }

    @Test(
        "U+0085, U+2028 and U+2029 end no line, whatever libyaml counts", arguments: ["\u{85}", "\u{2028}", "\u{2029}"])
    func separators(_ separator: String) throws {
        let document = Document("a: \"x\(separator)y\"\nb: é\nc: |\n  x\n  y\n# z\n")
        #expect(document.opaque == .lineSeparator)
        let node = try #require(document.root?["b"])
        #expect(place(node.range) == "2:4-2:5")
        #expect(document.root?["c"].map { place($0.range) } == "3:4-5:4")
    }

    @Test("texts are told apart by their bytes, not by canonical equivalence")
    func exactText() {
        #expect(Value.string("é") != Value.string("e\u{301}"))
        #expect(Value.mapping([.init(key: "primaryKey", value: .null)])["primary\u{212A}ey"] == nil)
        let document = Document("primary\u{212A}ey: 1\nprimaryKey: 2\n")
        #expect(document.problems.isEmpty)
        #expect(document.root?["primaryKey"]?.value == .int(2))
        #expect(Set([ExactText("é"), ExactText("e\u{301}"), ExactText("é")]).count == 2)
    }

    @Test(
        "a tab that spaces indent is text, and a line of white space says nothing, whatever libyaml thinks of it",
        arguments: [
            ("a: |-\n  \tselect x\n  \tfrom y\nb: c\n", "\tselect x\n\tfrom y"),
            ("a: >\n \t\n d\nb: c\n", "\t\nd\n"),
            ("a: |\n\n  \t\tx ~ y\nb: c\n", "\n\t\tx ~ y\n"),
            ("a: >-\n  \tb\n  c\n  d\n\n  e\nb: c\n", "\tb\nc d\ne"), ("a: x\n\t\nb: c\n", "x"),
            ("a: x\n  \t  \n\nb: c\n", "x"), ("a: x\n\t# y: z\nb: c\n", "x"),
            ("a: |-\n  x\n\t\nb: c\n", "x"),
        ])
    func tabs(_ text: String, _ value: String) {
        let document = Document(text)
        #expect(document.problems.isEmpty)
        #expect(document.root?["a"]?.string == value)
        #expect(document.root?["b"]?.string == "c")
        #expect(document.opaque == .tab)
        #expect(document.bytes == Array(text.utf8))
    }

    @Test(
        "a tab that indents what others do not take for text is a problem",
        arguments: [
            "a: |-\n\tselect\nb: c\n", "a: |-\n  x\n\t\n  y\nb: c\n", "a:\n\tb: c\n", "a: b\n\tc: d\n",
            "a:\n  b: |-\n  \tx\n", "# a: |\n  \tb: c\n",
        ])
    func tabsThatIndent(_ text: String) { #expect(!Document(text).isReadable) }

    @Test(
        "the name of an anchor may have any characters, whatever libyaml thinks of them",
        arguments: [
            ("a: &x.y 1\nb: *x.y\n", 1), ("a: &x.y 1\nc: &x/y 2\nb: *x.y\n", 1),
            ("a: &x.y 1\nc: &x/y 2\nb: *x/y\n", 2), ("a: !!int &x/y 1\nc: &aaa 2\nb: *x/y\n", 1),
            ("a: {c: &x$ 1}\nb: *x$\n", 1), ("a: &é 0\nc: &x.y é\nb: 1\n", nil),
        ])
    func oddAnchors(_ text: String, _ value: Int?) {
        let document = Document(text)
        guard let value else {
            #expect(!document.isReadable)
            return
        }
        #expect(document.problems.isEmpty)
        #expect(document.root?["b"]?.value == .int(value))
        #expect(document.opaque == .anchor || document.opaque == .explicitTag)
        #expect(document.bytes == Array(text.utf8))
    }

    @Test("an alias is named as it is written, and what is no name to others either is a problem")
    func oddAliases() {
        let problems = Document("a: &x.y 1\nb: *x/y\n").problems
        #expect(problems.map(\.message) == ["the alias *x/y has no anchor &x/y before it"])
        for text in ["a: & b\n", "a: &x.y[b]\n", "a: *\n"] { #expect(!Document(text).isReadable, "\(text)") }
        #expect(!Document((0..<2_000).map { "k\($0): &x.y\($0) z\n" }.joined()).isReadable)
    }

    @Test("many tabs that libyaml refuses are read soon, or not at all")
    func manyTabs() {
        let few = (0..<20).map { "k\($0): |-\n  \tx\n" }.joined()
        #expect(Document(few).root?["k19"]?.string == "\tx")
        #expect(!Document((0..<2_000).map { "k\($0): |-\n  \tx\n" }.joined()).isReadable)
    }
}
