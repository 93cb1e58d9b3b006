import Approvals
import Support
import Testing

@Suite("Canonical JSON")
struct JSONTests {
    @Test(
        "B3 a value has one canonical text, that of RFC 8785",
        arguments: [
            (true, "true"), (false, "false"), (0, "0"), (-7, "-7"), ("", #""""#), ("a b", #""a b""#),
            (JSON.int(1 << 53 - 1), "9007199254740991"), (JSON.int(-(1 << 53 - 1)), "-9007199254740991"),
            // RFC 8785, 3.2.2.2: what is escaped, and how.
            (JSON.string("\u{20ac}$\u{0f}\u{0a}A'\u{42}\u{22}\u{5c}\\\"/"), #""€$\u000f\nA'B\"\\\\\"/""#),
            (
                JSON.string("\u{08}\t\n\u{0c}\r\u{0b}\u{1f}\u{7f}\u{2028}\u{2029}"),
                "\"\\b\\t\\n\\f\\r\\u000b\\u001f\u{7f}\u{2028}\u{2029}\""
            ),
            // Texts are never brought to a normal form.
            ("e\u{301}", "\"e\u{301}\""), ("\u{e9}", "\"\u{e9}\""), ("😀", "\"😀\""),
            ([], "[]"), (JSON.object([:]), "{}"), ([1, "1", [true, []]], #"[1,"1",[true,[]]]"#),
            (["b": 1, "a": 2, "B": 3, "": 4, "aa": 5], #"{"":4,"B":3,"a":2,"aa":5,"b":1}"#),
            // RFC 8785, 3.2.3: by UTF-16 code units, where 😀 (D83D) comes before U+FB33.
            (
                [
                    "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
                    "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control",
                    "\u{f6}": "Latin Small Letter O With Diaeresis",
                ],
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\","
                    + "\"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\","
                    + "\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
            ),
        ] as [(JSON, String)])
    func canonical(value: JSON, text: String) throws {
        #expect(Array(value.canonical.utf8) == Array(text.utf8))
        let read = try JSON(canonical: text.utf8)
        #expect(Array(read.canonical.utf8) == Array(text.utf8))
    }

    @Test("B3 text that would be written differently is refused, each for its own reason")
    func refused() throws {
        var text = ""
        for other in Self.others {
            let problem = #expect(throws: JSONProblem.self, "\(other)") { try JSON(canonical: other.utf8) }
            text += "\(other.debugDescription)\n    \(problem?.reason ?? "")\n"
        }
        try Golden.expect(text, in: "Tests/ApprovalsTests/Goldens/json.txt", #_sourceLocation)
    }

    private static let others = [
        "", " ", "nul", "null", "tru", "true ", " true", "truefalse", "01", "-0", "-", "+1", "1.0", "1.5", "1e3",
        "9007199254740992", "-9007199254740992", "99999999999999999999", "NaN", "'a'", "\"", "\"a", "\"a\\\"",
        // Escapes: not needed, in capitals, unknown, a surrogate pair, cut off, with a sign.
        #""\u0041""#, #""\u000A""#, #""\u001F""#, #""\/""#, #""\x41""#, #""\ud83d\ude00""#, #""\u00""#, #""\u""#,
        #""\u+01f""#, #""\u20ac""#, "\"\\", "\"\n\"", "\"\t\"", "\"\u{0}\"",
        "[", "[1", "[1,", "[1,]", "[,]", "[1 ,2]", "[1, 2]", "[1]]", "]",
        "{", "{}}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{a:1}"#, #"{"a": 1}"#, #"{"b":1,"a":2}"#,
        #"{"a":1,"a":1}"#, #"{"a":1,"a":2}"#, #"{"a":null}"#, "{\"\u{fb33}\":1,\"\u{1f600}\":2}",
        "\u{feff}{}", "{}\n", "// x\n{}",
    ]

    @Test("B3 bytes that are no UTF-8 are refused", arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3]])
    func badBytes(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let problem = #expect(throws: JSONProblem.self) { try JSON(canonical: [quote] + bytes + [quote]) }
        #expect(problem?.reason == "is not UTF-8")
    }

    @Test("B3 depth is limited, so that a long line cannot exhaust the stack")
    func depth() throws {
        let problem = #expect(throws: JSONProblem.self) {
            try JSON(canonical: (String(repeating: "[", count: 100_000)).utf8)
        }
        #expect(problem?.reason == "is nested too deeply")
        _ = try JSON(canonical: "[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]".utf8)
    }

    @Test("Members stand in the order of their text however they came, and the last value of a name counts")
    func members() throws {
        var members: JSON.Members = ["b": 1, "a": 2, "b": 3]
        #expect(members.map(\.name) == ["a", "b"])
        #expect(members["b"] == 3)
        members["c"] = 4
        members["aa"] = 5
        members["a"] = nil
        members["none"] = nil
        #expect(members.names == ["aa", "b", "c"])
        #expect(members.removeValue(forKey: "b") == 3)
        #expect(members.removeValue(forKey: "b") == nil)
        members.merge(["c": 6, "0": 7])
        #expect(JSON.object(members).canonical == #"{"0":7,"aa":5,"c":6}"#)
        #expect(members == ["c": 6, "aa": 5, "0": 7])
        // The same to people, two names to JSON.
        let twins: JSON.Members = ["\u{e9}": 1, "e\u{301}": 2]
        #expect(twins["\u{e9}"] == 1)
        #expect(twins["e\u{301}"] == 2)
    }
}
