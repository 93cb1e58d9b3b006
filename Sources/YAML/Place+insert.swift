extension Place {
    /// The replacements that put a new entry or item into this node, a block collection.
    ///
    /// - Parameters:
    ///   - text: of the entry or item; its first line comes without indentation.
    ///   - index: of the new one.
    ///   - column: of keys or dashes here.
    func insertingLines(
        _ text: String, at index: Int, column: Int, lineEnd: String
    ) throws(EditError) -> [Replacement] {
        let indent = spaces(column)
        if index == 0 {
            let first = child(at: 0)
            let head = try first.head()
            guard source.startsLine(head) else { return [.insert(text + lineEnd + indent, at: head)] }
            return [.insert(indent + text + lineEnd, at: try first.extent().lowerBound)]
        }
        let last = child(at: index - 1)
        let end = try last.extent().upperBound
        if Lines.isBreak(source.bytes[end - 1]) { return [.insert(indent + text + lineEnd, at: end)] }
        return source.stripping(last.node) + [.insert(lineEnd + indent + text, at: end)]
    }

    /// The replacements that put a new entry or item into this node, a collection in brackets.
    func insertingInFlow(_ text: String, at index: Int, lineEnd: String) -> [Replacement] {
        let children = flowChildren
        guard !children.isEmpty else {
            let inside = flowInside
            guard source.isBlankLine(from: inside.lowerBound, to: inside.upperBound) else {
                return [.insert(text, at: inside.lowerBound)]
            }
            return [Replacement(inside, text)]
        }
        let neighbour = children[min(index, children.count - 1)].lowerBound
        let gap =
            source.startsLine(neighbour)
            ? lineEnd + spaces(source.column(neighbour)) : " "
        if index < children.count { return [.insert(text + "," + gap, at: neighbour)] }
        return [.insert("," + gap + text, at: children[index - 1].upperBound)]
    }

    /// The bytes of the entries or items of a collection in brackets.
    var flowChildren: [Range<Int>] {
        if let items = node.items { return items.map { $0.range.start.offset..<$0.range.end.offset } }
        return (node.entries ?? []).map {
            $0.key.range.start.offset..<max($0.key.range.end.offset, $0.value.range.end.offset)
        }
    }

    /// Between the brackets.
    var flowInside: Range<Int> { span(source.behindProperties(of: node) + 1, node.range.end.offset - 1) }
}

extension SourceText {
    /// A block scalar at the end of a file whose last line has no end does not have it either: with more lines below,
    /// only `|-` says so.
    fileprivate func stripping(_ node: Node) -> [Replacement] {
        guard !node.isAlias, !node.isFlow else { return [] }
        switch node.content {
        case .mapping(let entries): return entries.last.map { stripping($0.value) } ?? []
        case .sequence(let items): return items.last.map { stripping($0) } ?? []
        case .scalar(let scalar):
            guard scalar.style == .literal || scalar.style == .folded, !scalar.text.isEmpty,
                scalar.text.utf8.last != 0x0A
            else { return [] }
            let header = headerRange(of: node)
            return [Replacement(header, self[header].filter { $0 != "+" && $0 != "-" } + "-")]
        }
    }

    /// Whether there are only blanks.
    func isBlankLine(from start: Int, to end: Int) -> Bool { bytes[start..<end].allSatisfy(Lines.isBlank) }
}
