/// How scalars are written that every reader takes for the same. Each leaves `done` behind its last byte.
extension Grammar {
    // MARK: Plain

    mutating func plain(_ range: Range<Int>, _ kind: ScalarKind, _ value: UnsafeBufferPointer<UInt8>) {
        guard Self.startsPlain(UnsafeBufferPointer(rebasing: text[range])) else {
            return depart(.layout, at: range.lowerBound)
        }
        if kind == .string, Self.isNumberLike(value) { return depart(.numberLike, at: range.lowerBound) }
        var offset = range.lowerBound
        while offset < range.upperBound {
            switch text[offset] {
            case UInt8(ascii: "\t"): return depart(.tab, at: offset)
            case Lines.lf, Lines.cr:
                guard let next = nextLine(offset) else { return }
                offset = next
            case UInt8(ascii: "?") where isInFlow: return depart(.layout, at: offset)
            default: offset += 1
            }
        }
        done = range.upperBound
    }

    /// Whether a plain scalar may start so.
    static func startsPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first else { return false }
        switch first {
        case UInt8(ascii: "-"): return text.count > 1 && text[1] != first && text[1] != UInt8(ascii: " ")
        case UInt8(ascii: "."): return !text.starts(with: "...".utf8)
        default: return !indicators.has(first)
        }
    }

    /// Text to YAML 1.1 and 1.2 as they are written, and a number to some reader that takes underscores, or a dot in
    /// front, more freely: `1_0e3`, `08_1`, `._5`, `-_1`.
    static func isNumberLike(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, text.count > 1, numberStarts.has(first) else { return false }
        let isSigned = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        guard text[isSigned ? 1 : 0] == UInt8(ascii: ".") || text.contains(UInt8(ascii: "_")) else { return false }
        return text.contains { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
            && text.allSatisfy { numberParts.has($0) }
    }

    private static let indicators = ASCIISet("?:,[]{}#&*!|>'\"%@`")
    private static let numberStarts = ASCIISet("+-.0123456789")
    private static let numberParts = ASCIISet("0123456789abcdefABCDEF_.+-:xXoO")

    // MARK: Quoted

    mutating func singleQuoted(_ range: Range<Int>) {
        var offset = range.lowerBound + 1
        while offset < range.upperBound {
            if Lines.isBreak(text[offset]) {
                guard let next = nextLine(offset) else { return }
                offset = next
            } else {
                offset += 1
            }
        }
        done = range.upperBound
    }

    mutating func doubleQuoted(_ range: Range<Int>) {
        var offset = range.lowerBound + 1
        while offset < range.upperBound {
            switch text[offset] {
            case Lines.lf, Lines.cr:
                guard let next = nextLine(offset) else { return }
                offset = next
            case UInt8(ascii: "\\"):
                guard let length = escape(at: offset + 1, before: range.upperBound) else {
                    return depart(.escape, at: offset)
                }
                offset += 1 + length
            default: offset += 1
            }
        }
        done = range.upperBound
    }

    /// The length of an escape behind its backslash, if all readers have it.
    private func escape(at offset: Int, before end: Int) -> Int? {
        guard offset < end else { return nil }
        switch text[offset] {
        case UInt8(ascii: "0"), UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "t"), UInt8(ascii: "n"),
            UInt8(ascii: "v"), UInt8(ascii: "f"), UInt8(ascii: "r"), UInt8(ascii: "e"), UInt8(ascii: "\""),
            UInt8(ascii: "\\"):
            return 1
        case UInt8(ascii: "x"): return hasDigits(2, behind: offset, before: end) == nil ? nil : 3
        case UInt8(ascii: "u"):
            return hasDigits(4, behind: offset, before: end).flatMap(Unicode.Scalar.init) == nil ? nil : 5
        case UInt8(ascii: "U"):
            return hasDigits(8, behind: offset, before: end).flatMap(Unicode.Scalar.init) == nil ? nil : 9
        default: return nil
        }
    }

    private func hasDigits(_ count: Int, behind offset: Int, before end: Int) -> UInt32? {
        guard offset + count < end else { return nil }
        return UInt32(String(decoding: text[(offset + 1)...(offset + count)], as: UTF8.self), radix: 16)
    }

    /// From a line end within a plain or quoted scalar to the text that goes on: no blank stands in front of the line
    /// end, empty lines are empty, and the next line is indented by spaces, deeper than what the scalar stands in.
    private mutating func nextLine(_ offset: Int) -> Int? {
        guard !isKey else { return leave(.layout, at: offset) }
        guard !Lines.isBlank(text[offset - 1]) else { return leave(.blanksAtLineEnd, at: offset - 1) }
        var next = offset
        while next < text.count, Lines.isBreak(text[next]) {
            guard let behind = lineEnd(at: next) else { return leave(.lineSeparator, at: next) }
            next = behind
        }
        let start = next
        while next < text.count, text[next] == UInt8(ascii: " ") { next += 1 }
        guard next < text.count, next - start > max(indent, 0) else { return leave(.layout, at: next) }
        if text[next] == UInt8(ascii: "\t") { return leave(.tab, at: next) }
        return Lines.isBreak(text[next]) ? leave(.blanksAtLineEnd, at: start) : next
    }

    private mutating func leave(_ reason: Document.Opaque, at offset: Int) -> Int? {
        depart(reason, at: offset)
        return nil
    }

    // MARK: Block

    /// `|` and `>`, with any chomping and indentation. Leaves `done` at the end of the last line of text.
    mutating func blockScalar(from start: Int, isFolded: Bool) {
        guard let header = BlockHeader(text, at: start) else { return depart(.layout, at: start) }
        var column = header.digit.map { max(indent, 0) + $0 }
        var end = header.end
        var line = header.end
        var isEnded = false
        while line < text.count {
            guard let next = lineEnd(at: line) else { return depart(.lineSeparator, at: line) }
            isEnded = true
            line = next
            var first = line
            while first < text.count, text[first] == UInt8(ascii: " ") { first += 1 }
            let spaces = first - line
            if first == text.count {
                guard spaces == 0 else { return depart(.blanksAtLineEnd, at: line) }
                break
            }
            if Lines.isBreak(text[first]) {
                if let column {
                    // Spaces that are text, on a line that looks empty.
                    if spaces > column, isFolded { return depart(.blanksAtLineEnd, at: line) }
                } else if spaces > 0 {
                    return depart(.blanksAtLineEnd, at: line)
                }
                line = first
                continue
            }
            let least = column ?? spaces
            guard spaces >= least, spaces > indent else { break }
            // In front of the first text some readers take a tab for indentation.
            if column == nil, text[first] == UInt8(ascii: "\t") { return depart(.tab, at: first) }
            column = least
            line = first
            while line < text.count, !Lines.isBreak(text[line]) { line += 1 }
            end = line
            isEnded = false
        }
        guard isEnded || header.chomping == .strip else { return depart(.lastLine, at: text.count) }
        done = end
    }
}

/// `|`, `>-`, `|2+ # comment`.
private struct BlockHeader {
    enum Chomping { case clip, strip, keep }

    var chomping = Chomping.clip
    var digit: Int?
    /// Where its line ends.
    var end: Int

    init?(_ text: UnsafeBufferPointer<UInt8>, at start: Int) {
        end = start + 1
        for _ in 0..<2 where end < text.count {
            switch text[end] {
            case UInt8(ascii: "-") where chomping == .clip: chomping = .strip
            case UInt8(ascii: "+") where chomping == .clip: chomping = .keep
            case UInt8(ascii: "1")...UInt8(ascii: "9") where digit == nil: digit = Int(text[end] - UInt8(ascii: "0"))
            default: continue
            }
            end += 1
        }
        let behind = end
        while end < text.count, text[end] == UInt8(ascii: " ") { end += 1 }
        if end < text.count, end > behind, text[end] == UInt8(ascii: "#") {
            while end < text.count, !Lines.isBreak(text[end]) { end += 1 }
        }
        guard end == text.count || Lines.isBreak(text[end]) else { return nil }
    }
}

/// Characters of ASCII, asked for at every scalar.
private struct ASCIISet {
    private var bits: (UInt64, UInt64) = (0, 0)

    init(_ members: String) {
        for byte in members.utf8 {
            if byte < 64 { bits.0 |= 1 << byte } else { bits.1 |= 1 << (byte & 63) }
        }
    }

    func has(_ byte: UInt8) -> Bool {
        byte < 128 && (byte < 64 ? bits.0 : bits.1) >> (byte & 63) & 1 == 1
    }
}
