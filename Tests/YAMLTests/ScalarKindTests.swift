import Testing
import YAML

/// Plain text by its kind.
private let texts: [ScalarKind: [String]] = [
    .null: ["", "~", "null", "Null", "NULL"],
    .bool: ["true", "True", "TRUE", "false", "False", "FALSE"],
    .int: ["0", "-0", "7", "+7", "-12", "23850000000000123", "0x1F", "0xff"],
    .float: [
        "1.5", "-1.5", "+1.", "0.0", "01.5", ".5", "1.5e+3", "1.5E-10", ".inf", "-.INF", "+.Inf", ".nan", ".NaN",
    ],
    .ambiguous: [
        "yes", "Yes", "YES", "no", "on", "ON", "off", "y", "Y", "n", "N", "014", "08", "00", "+014", "0o14", "0b11",
        "-0x1F", "1_000", "0x_1", "12:30", "12:30:45", "9:5", "09:00", "190:20:30.15", "1e3", "1E+3", "1.5e3",
        "+.5",
        "1_0.5", "1._5", "2024-01-31", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
        "2024-1-2 3:04:05Z", "2024-1-2 3:4:5", "2024-01-31 03:04:05,6", "0X1F", "-0B11", "0O17", "0xFFFFFFFFFFFFFFFFF",
        "=", "<<",
    ],
    .string: [
        "nUll", "nil", "None", "tRUE", "truey", "yEs", "oN", "yess", "-", "+", ".", "..", "...", "-.", "1.2.3",
        "1-2",
        "0x", "0x_", "0o", "0o_", "0o1_0", "90._E7", "08_9", "0b", "0xG1", "0o8", "1e", "1.e", "e3", "12:60", "12:345",
        "12:", ":30", "12:30pm", "a12",
        "12a",
        "-.nan", ".Nan", ".iNF", "2024-01", "2024-01-311", "2024-01-31T", "20240131x", "_1", "==", "<", "<<<", "~~",
        "email", "é", "１２", "+", "++1", "0x1.5", "1 2", "١٢",
    ],
]

@Suite struct ScalarKindTests {
    @Test(
        "A106 a plain scalar is what YAML 1.1 and YAML 1.2 both read, else ambiguous",
        arguments: texts.keys.sorted { $0.rawValue < $1.rawValue })
    func kind(_ kind: ScalarKind) throws {
        for text in try #require(texts[kind]) { #expect(ScalarKind.ofPlain(text) == kind, "\(text)") }
    }

    @Test("A106 plain text reads by its kind, quoted and block text is always a string")
    func styles() {
        let document = Document(Array("[yes, 'yes', \"12\", 12, !!str 12, null, 'null']\n".utf8))
        let kinds = document.root?.items?.map(\.scalar?.kind)
        #expect(kinds == [.ambiguous, .string, .string, .int, .string, .null, .string])
        #expect(document.root?.items?[0].string == "yes")
        #expect(document.root?.items?[3].string == nil)
        #expect(Document(Array("|\n  12\n".utf8)).root?.scalar?.kind == .string)
    }

    @Test("A106 what both versions take for a number is one value in both", arguments: 0..<500)
    func agreesWithTheSpecifications(_ seed: Int) {
        var dice = Dice(seed)
        let alphabet = [
            "0", "1", "7", "9", "+", "-", ".", "_", ":", "x", "o", "b", "e", "E", "5", "2024-01-31", "T", "Z", " ",
        ]
        let text = (0..<1 + dice.roll(6)).map { _ in dice.pick(alphabet) }.joined()
        guard text.first != " ", text.last != " " else { return }
        let expected: ScalarKind =
            switch (Specification.inYAML11(text), Specification.inYAML12(text)) {
            case (nil, nil): .string
            case (.int, .int): Specification.isSameInt(text) ? .int : .ambiguous
            case (.float, .float): .float
            default: .ambiguous
            }
        #expect(ScalarKind.ofPlain(text) == expected, "\(text)")
    }
}

/// The patterns of both specifications, for numbers and dates; `nil` is a string.
enum Specification {
    enum Kind { case int, float, other }

    static func inYAML12(_ text: String) -> Kind? {
        if text.wholeMatch(of: /[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+/) != nil { return .int }
        if text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil { return .float }
        return nil
    }

    /// PyYAML's patterns for numbers, which are those of the type repository without its slips; base 60 as in Psych.
    static func inYAML11(_ text: String) -> Kind? {
        let int =
            /[-+]?0b[0-1_]*[01][0-1_]*|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*/
        if text.wholeMatch(of: int) != nil { return .int }
        let float = /[-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?/
        if text.wholeMatch(of: float) != nil { return .float }
        if text.wholeMatch(of: /[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?/) != nil { return .other }
        // Readers are free in how they take the time.
        let time = /([Tt]|[ \t]+)[0-9]+:[-0-9:.,+Zz \t]*/
        if let date = text.prefixMatch(of: /[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/) {
            let rest = text[date.range.upperBound...]
            if rest.isEmpty || rest.wholeMatch(of: time) != nil { return .other }
        }
        return nil
    }

    static func isSameInt(_ text: String) -> Bool {
        text.wholeMatch(of: /[-+]?(0|[1-9][0-9]*)|0x[0-9a-fA-F]+/) != nil
    }
}
