extension UInt8 {
    /// Of ASCII: letters, digits, `_`, `-` and `?`.
    var isWordInASCII: Bool {
        switch self {
        case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "?"): true
        default: false
        }
    }

    var isDigit: Bool { self >= 48 && self <= 57 }
}

extension [UInt8] {
    /// How many bytes the white space has that starts here; 0 if there is none.
    func blank(at index: Int) -> Int {
        guard index < count else { return 0 }
        switch self[index] {
        case 9...13, 32: return 1
        // U+00A0.
        case 0xC2: return index + 1 < count && self[index + 1] == 0xA0 ? 2 : 0
        case 0xE1...0xE3:
            guard index + 2 < count else { return 0 }
            switch (self[index], self[index + 1], self[index + 2]) {
            // U+1680, U+180E, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
            case (0xE1, 0x9A, 0x80), (0xE1, 0xA0, 0x8E), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9),
                (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
                return 3
            default: return 0
            }
        default: return 0
        }
    }

    /// A byte of a name. Any byte beyond ASCII is one, of white space and `“` and `”` apart.
    func isWord(at index: Int) -> Bool {
        guard index < count else { return false }
        return self[index] < 128 ? self[index].isWordInASCII : blank(at: index) == 0 && !isCurlyQuote(at: index)
    }

    /// U+201C or U+201D, which word processors write for `"`.
    func isCurlyQuote(at index: Int) -> Bool {
        index + 2 < count && self[index] == 0xE2 && self[index + 1] == 0x80
            && (self[index + 2] == 0x9C || self[index + 2] == 0x9D)
    }

    func isQuote(at index: Int) -> Bool {
        index < count && (self[index] == UInt8(ascii: "'") || self[index] == UInt8(ascii: "\""))
    }

    /// For people: on one line, not too long.
    func shown(_ range: Range<Int>) -> String {
        let words = String(decoding: self[range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return words.count > 40 ? "\(words.prefix(39))…" : words
    }
}
