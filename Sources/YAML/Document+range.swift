extension Document {
    /// The text of the line that a byte stands on, without its end and a byte-order mark; nil for a line that nobody
    /// could show. Costs no more than the line.
    package func line(around offset: Int) -> String? {
        let most = 4096
        let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
        let offset = min(offset, bytes.count)
        let lowest = max(0, offset - most)
        var start = offset
        while start > lowest, !isEnd(bytes[start - 1]) { start -= 1 }
        if start == lowest, lowest > 0 { return nil }
        if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, offset) }
        guard let end = bytes[offset..<min(bytes.count, start + most)].firstIndex(where: isEnd) else {
            return start + most < bytes.count ? nil : String(decoding: bytes[start...], as: UTF8.self)
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Where a part of a scalar's text, in bytes, is written in the file; the whole scalar's place if folding or escapes
    /// keep it from being found.
    package func range(of part: Range<Int>, in node: Node) -> SourceRange {
        let text = Array((node.scalar?.text ?? "").utf8)
        let raw = bytes[node.range.start.offset..<min(node.range.end.offset, bytes.count)]
        guard part.lowerBound >= 0, part.upperBound <= text.count, !part.isEmpty else { return node.range }
        let wanted = Array(text[part])
        // The same words may stand there several times: the one with as many of its like before it.
        var rank = Document.occurrences(of: wanted, in: text[..<(part.upperBound - 1)]).count
        for start in Document.occurrences(of: wanted, in: raw) {
            if rank == 0 {
                return SourceRange(
                    start: position(ofByte: start), end: position(ofByte: start + wanted.count))
            }
            rank -= 1
        }
        return node.range
    }

    /// Where `wanted` starts in `bytes`, without overlaps.
    private static func occurrences(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> [Int] {
        var found: [Int] = []
        var start = bytes.startIndex
        while start + wanted.count <= bytes.endIndex {
            if bytes[start] == wanted[0], bytes[start..<(start + wanted.count)].elementsEqual(wanted) {
                found.append(start)
                start += wanted.count
            } else {
                start += 1
            }
        }
        return found
    }
}
