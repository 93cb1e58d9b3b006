/// An entry of a mapping or an item of a sequence, in the text of its file.
package struct Place: Sendable {
    let source: SourceText
    /// `nil` if the place is the root.
    let parent: Node?
    package let key: Node?
    package let node: Node
    /// In its parent.
    let index: Int
    /// Whether the place is within `[…]` or `{…}`.
    package let isInFlow: Bool

    var isItem: Bool { key == nil }

    /// - Returns: nil where the file is empty or cannot be read.
    package static func root(of document: Document) -> Place? {
        guard document.isReadable, let root = document.root else { return nil }
        return Place(
            source: SourceText(document.bytes), parent: nil, key: nil, node: root, index: 0, isInFlow: false)
    }

    /// The entry or item of this node at an index.
    package func child(at index: Int) -> Place {
        let entry = node.entries.map { $0[index] }
        return Place(
            source: source, parent: node, key: entry?.key, node: entry?.value ?? node.children[index], index: index,
            isInFlow: isInFlow || node.isFlow)
    }

    static func of(_ path: [Step], in document: Document) throws(EditError) -> Place {
        guard document.isReadable else { throw EditError(reason: "the file cannot be read as YAML") }
        guard let root = document.root else { throw EditError(reason: "the file is empty") }
        var place = Place(
            source: SourceText(document.bytes), parent: nil, key: nil, node: root, index: 0, isInFlow: false)
        for (depth, step) in path.enumerated() {
            let parent = place.node
            guard !parent.isAlias else { throw Self.alias(path.prefix(depth)) }
            guard let index = parent.index(of: step) else {
                throw EditError(reason: "there is no \(path.prefix(depth + 1).description(quoting: true))")
            }
            if case .key(let text) = step, parent.count(ofKey: text) > 1 {
                throw EditError(reason: "the key \(quoted(text)) appears twice")
            }
            place = place.child(at: index)
        }
        return place
    }

    static func alias(_ path: ArraySlice<Step>) -> EditError {
        EditError(reason: "\(path.description(quoting: true)) is an alias: it is written elsewhere, for several places")
    }

    static let explicitKey = EditError(reason: "keys written with `?` are not edited")

    // MARK: Offsets of a place in a block collection

    /// The first byte of the key or the dash.
    package func head() throws(EditError) -> Int {
        guard let parent else { return node.range.start.offset }
        guard isItem else {
            let head = key?.range.start.offset ?? 0
            let before = source.bytes[span(source.lineStart(head), head)]
            guard !before.contains(UInt8(ascii: "?")) else { throw Self.explicitKey }
            return head
        }
        guard let dash = source.dash(ofItem: node, column: try source.dashColumn(of: parent)) else {
            throw EditError(reason: "the `-` of the item cannot be found")
        }
        return dash
    }

    /// Whether nothing stands in front of the key or dash in its line.
    package var startsItsLine: Bool {
        get throws(EditError) { source.startsLine(try head()) }
    }

    /// Behind the colon or the dash.
    func lead() throws(EditError) -> Int {
        guard let key else { return try head() + 1 }
        guard let colon = source.colon(behind: key) else { throw Self.explicitKey }
        return colon + 1
    }

    /// The column of the key or the dash, from 0.
    func column() throws(EditError) -> Int { source.column(try head()) }

    /// All that belongs to the entry or item: whole lines from the comment lines directly above it to the comment
    /// behind it and comment lines below that are indented deeper. If it shares its first line with the dash of its
    /// parent, from the key (or the dash).
    func extent() throws(EditError) -> Range<Int> {
        let head = try head()
        let column = source.column(head)
        var start = head
        if source.startsLine(head) {
            start = source.lineStart(head)
            while let above = source.lineAbove(start), source.commentColumn(lineStart: above) == column {
                start = above
            }
        }
        var end = source.nextLine(max(source.textEnd(of: node), head))
        while end < source.end, let comment = source.commentColumn(lineStart: end), comment > column {
            end = source.nextLine(end)
        }
        return span(start, end)
    }
}

extension Node {
    fileprivate func count(ofKey text: String) -> Int {
        entries?.count { $0.key.reads(text) } ?? 0
    }
}

extension SourceText {
    /// Where the node's text ends; with the blank lines that a block scalar keeps (`|+`), but for the last line end.
    func textEnd(of node: Node) -> Int {
        let end = node.range.end.offset
        guard !node.isAlias, !node.isFlow else { return end }
        switch node.content {
        case .mapping(let entries): return entries.last.map { textEnd(of: $0.value) } ?? end
        case .sequence(let items): return items.last.map { textEnd(of: $0) } ?? end
        case .scalar(let scalar):
            guard scalar.style == .literal || scalar.style == .folded else { return end }
            let header = self[headerRange(of: node)]
            guard header.utf8.contains(UInt8(ascii: "+")) else { return end }
            var line = nextLine(end)
            while line < self.end, isBlankLine(from: line) { line = nextLine(line) }
            return max(end, beforeBreak(line))
        }
    }

    /// `|2-` of a block scalar.
    func headerRange(of node: Node) -> Range<Int> {
        let start = behindProperties(of: node)
        var end = start
        while end < self.end, !Lines.isBlank(bytes[end]), !Lines.isBreak(bytes[end]) { end += 1 }
        return span(start, end)
    }

    /// Where the node starts behind its anchor and its tag, on whatever line.
    func behindProperties(of node: Node) -> Int {
        var offset = node.range.start.offset
        guard !node.isAlias, node.anchor != nil || node.tag != nil else { return offset }
        while offset < end, bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "!") {
            while offset < end, !Lines.isBlank(bytes[offset]), !Lines.isBreak(bytes[offset]) { offset += 1 }
            offset = skipBlanks(offset)
        }
        while offset < end, Lines.isBreak(bytes[offset]) || commentColumn(lineStart: offset) != nil {
            offset = skipBlanks(nextLine(offset))
        }
        return offset
    }

    /// The column of the dashes of a block sequence.
    func dashColumn(of sequence: Node) throws(EditError) -> Int {
        let dash = behindProperties(of: sequence)
        guard dash < end, bytes[dash] == UInt8(ascii: "-") else {
            throw EditError(reason: "the `-` of the list cannot be found")
        }
        return column(dash)
    }

    /// The dash stands on the item's line or, if only comments and properties are between them, above it.
    func dash(ofItem item: Node, column: Int) -> Int? {
        var line: Int? = lineStart(item.range.start.offset)
        while let start = line {
            let offset = start + column
            if offset < min(end, item.range.start.offset), offset <= lineEnd(start), bytes[offset] == UInt8(ascii: "-")
            {
                return offset
            }
            line = lineAbove(start)
        }
        return nil
    }

    func colon(behind key: Node) -> Int? {
        let offset = skipBlanks(key.range.end.offset)
        return offset < end && bytes[offset] == UInt8(ascii: ":") ? offset : nil
    }
}

extension Sequence where Element == Step {
    /// `config.mappings[2]`, for messages.
    func description(quoting: Bool) -> String {
        var text = ""
        for step in self {
            switch step {
            case .key(let key): text += (text.isEmpty ? "" : ".") + key
            case .index(let index): text += "[\(index)]"
            }
        }
        return quoting ? quoted(text) : text
    }
}
