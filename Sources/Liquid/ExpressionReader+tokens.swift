extension UInt8 {
    /// Liquid's names: letters, digits, `_` and `-`, and all beyond ASCII.
    var isNamePart: Bool {
        switch self {
        case 48...57, 65...90, 97...122, 95, 45, 128...255: true
        default: false
        }
    }
}

extension ExpressionReader {
    mutating func split(_ bytes: [UInt8]) {
        var index = range.lowerBound
        let end = range.upperBound
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        while index < end {
            let byte = bytes[index]
            let start = index
            let next = index + 1 < end ? bytes[index + 1] : 0
            let follows = tokens.last.map { $0.range.upperBound == index } ?? false
            let isMember = follows && tokens.last?.text == "." && tokens.last?.kind == .symbol
            let isDigit = byte >= 48 && byte <= 57
            switch byte {
            case 0...32: index += 1
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                index += 1
                while index < end, bytes[index] != byte { index += 1 }
                guard index < end else {
                    report("a quote is never closed", at: start..<end)
                    return
                }
                index += 1
                tokens.append(.init(kind: .string, text: text(start + 1..<index - 1), range: start..<index))
            case UInt8(ascii: "$") where next == UInt8(ascii: "{"):
                while index < end, bytes[index] != UInt8(ascii: "}") { index += 1 }
                index = min(index + 1, end)
                isForeign = true
                tokens.append(.init(kind: .foreign, text: text(start..<index), range: start..<index))
            case UInt8(ascii: "-") where next >= 48 && next <= 57, _ where isDigit && !isMember:
                index += 1
                while index < end, bytes[index] >= 48 && bytes[index] <= 57 || isPoint(bytes, index, end) { index += 1 }
                var kind = Token.Kind.number
                while index < end, bytes[index].isNamePart {
                    kind = .name
                    index += 1
                }
                tokens.append(.init(kind: kind, text: text(start..<index), range: start..<index))
            case _ where byte.isNamePart && byte != UInt8(ascii: "-") || isDigit:
                while index < end, bytes[index].isNamePart { index += 1 }
                if index < end, bytes[index] == UInt8(ascii: "?") { index += 1 }
                tokens.append(.init(kind: .name, text: text(start..<index), range: start..<index))
            default:
                let pair = [byte, next]
                let isPair = Self.pairs.contains { $0.utf8.elementsEqual(pair) }
                index += isPair ? 2 : 1
                tokens.append(.init(kind: .symbol, text: text(start..<index), range: start..<index))
            }
        }
    }

    private static let pairs = ["==", "!=", "<>", "<=", ">=", "..", "&&", "||", "{{", "}}", "=>"]

    /// The point of `1.5`, not of `1..5`.
    private func isPoint(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
        bytes[index] == UInt8(ascii: ".") && index + 1 < end && bytes[index + 1] >= 48 && bytes[index + 1] <= 57
    }
}
