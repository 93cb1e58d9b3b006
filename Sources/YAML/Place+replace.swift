extension Place {
    /// Where the node's text is: what stands behind the key or the dash, and the lines below, each with the line end in
    /// front of it.
    private struct Layout {
        var inline: Range<Int>
        var below: Range<Int>
        /// The node is a block collection that starts in the line of its key or dash.
        var isCompact = false
    }

    private func layout(lead: Int) throws(EditError) -> Layout {
        let start = node.range.start.offset
        if let scalar = node.scalar, !node.isAlias, scalar.style == .literal || scalar.style == .folded {
            let inline = span(start, source.headerRange(of: node).upperBound)
            let lineEnd = source.lineEnd(inline.upperBound)
            return Layout(inline: inline, below: span(lineEnd, source.textEnd(of: node)))
        }
        if node.isFilledCollection, !node.isFlow, !node.isAlias {
            let end = source.beforeBreak(try extent().upperBound)
            let first = source.behindProperties(of: node)
            if source.lineStart(first) == source.lineStart(lead) {
                let textEnd = source.textEnd(of: node)
                let isOneLine = source.lineEnd(first) >= textEnd
                let inline = span(start, isOneLine ? textEnd : end)
                let lineEnd = source.lineEnd(inline.upperBound)
                return Layout(inline: inline, below: lineEnd..<lineEnd, isCompact: true)
            }
            let inline = node.isBareBlockCollection ? lead..<lead : span(start, source.endOfProperties(of: node))
            let lineEnd = source.lineEnd(inline.upperBound)
            return Layout(inline: inline, below: span(lineEnd, end))
        }
        let inline = start..<node.range.end.offset
        let lineEnd = source.lineEnd(inline.upperBound)
        return Layout(inline: inline, below: lineEnd..<lineEnd)
    }

    /// The replacements that put new content in the node's place; `nil` if this attempt can not be made.
    ///
    /// - Parameter column: of the key or dash, from 0; -2 for the root.
    func replacing(
        with attempt: Attempt, column: Int, renderer: Renderer
    ) throws(EditError) -> [Replacement]? {
        let new: Written
        switch attempt {
        case .value(let value):
            new = renderer.written(value, column: column, isItem: isItem, isInFlow: isInFlow, over: self)
        case .copy(let source):
            guard
                let copy = try source.copied(
                    toColumn: column, isItem: isItem, isInFlow: isInFlow, lineEnd: renderer.lineEnd)
            else { return nil }
            new = copy
        }
        return try replacing(with: new, lineEnd: renderer.lineEnd)
    }

    /// The replacements that put `new` in the node's place.
    func replacing(with new: Written, lineEnd: String) throws(EditError) -> [Replacement] {
        if isInFlow { return replacingInFlow(with: new) }
        guard parent != nil else { return try replacingRoot(with: new, lineEnd: lineEnd) }
        let lead = try lead()
        let layout = try layout(lead: lead)
        let gap = layout.inline == lead..<lead ? " " : ""
        switch new {
        case .inline(let text):
            return [Replacement(layout.inline, gap + text), Replacement(layout.below, "")]
        case .literal(let header, let body):
            return [Replacement(layout.inline, gap + header), Replacement(layout.below, body)]
        case .block(let text, let column):
            let lines = lineEnd + spaces(column) + text
            if source.startsLine(layout.inline.lowerBound), !layout.inline.isEmpty {
                let start = source.beforeBreak(source.lineStart(layout.inline.lowerBound))
                return [Replacement(span(start, layout.inline.upperBound), lines), Replacement(layout.below, "")]
            }
            let isBare = source.isBlankLine(from: layout.inline.upperBound)
            if isItem, isBare, layout.isCompact || !node.isBareBlockCollection {
                let text = new.behindDash(at: try self.column())
                return [Replacement(span(lead, layout.inline.upperBound), text), Replacement(layout.below, "")]
            }
            return [Replacement(span(lead, layout.inline.upperBound), ""), Replacement(layout.below, lines)]
        }
    }

    private func replacingInFlow(with new: Written) -> [Replacement] {
        guard case .inline(let text) = new else { preconditionFailure("a block can not stand within brackets") }
        let range = node.range.start.offset..<node.range.end.offset
        guard range.isEmpty else { return [Replacement(range, text)] }
        if let key, source.colon(behind: key) == nil { return [.insert(": " + text, at: key.range.end.offset)] }
        return [.insert(" " + text, at: range.lowerBound)]
    }

    private func replacingRoot(with new: Written, lineEnd: String) throws(EditError) -> [Replacement] {
        let end = node.isFlow ? node.range.end.offset : source.beforeBreak(try extent().upperBound)
        let range = span(node.range.start.offset, end)
        switch new {
        case .inline(let text), .block(let text, _): return [Replacement(range, text)]
        case .literal: throw EditError(reason: "a file that is one text is not edited")
        }
    }
}

extension SourceText {
    /// Where the anchor and the tag of a node end.
    func endOfProperties(of node: Node) -> Int {
        var offset = node.range.start.offset
        var last = offset
        while offset < end, bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "!") {
            while offset < end, !Lines.isBlank(bytes[offset]), !Lines.isBreak(bytes[offset]) { offset += 1 }
            last = offset
            offset = skipBlanks(offset)
        }
        return last
    }
}
