/// How a dialect splits a text into tokens, where dialects differ.
struct Lexicon: OptionSet, Hashable, Sendable {
    let rawValue: UInt16

    /// `#` starts a comment.
    static let hashComments = Lexicon(rawValue: 1)
    /// `//` starts a comment.
    static let slashComments = Lexicon(rawValue: 2)
    /// `--` starts a comment only where white space follows.
    static let dashNeedsSpace = Lexicon(rawValue: 4)
    /// `/* /* */ */` is one comment.
    static let nestedComments = Lexicon(rawValue: 8)
    /// `\'` does not end a string.
    static let backslashEscapes = Lexicon(rawValue: 16)
    /// `"…"` is a string, not a name.
    static let doubleQuotedStrings = Lexicon(rawValue: 32)
    /// `[…]` is a name.
    static let bracketedNames = Lexicon(rawValue: 64)
    /// `'''…'''` and `"""…"""` are strings, and a raw string goes on behind `\'`: BigQuery's.
    static let tripleQuotes = Lexicon(rawValue: 128)
    /// What stands in `/*! … */` is run: MySQL's, and MariaDB's `/*M! … */`.
    static let runsComments = Lexicon(rawValue: 256)
}

extension Lexicon {
    /// What could matter in this text.
    init(relevantTo bytes: [UInt8]) {
        self = []
        var previous: UInt8 = 0
        var comments = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "#"): insert(.hashComments)
            case UInt8(ascii: "\\"): formUnion([.backslashEscapes, .tripleQuotes])
            // Behind an operand it is an index; nobody writes an alias like that.
            case UInt8(ascii: "[") where !previous.mayEndOperand: insert(.bracketedNames)
            case UInt8(ascii: "/") where previous == byte: insert(.slashComments)
            case UInt8(ascii: "!") where previous == UInt8(ascii: "*") || previous == UInt8(ascii: "M"):
                insert(.runsComments)
            case UInt8(ascii: "*") where previous == UInt8(ascii: "/"):
                comments += 1
                if comments > 1 { insert(.nestedComments) }
            case UInt8(ascii: "-") where previous == byte:
                // `a--b` may be two signs; what stands apart (`id, --the key`) is a comment to everybody.
                let next = index + 1 < bytes.count ? bytes[index + 1] : 10
                if next > 32, index > 1, bytes[index - 2].mayEndOperand { insert(.dashNeedsSpace) }
            case UInt8(ascii: "\""):
                insert(.doubleQuotedStrings)
                if previous == byte { insert(.tripleQuotes) }
            case UInt8(ascii: "'") where previous == byte: insert(.tripleQuotes)
            default: break
            }
            previous = byte
        }
    }
}

extension UInt8 {
    fileprivate var mayEndOperand: Bool {
        switch self {
        case 48...57, 65...90, 97...122, 128...255: true
        case UInt8(ascii: "_"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "'"), UInt8(ascii: "\""),
            UInt8(ascii: "`"), UInt8(ascii: "$"):
            true
        default: false
        }
    }
}
