import YAML

/// The same numbers in every run.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &self) }
    mutating func oneIn(_ sides: Int) -> Bool { roll(sides) == 0 }
    mutating func pick<T>(_ choices: [T]) -> T { choices[roll(choices.count)] }
}

/// Writes random values as people and programs write YAML: every style, indentation, line end; comments everywhere,
/// each with a number of its own.
struct Scribe {
    var dice: Dice
    var lineEnd: String
    var comments = 0
    var hasComments = true
    var hasBlankLines = true

    init(_ seed: Int) {
        dice = Dice(seed)
        lineEnd = dice.oneIn(3) ? "\r\n" : "\n"
        hasBlankLines = dice.oneIn(2)
    }

    /// A file, and what it means.
    mutating func document() -> (text: String, value: Value) {
        let value = mapping(depth: 0)
        var text = dice.oneIn(4) ? "\u{FEFF}" : ""
        if hasComments, dice.oneIn(2) { text += "# file" + lineEnd + lineEnd }
        text += block(value, column: 0, startsLine: true)
        let endMatters = text.contains("|+") || text.contains("|" + lineEnd) || text.contains("|  #")
        if dice.oneIn(3), !endMatters { text.removeLast() }
        return (text, value)
    }

    // MARK: Values

    mutating func value(depth: Int) -> Value {
        switch dice.roll(depth > 3 ? 6 : 10) {
        case 0: .null
        case 1: .bool(dice.oneIn(2))
        case 2: .int(dice.roll(1000))
        case 3...5: .string(string())
        case 6, 7: .sequence((0..<dice.roll(4)).map { _ in value(depth: depth + 1) })
        default: mapping(depth: depth + 1)
        }
    }

    mutating func mapping(depth: Int) -> Value {
        let keys = ["to", "from", "Full Name", "naïve", "row.email", "it's", "a: b", "yes", "12", "🔑"].shuffled(
            using: &dice)
        return .mapping(
            keys.prefix(depth == 0 ? 2 + dice.roll(4) : dice.roll(4)).map {
                Value.Pair(key: $0, value: value(depth: depth + 1))
            })
    }

    mutating func string() -> String {
        if dice.oneIn(3) {
            let lines = (0..<1 + dice.roll(4)).map { _ in
                dice.pick(["select *", "  from x", "", "-- ü", "where a = 'b'", "\tx", "# no comment", "x  ", "  "])
            }
            return lines.joined(separator: "\n") + dice.pick(["", "", "\n", "\n\n"])
        }
        return dice.pick([
            "email", "", "yes", "012", "1.5", "null", "~", "a: b", "a #b", "- a", "-", "[x]", "{{ row.email }}", "it's",
            "\"q\"", "é", "e\u{301}", "日本語", "🙂", "C:\\x", "2024-01-31", "12:30", " lead", "trail ", "\u{2028}",
            "\u{7}",
            "a,b", "x:", "?", "? x", "%", "@", "!x", "&x", "*x", "|", ">", "=", "<<", "---", "...", "\0", "\u{FEFF}x",
        ])
    }

    // MARK: Text

    private mutating func comment() -> String {
        comments += 1
        return "#c\(comments)."
    }

    private mutating func behind() -> String {
        hasComments && dice.oneIn(4) ? "  " + comment() : ""
    }

    private mutating func above(_ column: Int) -> String {
        guard dice.oneIn(5) else { return "" }
        let blank = hasBlankLines && dice.oneIn(3) ? lineEnd : ""
        return blank + (hasComments ? spaces(column) + comment() + lineEnd : "")
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// Lines of a filled collection, each with its end.
    mutating func block(_ value: Value, column: Int, startsLine: Bool) -> String {
        var text = ""
        for (index, pair) in (value.pairs ?? []).enumerated() {
            if index > 0 || startsLine { text += above(column) + spaces(column) }
            text += key(pair.key) + ":" + behindColon(pair.value, column: column)
        }
        for (index, item) in (value.items ?? []).enumerated() {
            if index > 0 || startsLine { text += above(column) + spaces(column) }
            text += "-" + behindDash(item, column: column)
        }
        return text
    }

    private mutating func behindColon(_ value: Value, column: Int) -> String {
        guard isFilled(value), !dice.oneIn(4) else { return scalar(value, column: column) }
        let column = column + (value.items == nil ? 1 + dice.roll(4) : dice.roll(3))
        return behind() + lineEnd + block(value, column: column, startsLine: true)
    }

    private mutating func behindDash(_ value: Value, column: Int) -> String {
        guard isFilled(value), !dice.oneIn(4) else { return scalar(value, column: column) }
        if dice.oneIn(4) {
            return behind() + lineEnd + block(value, column: column + 1 + dice.roll(3), startsLine: true)
        }
        let gap = 1 + dice.roll(3)
        return spaces(gap) + block(value, column: column + 1 + gap, startsLine: false)
    }

    private func isFilled(_ value: Value) -> Bool {
        !(value.items?.isEmpty ?? true) || !(value.pairs?.isEmpty ?? true)
    }

    /// A scalar or a collection in brackets, from the blank behind `:` or `-` to the line end.
    private mutating func scalar(_ value: Value, column: Int) -> String {
        if value == .null, dice.oneIn(2) { return behind() + lineEnd }
        if case .scalar(.string, let text) = value, let literal = literal(text, column: column) { return " " + literal }
        return " " + inline(value) + behind() + lineEnd
    }

    private mutating func key(_ text: String) -> String { dice.oneIn(4) ? doubleQuoted(text) : inline(.string(text)) }

    private mutating func inline(_ value: Value) -> String {
        switch value {
        case .scalar(.null, _): dice.pick(["null", "~", "Null"])
        case .scalar(.string, let text):
            if isWord(text), dice.oneIn(2) {
                text
            } else if !text.unicodeScalars.contains(where: isSpecial), dice.oneIn(2) {
                "'" + text.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
            } else {
                doubleQuoted(text)
            }
        case .scalar(_, let text): text
        case .sequence(let items):
            "[" + items.map { inline($0) }.joined(separator: dice.pick([",", ", "])) + (dice.oneIn(5) ? " ]" : "]")
        case .mapping(let pairs):
            "{" + pairs.map { inline(.string($0.key)) + ": " + inline($0.value) }.joined(separator: ", ") + "}"
        }
    }

    private func isWord(_ text: String) -> Bool {
        ["email", "to", "from", "Full Name", "naïve", "row.email", "é", "e\u{301}", "日本語", "select *"].contains(text)
    }

    private func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || "\u{2028}\u{FEFF}".unicodeScalars.contains(scalar)
    }

    private func doubleQuoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where isSpecial(scalar):
                "\\u" + String(repeating: "0", count: 4 - String(scalar.value, radix: 16).count)
                    + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }

    private mutating func literal(_ text: String, column: Int) -> String? {
        guard text.contains("\n"), !text.hasPrefix(" "), !text.hasPrefix("\t"), !text.hasPrefix("\n"), dice.oneIn(2),
            !text.unicodeScalars.contains(where: { isSpecial($0) && $0 != "\n" && $0 != "\t" })
        else { return nil }
        // Would take blank lines below for its own.
        if hasBlankLines, text.hasSuffix("\n\n") { return nil }
        let header = text.hasSuffix("\n\n") ? "|+" : text.hasSuffix("\n") ? "|" : "|-"
        var lines = text.split(separator: "\n" as Character, omittingEmptySubsequences: false).map(String.init)
        if text.hasSuffix("\n") { lines.removeLast() }
        let indent = spaces(column + 1 + dice.roll(4))
        return header + behind() + lineEnd + lines.map { ($0.isEmpty ? "" : indent + $0) + lineEnd }.joined()
    }
}
