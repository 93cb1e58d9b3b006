import CYAML

/// libyaml's marks count characters, not bytes, and do not see the byte-order mark that `start` lies behind.
extension Composer {
    mutating func position(_ mark: yaml_mark_t) -> SourcePosition {
        if isASCII {
            return SourcePosition(
                offset: start.offset + mark.index, line: mark.line + 1, column: mark.column + 1)
        }
        // Marks come in the order of the text, so all moves together cost one pass.
        if mark.index < cursorIndex { (cursor, cursorIndex) = (start, 0) }
        while cursorIndex < mark.index, cursor.offset < text.count {
            let byte = text[cursor.offset]
            cursor.offset += 1
            while cursor.offset < text.count, text[cursor.offset] & 0xC0 == 0x80 { cursor.offset += 1 }
            cursorIndex += 1
            // Lines are counted here too: libyaml also ends them at U+0085, U+2028 and U+2029.
            if byte == Lines.lf
                || byte == Lines.cr && !(cursor.offset < text.count && text[cursor.offset] == Lines.lf)
            {
                cursor.line += 1
                cursor.column = 1
            } else {
                cursor.column += 1
            }
        }
        return cursor
    }

    /// The end of a block scalar's last line of text, where libyaml goes on to the next token; of one without text,
    /// the end of its header.
    func blockScalarEnd(
        _ from: SourcePosition, _ to: SourcePosition, value: UnsafeBufferPointer<UInt8>
    ) -> SourcePosition {
        var end = to.offset
        if let indent = indentOfBlockScalar(from, value: value) {
            // Blank lines at the end are not text, unless they are longer than the indentation.
            while let start = blankLine(before: end, atMost: indent) { end = start }
            if Lines.isBreak(text[end - 1]) { end -= text[end - 1] == Lines.lf && text[end - 2] == Lines.cr ? 2 : 1 }
        } else {
            end = from.offset + 1
            while end < text.count, !Lines.isBreak(text[end]),
                !(text[end] == UInt8(ascii: "#") && Lines.isBlank(text[end - 1]))
            {
                end += 1
            }
            while Lines.isBlank(text[end - 1]) { end -= 1 }
        }
        return Lines.position(of: end, in: text, from: from)
    }

    /// The first line of text tells: it has so many blanks more in the file than in the value.
    private func indentOfBlockScalar(_ from: SourcePosition, value: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = value.firstIndex(where: { $0 != Lines.lf }) else { return nil }
        var offset = from.offset
        for _ in 0...first { offset = nextLine(offset) }
        let blanks = text[offset...].prefix(while: Lines.isBlank).count
        return blanks - value[first...].prefix(while: Lines.isBlank).count
    }

    private func nextLine(_ offset: Int) -> Int {
        guard let end = text[offset...].firstIndex(where: Lines.isBreak) else { return text.count }
        return end + (text[end] == Lines.cr && end + 1 < text.count && text[end + 1] == Lines.lf ? 2 : 1)
    }

    /// Where the line that ends in front of `offset` starts, if it has nothing but so many blanks.
    private func blankLine(before offset: Int, atMost indent: Int) -> Int? {
        var end = offset
        if end > 0, text[end - 1] == Lines.lf { end -= 1 }
        if end > 0, text[end - 1] == Lines.cr { end -= 1 }
        guard end < offset else { return nil }
        var start = end
        while Lines.isBlank(text[start - 1]) { start -= 1 }
        return Lines.isBreak(text[start - 1]) && end - start <= indent ? start : nil
    }

    /// Where an empty value belongs: behind its colon, else behind its key. libyaml may put it where the next token is.
    func emptyRange(behind key: SourceRange, _ range: SourceRange) -> SourceRange {
        if range.start == key.end || text[range.start.offset - 1] == UInt8(ascii: ":") { return range }
        var end = key.end
        while end.offset < text.count, Lines.isBlank(text[end.offset]) { end = end.advanced() }
        let hasColon = end.offset < text.count && text[end.offset] == UInt8(ascii: ":")
        end = hasColon ? end.advanced() : key.end
        return SourceRange(start: end, end: end)
    }
}

extension SourcePosition {
    /// Behind one more ASCII character of the line.
    fileprivate func advanced() -> SourcePosition {
        SourcePosition(offset: offset + 1, line: line, column: column + 1)
    }
}
