/// A query as far as every warehouse splits it into the same pieces, whatever its dialect, its settings and its
/// templates: up to the first thing that one of them may read another way.
///
/// What is read is what is known to be safe; everything else ends it. A line or bracket that is code to some and a
/// comment or name to others, but to all of them ends in the same place, is one piece as it stands.
struct SharedSQL {
    enum Kind: Hashable {
        /// A name, keyword or number.
        case word
        /// `'…'`, `"…"`, `` `…` ``
        case quoted
        case symbol
        /// As it stands: a hint, `--x`, `#x`, `//x`, `[x]`.
        case opaque
        /// All from where reading ends.
        case rest
    }

    struct Piece {
        let kind: Kind
        let range: Range<Int>
        /// Of a word or a symbol.
        var key: Token.Key = ""
        /// `END` of an open `CASE`.
        var closesCase = false
        /// `ASC`, `DESC` behind `BY`.
        var isOrder = false
    }

    let bytes: [UInt8]
    private(set) var pieces: [Piece] = []
    /// What all take for comments.
    private(set) var comments: [Range<Int>] = []
    /// Where reading ends.
    private(set) var end = 0
    var rest: ArraySlice<UInt8> { bytes[end...] }

    private var openCases = 0
    private var isBehindBy = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        pieces.reserveCapacity(bytes.count / 5)
        while end < bytes.count, readPiece() {}
        if end < bytes.count { pieces.append(Piece(kind: .rest, range: end..<bytes.count)) }
    }
}

extension SharedSQL {
    /// - Returns: false, and nothing is read, where not all read the same.
    private mutating func readPiece() -> Bool {
        let (byte, next) = (at(end), at(end + 1))
        switch byte {
        case 9, 10, 13, 32:
            end += 1
            return true
        case UInt8(ascii: "'"), UInt8(ascii: "\""): return readQuoted(byte)
        case UInt8(ascii: "`"), UInt8(ascii: "["): return readName(byte)
        case UInt8(ascii: "-") where next == byte:
            // To MySQL a comment only before white space.
            switch at(end + 2) {
            case 9, 10, 32: return readLineComment()
            case 13 where at(end + 3) == 10: return readLineComment()
            default: return readOpaqueLine()
            }
        case UInt8(ascii: "#"): return readOpaqueLine()
        case UInt8(ascii: "/") where next == byte: return readOpaqueLine()
        case UInt8(ascii: "/") where next == UInt8(ascii: "*"): return readBlockComment()
        case UInt8(ascii: "$"), UInt8(ascii: "\\"), 0..<32, 127: return false
        case UInt8(ascii: "{") where startsTemplate(at: end): return false
        case _ where isWordPart(byte): return readWord()
        default:
            let isPair = byte == next && (byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":"))
            append(.symbol, upTo: end + (isPair ? 2 : 1))
            return true
        }
    }

    private func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private func isWordPart(_ byte: UInt8) -> Bool {
        (byte | 32) >= 97 && (byte | 32) <= 122 || byte >= 48 && byte <= 57 || byte == UInt8(ascii: "_") || byte >= 128
    }

    /// Whatever comes of it may hold a quote or a line end.
    private func startsTemplate(at index: Int) -> Bool {
        bytes[index] == UInt8(ascii: "{") && "{%#".utf8.contains(at(index + 1))
    }

    private mutating func append(_ kind: Kind, upTo stop: Int) {
        var piece = Piece(kind: kind, range: end..<stop)
        if kind == .word || kind == .symbol {
            piece.key = bytes.withUnsafeBufferPointer { Token.Key(UnsafeBufferPointer(rebasing: $0[end..<stop])) }
            note(&piece)
        } else if kind == .opaque {
            // It may open or end a case.
            (openCases, isBehindBy) = (0, false)
        }
        pieces.append(piece)
        end = stop
    }

    /// What makes keywords of words that are names elsewhere.
    private mutating func note(_ piece: inout Piece) {
        switch piece.key {
        case "case": openCases += 1
        case "end" where openCases > 0:
            openCases -= 1
            piece.closesCase = true
        case "by": isBehindBy = true
        case "asc", "desc": piece.isOrder = isBehindBy
        case "select", "from", "where", "(", ")": isBehindBy = false
        default: break
        }
    }
}

// MARK: - Words and quotes

extension SharedSQL {
    private mutating func readWord() -> Bool {
        var stop = end
        while stop < bytes.count, isWordPart(bytes[stop]) { stop += 1 }
        let word = bytes[end..<stop]
        // Some take odd spaces for white space, others for a part of the name.
        if word.contains(where: { $0 >= 128 }) {
            guard String(decoding: word, as: UTF8.self).unicodeScalars.allSatisfy(isName) else { return false }
        }
        // Oracle: `q'[it's]'`, `Nq'[it's]'`.
        let isLong = word.count <= 2 && bytes[stop - 1] | 32 == UInt8(ascii: "q")
        if isLong, at(stop) == UInt8(ascii: "'") { return false }
        append(.word, upTo: stop)
        return true
    }

    private func isName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .connectorPunctuation, .nonspacingMark, .spacingMark:
            !scalar.properties.isDefaultIgnorableCodePoint
        default: false
        }
    }

    /// A doubled quote stands for itself, or ends one string and begins another: in both cases the whole ends in the
    /// same place. Three may open a long string (BigQuery); a backslash before a quote may or may not escape it.
    private mutating func readQuoted(_ quote: UInt8) -> Bool {
        var index = end + 1
        if at(index) == quote {
            if at(index + 1) == quote { return false }
            append(.quoted, upTo: index + 1)
            return true
        }
        while index < bytes.count {
            let next = at(index + 1)
            switch bytes[index] {
            case quote where next == quote:
                if at(index + 2) == quote { return false }
                index += 2
            case quote:
                append(.quoted, upTo: index + 1)
                return true
            case UInt8(ascii: "\\") where next == quote: return false
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "{") where startsTemplate(at: index): return false
            default: index += 1
            }
        }
        return false
    }

    /// `` `…` `` and `[…]` that contain nothing with a meaning of its own if they are not quotes.
    private mutating func readName(_ quote: UInt8) -> Bool {
        let closing = quote == UInt8(ascii: "[") ? UInt8(ascii: "]") : quote
        var index = end + 1
        while index < bytes.count, isPlain(bytes[index]), bytes[index] != closing {
            if bytes[index] == UInt8(ascii: "-"), at(index + 1) == UInt8(ascii: "-") { return false }
            index += 1
        }
        guard index > end + 1, at(index) == closing, at(index + 1) != closing else { return false }
        append(quote == closing ? .quoted : .opaque, upTo: index + 1)
        return true
    }

    /// What starts or ends no quote, comment, bracket or line.
    private func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "*"),
            UInt8(ascii: "{"), 0..<9, 10..<32, 127:
            false
        default: true
        }
    }
}

// MARK: - Comments

extension SharedSQL {
    /// Where the line ends to all: at a line feed, or a return and a line feed. nil: to some it ends earlier.
    private func lineEnd(from start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index] != 10 {
            switch (bytes[index], at(index + 1)) {
            case (13, 10): return index
            case (0..<9, _), (11..<32, _), (127, _), (0xC2, 0x80...0x9F): return nil
            // U+2028, U+2029.
            case (0xE2, 0x80) where at(index + 2) == 0xA8 || at(index + 2) == 0xA9: return nil
            default: index += 1
            }
        }
        return index
    }

    private mutating func readLineComment() -> Bool {
        guard let stop = lineEnd(from: end), !holdsTemplate(end..<stop) else { return false }
        comments.append(end..<stop)
        end = stop
        return true
    }

    /// A comment to some, code to others.
    private mutating func readOpaqueLine() -> Bool {
        let marks = bytes[end] == UInt8(ascii: "#") ? 1 : 2
        guard let stop = lineEnd(from: end), stop > end + marks, bytes[(end + marks)..<stop].allSatisfy(isPlain) else {
            return false
        }
        append(.opaque, upTo: stop)
        return true
    }

    private mutating func readBlockComment() -> Bool {
        var stop = end + 2
        while at(stop) != UInt8(ascii: "*") || at(stop + 1) != UInt8(ascii: "/") {
            // Some nest comments.
            if stop >= bytes.count || bytes[stop] == UInt8(ascii: "/") && at(stop + 1) == UInt8(ascii: "*") {
                return false
            }
            stop += 1
        }
        stop += 2
        if holdsTemplate(end..<stop) { return false }
        // MySQL runs `/*! … */`, MariaDB `/*M! … */`, TiDB `/*T! … */`.
        var mark = end + 2
        while (at(mark) | 32) >= 97, (at(mark) | 32) <= 122 { mark += 1 }
        switch at(mark) {
        case UInt8(ascii: "!"): return false
        // `/*+ … */` is a hint, as other marks are to what stands before a warehouse.
        case UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "$"),
            UInt8(ascii: "%"), UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "&"):
            append(.opaque, upTo: stop)
        default:
            comments.append(end..<stop)
            end = stop
        }
        return true
    }

    private func holdsTemplate(_ range: Range<Int>) -> Bool { range.contains(where: startsTemplate) }
}
