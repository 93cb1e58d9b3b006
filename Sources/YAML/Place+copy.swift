extension Place {
    /// The node's own text, for a place behind a key or dash at `column`; `nil` if only its value can go there.
    func copied(toColumn column: Int, isItem: Bool, isInFlow: Bool, lineEnd: String) throws(EditError) -> Written? {
        let range = node.range.start.offset..<node.range.end.offset
        guard !range.isEmpty, parent != nil else { return nil }
        let isBlockScalar = node.scalar.map { $0.style == .literal || $0.style == .folded } ?? false
        let isBlock = !node.isAlias && (isBlockScalar || node.isFilledCollection && !node.isFlow)
        guard isBlock else {
            let from = self.isInFlow ? 0 : try self.column()
            return .inline(source.shifted(range, by: self.isInFlow ? 0 : column - from, lineEnd: lineEnd))
        }
        guard !isInFlow else { return nil }
        let from = try self.column()
        if isBlockScalar {
            let header = source[span(range.lowerBound, source.headerRange(of: node).upperBound)]
            let first = source.lineEnd(range.lowerBound)
            let last = max(first, source.textEnd(of: node))
            let body = source.shifted(first..<last, by: column - from, lineEnd: lineEnd)
            return .literal(header: header, body: body)
        }
        guard node.isBareBlockCollection else { return nil }
        let child = source.column(range.lowerBound)
        let step = isItem == self.isItem ? child - from : 2
        let lead = try lead()
        let isCompact = source.lineStart(lead) == source.lineStart(range.lowerBound)
        let start = isCompact ? range.lowerBound : source.skipBlanks(source.nextLine(lead))
        let lines = span(start, source.beforeBreak(try extent().upperBound))
        return .block(source.shifted(lines, by: column + step - child, lineEnd: lineEnd), column: column + step)
    }

    /// The text of the whole entry or item with the comments that belong to it, for a block collection whose keys or
    /// dashes are at `column`; `nil` if it stands within brackets itself.
    func copiedWhole(toColumn column: Int, lineEnd: String) throws(EditError) -> String? {
        guard !isInFlow, parent != nil else { return nil }
        let extent = try extent()
        let from = try self.column()
        let lines = span(source.skipBlanks(extent.lowerBound), source.beforeBreak(extent.upperBound))
        return source.shifted(lines, by: column - from, lineEnd: lineEnd)
    }
}

extension SourceText {
    /// Lines moved to the right or, as far as they have blanks, to the left; all but the first.
    func shifted(_ range: Range<Int>, by columns: Int, lineEnd: String) -> String {
        var text = self[span(range.lowerBound, min(range.upperBound, self.lineEnd(range.lowerBound)))]
        var line = nextLine(range.lowerBound)
        while line <= range.upperBound, line > range.lowerBound, Lines.isBreak(bytes[line - 1]) {
            let end = min(range.upperBound, self.lineEnd(line))
            let blanks = min(skipBlanks(line), end) - line
            text += lineEnd
            if line < end, columns > 0 { text += spaces(columns) }
            text += self[span(line + (columns < 0 ? min(blanks, -columns) : 0), end)]
            let next = nextLine(line)
            if next == line { break }
            line = next
        }
        return text
    }
}
