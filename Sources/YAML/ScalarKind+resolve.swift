extension ScalarKind {
    /// The kind of a plain scalar with this text.
    package static func ofPlain(_ text: String) -> ScalarKind {
        var text = text
        return text.withUTF8 { ofPlain($0) }
    }

    /// Both type systems, side by side: YAML 1.2.2, 10.3.2 (core schema), and the type repository of YAML 1.1
    /// (yaml.org/type). Where known 1.1 readers differ from that text (`09:00` in Psych, `+.5` in PyYAML), whatever
    /// one of them takes for more than a string counts. Two texts of the 1.1 repository that no reader follows are
    /// left out: `.` and `1.2.3` as numbers.
    static func ofPlain(_ text: UnsafeBufferPointer<UInt8>) -> ScalarKind {
        guard let first = text.first else { return .null }
        switch first {
        case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
        case UInt8(ascii: "="): return text.count == 1 ? .ambiguous : .string
        case UInt8(ascii: "<"): return text.count == 2 && text[1] == first ? .ambiguous : .string
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"),
            UInt8(ascii: "F"), UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "o"), UInt8(ascii: "O"):
            return ofWord(text)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return ofNumber(text)
        default: return .string
        }
    }

    private static func ofWord(_ text: UnsafeBufferPointer<UInt8>) -> ScalarKind {
        switch text.count {
        case 1: reads(text, "y") || reads(text, "n") ? .ambiguous : .string
        case 2: reads(text, "no") || reads(text, "on") ? .ambiguous : .string
        case 3: reads(text, "yes") || reads(text, "off") ? .ambiguous : .string
        case 4: reads(text, "null") ? .null : reads(text, "true") ? .bool : .string
        case 5: reads(text, "false") ? .bool : .string
        default: .string
        }
    }

    /// Whether a text of the word's length is `word`, `Word` or `WORD`.
    private static func reads(_ text: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        for (index, byte) in text.enumerated() where byte | 0x20 != word.utf8Start[index] { return false }
        let capitals = text.count { $0 & 0x20 == 0 }
        return capitals == 0 || capitals == text.count || capitals == 1 && text[0] & 0x20 == 0
    }

    private static func ofNumber(_ text: UnsafeBufferPointer<UInt8>) -> ScalarKind {
        var scan = Scan(text)
        let isSigned = scan.skip("+-")
        switch scan.rest(upTo: 4) {
        case ".inf", ".Inf", ".INF": return .float
        case ".nan", ".NaN", ".NAN": return isSigned ? .string : .float
        default: break
        }
        if scan.skip("0") {
            // Go's reader takes `0X`, `0O` and `0B` as well.
            let isSmall = scan.next == UInt8(ascii: "x")
            if scan.skip("xX") {
                return ofDigits(scan, Scan.isHexadecimal, agreed: !isSigned && isSmall, allowsUnderscore: true)
            }
            if scan.skip("oO") { return ofDigits(scan, Scan.isOctal, agreed: false, allowsUnderscore: false) }
            if scan.skip("bB") { return ofDigits(scan, Scan.isBinary, agreed: false, allowsUnderscore: true) }
            scan.index -= 1
        }
        if !isSigned, isTimestamp(scan) { return .ambiguous }
        return ofDecimal(scan, isSigned: isSigned)
    }

    /// Digits after `0x`, `0b` (where YAML 1.1 allows `_` between them) and `0o`.
    private static func ofDigits(
        _ start: Scan, _ isDigit: (UInt8) -> Bool, agreed: Bool, allowsUnderscore: Bool
    ) -> ScalarKind {
        let rest = start.text[start.index...]
        guard rest.contains(where: isDigit) else { return .string }
        // Beyond 64 bits it is text to some.
        if rest.allSatisfy(isDigit) { return agreed && rest.count <= 16 ? .int : .ambiguous }
        let underscore = UInt8(ascii: "_")
        return allowsUnderscore && rest.allSatisfy { isDigit($0) || $0 == underscore } ? .ambiguous : .string
    }

    private static func ofDecimal(_ start: Scan, isSigned: Bool) -> ScalarKind {
        var scan = start
        let leadsWithZero = scan.next == UInt8(ascii: "0")
        let digits = scan.skip(while: Scan.isDecimal)
        if scan.isAtEnd { return digits == 0 ? .string : leadsWithZero && digits > 1 ? .ambiguous : .int }

        var hasUnderscore = digits > 0 && scan.skip(while: Scan.isDecimalOrUnderscore) > 0
        if digits > 0, scan.next == UInt8(ascii: ":") { return ofSexagesimal(scan) }
        let hasPoint = scan.skip(".")
        let fraction = hasPoint ? scan.skip(while: Scan.isDecimal) : 0
        guard digits + fraction > 0 else { return .string }
        if hasPoint, scan.skip(while: Scan.isDecimalOrUnderscore) > 0 { hasUnderscore = true }
        if scan.isAtEnd, !hasPoint {
            // 1_000, and 0_7 to base 8.
            let isOctal = start.text[start.index...].allSatisfy { Scan.isOctal($0) || $0 == UInt8(ascii: "_") }
            return !leadsWithZero || isOctal ? .ambiguous : .string
        }
        var exponentIsSigned = true
        if scan.skip("eE") {
            exponentIsSigned = scan.skip("+-")
            guard scan.skip(while: Scan.isDecimal) > 0 else { return .string }
        }
        guard scan.isAtEnd else { return .string }
        let in11 = hasPoint && exponentIsSigned && !(isSigned && digits == 0)
        return in11 && !hasUnderscore ? .float : in11 || !hasUnderscore ? .ambiguous : .string
    }

    /// `:30` behind the first number: base 60 in YAML 1.1.
    private static func ofSexagesimal(_ start: Scan) -> ScalarKind {
        var scan = start
        while scan.skip(":") {
            let tens = scan.next.map { $0 <= UInt8(ascii: "5") } ?? false
            let digits = scan.skip(while: Scan.isDecimal)
            guard digits == 1 || digits == 2 && tens else { return .string }
        }
        if scan.skip(".") { scan.skip(while: Scan.isDecimalOrUnderscore) }
        return scan.isAtEnd ? .ambiguous : .string
    }

    /// `2024-01-31`, and with a time behind it: a timestamp in YAML 1.1. Readers are free in how they take the time (Go's
    /// takes `1:2:3`), so whatever is written with its characters counts.
    private static func isTimestamp(_ start: Scan) -> Bool {
        var scan = start
        guard scan.skip(while: Scan.isDecimal) == 4, scan.skip("-"), (1...2).contains(scan.skip(while: Scan.isDecimal)),
            scan.skip("-"), (1...2).contains(scan.skip(while: Scan.isDecimal))
        else { return false }
        if scan.isAtEnd { return true }
        guard scan.skip("Tt") || scan.skip(while: Scan.isBlank) > 0 else { return false }
        guard scan.skip(while: Scan.isDecimal) > 0, scan.skip(":") else { return false }
        scan.skip(while: Scan.isOfTime)
        return scan.isAtEnd
    }
}

/// A place in a scalar's text that moves on.
private struct Scan {
    let text: UnsafeBufferPointer<UInt8>
    var index = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    var isAtEnd: Bool { index == text.count }
    var next: UInt8? { index < text.count ? text[index] : nil }

    /// The rest, if it has this many bytes.
    func rest(upTo count: Int) -> String {
        text.count - index == count ? String(decoding: text[index...], as: UTF8.self) : ""
    }

    /// Steps over one byte if it is one of these.
    @discardableResult
    mutating func skip(_ bytes: StaticString) -> Bool {
        guard let next, bytes.withUTF8Buffer({ $0.contains(next) }) else { return false }
        index += 1
        return true
    }

    @discardableResult
    mutating func skip(while isWanted: (UInt8) -> Bool) -> Int {
        let start = index
        while index < text.count, isWanted(text[index]) { index += 1 }
        return index - start
    }

    static func isDecimal(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isDecimalOrUnderscore(_ byte: UInt8) -> Bool { isDecimal(byte) || byte == UInt8(ascii: "_") }
    static func isOctal(_ byte: UInt8) -> Bool { byte &- 0x30 < 8 }
    static func isBinary(_ byte: UInt8) -> Bool { byte &- 0x30 < 2 }
    static func isHexadecimal(_ byte: UInt8) -> Bool { isDecimal(byte) || (byte | 0x20) &- 0x61 < 6 }
    static func isOfTime(_ byte: UInt8) -> Bool { isDecimal(byte) || isBlank(byte) || ":.,+-Zz".utf8.contains(byte) }
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
