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

    /// The end of a block scalar's last line that is not blank, where libyaml goes on to the next token; of an empty
    /// one, the end of its header.
    func blockScalarEnd(_ from: SourcePosition, _ to: SourcePosition) -> SourcePosition {
        var end = to.offset
        var index = end
        while index > from.offset, isBlank(text[index - 1]) || Lines.isBreak(text[index - 1]) {
            index -= 1
            if Lines.isBreak(text[index]) { end = index }
        }
        let headerEnd = text[from.offset..<end].firstIndex(where: Lines.isBreak)
        if headerEnd == nil {
            var index = from.offset + 1
            while index < end, !(text[index] == UInt8(ascii: "#") && isBlank(text[index - 1])) { index += 1 }
            end = index
            while isBlank(text[end - 1]) { end -= 1 }
        }
        return Lines.position(of: end, in: text, from: from)
    }

    /// Where an empty value belongs: behind its colon, else behind its key. libyaml may put it where the next token is.
    func emptyRange(behind key: Node, _ range: SourceRange) -> SourceRange {
        if range.start == key.range.end || text[range.start.offset - 1] == UInt8(ascii: ":") { return range }
        var end = key.range.end
        while end.offset < text.count, isBlank(text[end.offset]) { end = end.advanced() }
        let hasColon = end.offset < text.count && text[end.offset] == UInt8(ascii: ":")
        end = hasColon ? end.advanced() : key.range.end
        return SourceRange(start: end, end: end)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

extension SourcePosition {
    /// Behind one more ASCII character of the line.
    fileprivate func advanced() -> SourcePosition {
        SourcePosition(offset: offset + 1, line: line, column: column + 1)
    }
}
