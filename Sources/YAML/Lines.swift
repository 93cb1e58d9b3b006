/// Where lines end: at LF, CR and CRLF, as in YAML 1.2 and in editors. (YAML 1.1 also ends them at U+0085, U+2028 and
/// U+2029: see `Document.Opaque.lineSeparator`.)
enum Lines {
    static let lf = UInt8(ascii: "\n")
    static let cr = UInt8(ascii: "\r")
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Bytes of the byte-order mark at the start.
    static func markLength(_ text: some Collection<UInt8>) -> Int { text.starts(with: mark) ? 3 : 0 }

    static func isBreak(_ byte: UInt8) -> Bool { byte == lf || byte == cr }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// The position at `offset`, counted on from `start`, which must not lie behind it.
    static func position(
        of offset: Int, in text: UnsafeBufferPointer<UInt8>, from start: SourcePosition
    ) -> SourcePosition {
        var position = start
        advance(&position, to: offset, in: text)
        return position
    }

    static func advance(_ position: inout SourcePosition, to offset: Int, in text: UnsafeBufferPointer<UInt8>) {
        let offset = min(offset, text.count)
        while position.offset < offset {
            let byte = text[position.offset]
            position.offset += 1
            if byte == lf || byte == cr && !(position.offset < text.count && text[position.offset] == lf) {
                position.line += 1
                position.column = 1
            } else if byte & 0xC0 != 0x80 {
                position.column += 1
            }
        }
    }

    /// The first position after the byte-order mark.
    static func first(of text: UnsafeBufferPointer<UInt8>) -> SourcePosition {
        SourcePosition(offset: markLength(text), line: 1, column: 1)
    }
}

extension Document {
    /// The position of a byte, or of the end of the file if it lies behind it. Costs a pass over what lies before.
    package func position(ofByte offset: Int) -> SourcePosition {
        bytes.withUnsafeBufferPointer { Lines.position(of: offset, in: $0, from: Lines.first(of: $0)) }
    }

    /// The text of a line (from 1) without its end and without a byte-order mark; what is not UTF-8 reads as U+FFFD.
    /// Empty if there is no such line.
    package func line(_ number: Int) -> String {
        var line = 1
        var start = Lines.markLength(bytes)
        while line < number {
            guard let end = bytes[start...].firstIndex(where: Lines.isBreak) else { return "" }
            let isPair = bytes[end] == Lines.cr && end + 1 < bytes.count && bytes[end + 1] == Lines.lf
            start = end + (isPair ? 2 : 1)
            line += 1
        }
        let end = bytes[start...].firstIndex(where: Lines.isBreak) ?? bytes.count
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
