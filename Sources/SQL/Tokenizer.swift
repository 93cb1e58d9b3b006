import Liquid

/// Splits a text into tokens, by the rules of one lexicon.
struct Tokenizer {
    let bytes: [UInt8]
    let lexicon: Lexicon
    var index = 0
    var tokens: [Token] = []

    init(bytes: [UInt8], lexicon: Lexicon) {
        self.bytes = bytes
        self.lexicon = lexicon
        tokens.reserveCapacity(bytes.count / 5)
    }

    mutating func run() throws(Unterminated) {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0...32: index += 1
            case UInt8(ascii: "-") where peek(1) == byte && startsDashComment: skipLine()
            case UInt8(ascii: "#") where lexicon.contains(.hashComments): skipLine()
            case UInt8(ascii: "/") where peek(1) == byte && lexicon.contains(.slashComments): skipLine()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): try skipBlockComment()
            case UInt8(ascii: "'"): try readString(quote: byte, from: index, isEscaped: escapes)
            case UInt8(ascii: "\""):
                if lexicon.contains(.doubleQuotedStrings) {
                    try readString(quote: byte, from: index, isEscaped: escapes)
                } else {
                    try readName(closing: byte)
                }
            case UInt8(ascii: "`"): try readName(closing: byte)
            case UInt8(ascii: "[") where lexicon.contains(.bracketedNames): try readName(closing: UInt8(ascii: "]"))
            case UInt8(ascii: "$"): try readDollar()
            case UInt8(ascii: "{") where "{%#".utf8.contains(peek(1)):
                try readTemplate(kind: peek(1))
            case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
            case UInt8(ascii: ".") where isDigit(peek(1)) && !followsName: readNumber()
            case _ where isNameStart(byte): try readWord()
            default: readSymbol()
            }
        }
    }
}

extension Tokenizer {
    func peek(_ distance: Int) -> UInt8 { index + distance < bytes.count ? bytes[index + distance] : 0 }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 32) >= 97 && (byte | 32) <= 122 || byte == UInt8(ascii: "_") || byte >= 128
    }
    func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) || byte == UInt8(ascii: "$") }
    var escapes: Bool { lexicon.contains(.backslashEscapes) }
    var startsDashComment: Bool { !lexicon.contains(.dashNeedsSpace) || peek(2) <= 32 }

    /// `a .5` is not a number, and neither is `a.5`.
    var followsName: Bool { tokens.last.map { $0.range.upperBound == index && $0.kind != .symbol } ?? false }

    mutating func skipLine() {
        while index < bytes.count, bytes[index] != 10, bytes[index] != 13 { index += 1 }
    }

    mutating func skipBlockComment() throws(Unterminated) {
        let start = index
        let mark = peek(2) == UInt8(ascii: "M") ? 3 : 2
        if lexicon.contains(.runsComments), peek(mark) == UInt8(ascii: "!") { return try readRunComment(mark + 1) }
        var depth = 1
        index += 2
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                index += 2
                if depth == 0 { return }
            } else if bytes[index] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*"),
                lexicon.contains(.nestedComments)
            {
                depth += 1
                index += 2
            } else {
                index += 1
            }
        }
        throw Unterminated(offset: start)
    }

    /// `/*! … */`: what stands in it is a part of the query, if the server is new enough.
    ///
    /// - Parameter mark: the bytes before what is run.
    private mutating func readRunComment(_ mark: Int) throws(Unterminated) {
        let start = index
        index += mark
        let body = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "*") || peek(1) != UInt8(ascii: "/") { index += 1 }
        guard index < bytes.count else { throw Unterminated(offset: start) }
        let words = string(body..<index).split { !$0.isLetter && $0 != "_" }.map { $0.lowercased() }
        index += 2
        // How the query runs, and nothing of what it returns.
        if let first = words.first, Self.runHints.contains(first) { return }
        append(.template, "!", start)
    }

    private static let runHints: Set<String> = [
        "sql_no_cache", "sql_cache", "sql_calc_found_rows", "sql_small_result", "sql_big_result", "sql_buffer_result",
        "high_priority", "straight_join", "force", "use", "ignore",
    ]

    /// At the quote. `start` is that of the prefix.
    mutating func readString(quote: UInt8, from start: Int, isEscaped: Bool) throws(Unterminated) {
        var isPlain = true
        if lexicon.contains(.tripleQuotes), peek(1) == quote, peek(2) == quote {
            index += 3
            while index + 2 < bytes.count {
                if bytes[index] == UInt8(ascii: "\\") {
                    index += 2
                    continue
                }
                if bytes[index] == quote, peek(1) == quote, peek(2) == quote {
                    index += 3
                    return append(.string, "", start)
                }
                index += 1
            }
            throw Unterminated(offset: start)
        }
        index += 1
        let body = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), isEscaped {
                isPlain = false
                index += 2
            } else if byte == quote {
                if peek(1) == quote {
                    isPlain = false
                    index += 2
                } else {
                    let text = isPlain && !Liquid.isTemplate(string(body..<index)) ? string(body..<index) : ""
                    index += 1
                    return append(.string, text, start, quote: quote == UInt8(ascii: "'") ? "'" : "\"")
                }
            } else {
                if byte == UInt8(ascii: "\\") { isPlain = false }
                index += 1
            }
        }
        throw Unterminated(offset: start)
    }

    /// A doubled closing quote stands for itself.
    mutating func readName(closing: UInt8) throws(Unterminated) {
        let start = index
        index += 1
        var name: [UInt8] = []
        while index < bytes.count {
            if bytes[index] == closing {
                guard peek(1) == closing else {
                    index += 1
                    let text = String(decoding: name, as: UTF8.self)
                    return Liquid.isTemplate(text) ? append(.template, "", start) : append(.quotedName, text, start)
                }
                index += 1
            }
            name.append(bytes[index])
            index += 1
        }
        throw Unterminated(offset: start)
    }

    /// `$$ … $$`, `$tag$ … $tag$`, `$1`, `$name`.
    mutating func readDollar() throws(Unterminated) {
        let start = index
        var end = index + 1
        while end < bytes.count, isNamePart(bytes[end]), bytes[end] != UInt8(ascii: "$") { end += 1 }
        let isNumber = end > start + 1 && isDigit(bytes[start + 1])
        let isTag = end < bytes.count && bytes[end] == UInt8(ascii: "$") && !isNumber
        guard isTag else {
            index = max(end, start + 1)
            return append(.parameter, "", start)
        }
        let tag = bytes[start...end]
        var close = end + 1
        while close + tag.count <= bytes.count {
            if bytes[close] == UInt8(ascii: "$"), bytes[close..<close + tag.count].elementsEqual(tag) {
                index = close + tag.count
                return append(.string, "", start)
            }
            close += 1
        }
        throw Unterminated(offset: start)
    }

    mutating func readTemplate(kind: UInt8) throws(Unterminated) {
        let start = index
        let first = kind == UInt8(ascii: "{") ? UInt8(ascii: "}") : kind
        index += 2
        while index < bytes.count {
            if bytes[index] == first, peek(1) == UInt8(ascii: "}") {
                index += 2
                if kind == UInt8(ascii: "#") { return }
                return append(.template, kind == first ? "%" : "", start)
            }
            index += 1
        }
        throw Unterminated(offset: start)
    }

    mutating func readNumber() {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            let isSign = (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")) && bytes[index - 1] | 32 == 101
            // `1e-5`, but not `0xe-5`.
            if isSign, index > start, bytes[start..<index - 1].allSatisfy({ isDigit($0) || $0 == 46 }),
                isDigit(peek(1))
            {
                index += 1
            } else if isNamePart(byte) || byte == UInt8(ascii: ".") {
                index += 1
            } else {
                break
            }
        }
        append(.number, "", start)
    }

    mutating func readWord() throws(Unterminated) {
        let start = index
        while index < bytes.count, isNamePart(bytes[index]) { index += 1 }
        let quote = peek(0)
        let isQuote =
            quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") && lexicon.contains(.doubleQuotedStrings)
        if isQuote, index - start <= 2 {
            switch (bytes[start] | 32, index - start == 2 ? bytes[start + 1] | 32 : 0) {
            case (UInt8(ascii: "e"), 0):
                return try readString(quote: quote, from: start, isEscaped: true)
            case (UInt8(ascii: "r"), 0), (UInt8(ascii: "b"), UInt8(ascii: "r")), (UInt8(ascii: "r"), UInt8(ascii: "b")):
                // Raw strings: in BigQuery `\'` still does not end one.
                return try readString(quote: quote, from: start, isEscaped: lexicon.contains(.tripleQuotes))
            case (UInt8(ascii: "b"), 0), (UInt8(ascii: "n"), 0), (UInt8(ascii: "x"), 0):
                return try readString(quote: quote, from: start, isEscaped: escapes)
            default: break
            }
        }
        if bytes[start..<index].contains(where: { $0 >= 128 }), hasOddSpace(start..<index) {
            return append(.template, "", start)
        }
        append(.word, string(start..<index), start)
    }

    /// U+00A0, U+2000 to U+206F, U+3000, U+FEFF: white space to some warehouses, part of a name to others.
    private func hasOddSpace(_ range: Range<Int>) -> Bool {
        range.contains { index in
            switch (bytes[index], peek(index + 1 - self.index), peek(index + 2 - self.index)) {
            case (0xC2, 0xA0, _), (0xE2, 0x80...0x81, _), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): true
            default: false
            }
        }
    }

    mutating func readSymbol() {
        let start = index
        let isPair =
            switch (bytes[index], peek(1)) {
            case (UInt8(ascii: ":"), UInt8(ascii: ":")), (UInt8(ascii: ":"), UInt8(ascii: "=")),
                (UInt8(ascii: "|"), UInt8(ascii: "|")), (UInt8(ascii: "|"), UInt8(ascii: ">")):
                true
            default: false
            }
        index += isPair ? 2 : 1
        append(.symbol, string(start..<index), start)
    }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    mutating func append(_ kind: Token.Kind, _ text: String, _ start: Int, quote: Token.Key = "") {
        let key: Token.Key =
            switch kind {
            case .word, .symbol:
                bytes.withUnsafeBufferPointer { Token.Key(UnsafeBufferPointer(rebasing: $0[start..<index])) }
            case .string: quote
            default: ""
            }
        tokens.append(Token(kind: kind, text: text, key: key, range: start..<index))
    }
}
