/// The bytes of a file as lines. Offsets count bytes; a byte-order mark belongs to no line.
struct SourceText: Sendable {
    let bytes: [UInt8]
    let start: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        start = Lines.markLength(bytes)
    }

    var end: Int { bytes.count }

    /// The file's own line end: its first.
    var lineEnd: String {
        guard let first = bytes.firstIndex(where: Lines.isBreak) else { return "\n" }
        return bytes[first] == Lines.lf ? "\n" : endsWithPair(at: first) ? "\r\n" : "\r"
    }

    private func endsWithPair(at offset: Int) -> Bool {
        bytes[offset] == Lines.cr && offset + 1 < end && bytes[offset + 1] == Lines.lf
    }

    /// The first byte of the line that `offset` is in.
    func lineStart(_ offset: Int) -> Int {
        var offset = offset
        while offset > start, !Lines.isBreak(bytes[offset - 1]) { offset -= 1 }
        return offset
    }

    /// Where the line that `offset` is in has its line end, or the file's end.
    func lineEnd(_ offset: Int) -> Int {
        var offset = offset
        while offset < end, !Lines.isBreak(bytes[offset]) { offset += 1 }
        return offset
    }

    /// The first byte of the next line, or the file's end.
    func nextLine(_ offset: Int) -> Int {
        let offset = lineEnd(offset)
        return offset == end ? end : offset + (endsWithPair(at: offset) ? 2 : 1)
    }

    /// `offset` without the line end in front of it.
    func beforeBreak(_ offset: Int) -> Int {
        guard offset > start, Lines.isBreak(bytes[offset - 1]) else { return offset }
        return offset - (offset - 1 > start && endsWithPair(at: offset - 2) ? 2 : 1)
    }

    /// The line above the one that starts at `lineStart`, if there is one.
    func lineAbove(_ lineStart: Int) -> Int? { lineStart > start ? self.lineStart(beforeBreak(lineStart)) : nil }

    func column(_ offset: Int) -> Int { offset - lineStart(offset) }

    func skipBlanks(_ offset: Int) -> Int {
        var offset = offset
        while offset < end, Lines.isBlank(bytes[offset]) { offset += 1 }
        return offset
    }

    func skipBlanksBackward(_ offset: Int) -> Int {
        var offset = offset
        while offset > start, Lines.isBlank(bytes[offset - 1]) { offset -= 1 }
        return offset
    }

    /// Whether there is nothing but blanks in front of `offset` in its line.
    func startsLine(_ offset: Int) -> Bool {
        let before = skipBlanksBackward(offset)
        return before == start || Lines.isBreak(bytes[before - 1])
    }

    /// The column of the `#` if the line holds a comment only.
    func commentColumn(lineStart: Int) -> Int? {
        let first = skipBlanks(lineStart)
        return first < end && bytes[first] == UInt8(ascii: "#") ? first - lineStart : nil
    }

    /// Whether there is nothing more in the line from `offset` on.
    func isBlankLine(from offset: Int) -> Bool { skipBlanks(offset) == lineEnd(offset) }

    subscript(range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
