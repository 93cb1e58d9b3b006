import Testing

@testable import SQL

@Test("tokens carry their place and their text, and leave comments and white space out")
func tokens() throws {
    let text = "select a.\"B c\", 'it''s' -- x\n, $$y$$ /* z */ ,1e-5+2 ,{{ t }} ::int"
    let tokens = try SQL.tokens(text, lexicon: [])
    let bytes = Array(text.utf8)
    #expect(
        tokens.map { String(decoding: bytes[$0.range], as: UTF8.self) } == [
            "select", "a", ".", "\"B c\"", ",", "'it''s'", ",", "$$y$$", ",", "1e-5", "+", "2", ",", "{{ t }}", "::",
            "int",
        ])
    #expect(tokens.map(\.kind).prefix(6) == [.word, .word, .symbol, .quotedName, .symbol, .string])
    #expect(tokens[0].key == "select" && tokens[3].text == "B c" && tokens[3].key == "")
}

@Test("a key tells words of up to 32 bytes apart, whatever the case of ASCII letters; longer ones are no keyword")
func keys() throws {
    let longest = String(repeating: "a", count: 32)
    let another = String(longest.dropLast()) + "b"
    let words = [
        "select", "SELECT", "selec", "selectx", "a2345678", "a23456789", "É", "é", longest, longest + "a", another,
    ]
    let keys = try SQL.tokens(words.joined(separator: " "), lexicon: []).map(\.key)
    #expect(keys[0] == "select" && keys[1] == "select")
    #expect(Set(keys).count == words.count - 1)
    #expect(keys[9] == "" && keys[8] != "")
}

@Test(
    "one text, read by the rules of each warehouse",
    arguments: [
        ("a # b", [], ["a", "#", "b"]),
        ("a # b", .hashComments, ["a"]),
        ("a // b", [], ["a", "/", "/", "b"]),
        ("a // b", .slashComments, ["a"]),
        ("a--1", [], ["a"]),
        ("a--1", .dashNeedsSpace, ["a", "-", "-", "1"]),
        ("a -- 1", .dashNeedsSpace, ["a"]),
        ("/* /* */ a */", .nestedComments, []),
        ("/* /* */ a", [], ["a"]),
        ("'\\'' a", .backslashEscapes, ["'\\''", "a"]),
        ("'\\' a", [], ["'\\'", "a"]),
        ("\"\"\"a\"b\"\"\" c", [.doubleQuotedStrings, .tripleQuotes], ["\"\"\"a\"b\"\"\"", "c"]),
        ("[a b].c", .bracketedNames, ["[a b]", ".", "c"]),
        ("[a b]", [], ["[", "a", "b", "]"]),
        ("e'\\'' r'\\' n'x'", [], ["e'\\''", "r'\\'", "n'x'"]),
    ] as [(String, SQL.Lexicon, [String])])
func lexicons(text: String, lexicon: SQL.Lexicon, expected: [String]) throws {
    let bytes = Array(text.utf8)
    let found = try SQL.tokens(text, lexicon: lexicon).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(found == expected)
}

@Test(
    "an open quote, comment or template is said with its place",
    arguments: ["a 'b", "a \"b", "a `b", "a /* b", "a {{ b"])
func openTokens(text: String) {
    #expect(throws: SQL.Unterminated(offset: 2)) { try SQL.tokens(text, lexicon: []) }
}
