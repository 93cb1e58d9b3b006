/// A value as text, ready to stand behind a key or a dash. Lines but the first are indented already.
enum Written {
    /// A scalar or a collection in brackets. Only a copied one may go on over several lines.
    case inline(String)
    /// A block scalar: what stands behind the key, and its lines, each led by a line end.
    case literal(header: String, body: String)
    /// A block collection whose first line belongs at `column` (from 0).
    case block(String, column: Int)
}

/// How the file indents what is new to it: like the first collection of that kind that it holds.
struct Habits {
    var mappingStep = 2
    var sequenceStep = 2

    init(of document: Document) {
        let source = SourceText(document.bytes)
        var mappings: Int?
        var sequences: Int?
        func visit(_ node: Node) {
            guard !node.isAlias, !node.isFlow, mappings == nil || sequences == nil else { return }
            node.items?.forEach(visit)
            for entry in node.entries ?? [] {
                let value = entry.value
                if value.isBareBlockCollection {
                    let step = source.column(value.range.start.offset) - source.column(entry.key.range.start.offset)
                    if value.items != nil {
                        sequences = sequences ?? max(0, step)
                    } else {
                        mappings = mappings ?? max(1, step)
                    }
                }
                visit(value)
            }
        }
        document.root.map(visit)
        mappingStep = mappings ?? 2
        sequenceStep = sequences ?? mappings ?? 2
    }
}

extension Renderer {
    init(for document: Document) {
        let habits = Habits(of: document)
        self.init(
            lineEnd: SourceText(document.bytes).lineEnd, mappingStep: habits.mappingStep,
            sequenceStep: habits.sequenceStep)
    }

    /// - Parameters:
    ///   - column: of the key or the dash that it will stand behind; -2 for the root.
    ///   - old: what stands there now: its quotes and its indentation are kept where they can be.
    func written(_ value: Value, column: Int, isItem: Bool, isInFlow: Bool, over old: Place? = nil) -> Written {
        let style = old?.node.isAlias ?? true ? nil : old?.node.scalar?.style
        if isInFlow { return .inline(flow(value, like: style)) }
        if value.isFilledCollection {
            if let node = old?.node, !node.isAlias, node.isFlow, node.isFilledCollection { return .inline(flow(value)) }
            var step = isItem ? 2 : value.items == nil ? mappingStep : sequenceStep
            if let old, old.node.isBareBlockCollection, (old.node.items == nil) == (value.items == nil) {
                step = old.source.column(old.node.range.start.offset) - column
            }
            return .block(block(value, column: column + step), column: column + step)
        }
        if case .scalar(.string, let text) = value, column >= 0 {
            let indent = old?.literalColumn ?? column + 2
            if let (header, body) = literal(text, column: column, indent: max(indent, column + 1)) {
                return .literal(header: header, body: body)
            }
        }
        return .inline(inline(value, column: column, allowsBlock: false, like: style))
    }
}

extension Written {
    /// What to put behind a colon.
    func behindKey(lineEnd: String) -> String {
        switch self {
        case .inline(let text): " " + text
        case .literal(let header, let body): " " + header + body
        case .block(let text, let column): lineEnd + spaces(column) + text
        }
    }

    /// What to put behind a dash at `column`.
    func behindDash(at column: Int) -> String {
        switch self {
        case .inline(let text): " " + text
        case .literal(let header, let body): " " + header + body
        case .block(let text, let start): spaces(start - column - 1) + text
        }
    }
}

extension Node {
    var isFilledCollection: Bool { !(items?.isEmpty ?? true) || !(entries?.isEmpty ?? true) }

    /// Whether its range starts with its first key or dash.
    var isBareBlockCollection: Bool { isFilledCollection && !isFlow && !isAlias && anchor == nil && tag == nil }
}

extension Place {
    /// The column of a block scalar's text, if there is some.
    fileprivate var literalColumn: Int? {
        guard let scalar = node.scalar, !node.isAlias, scalar.style == .literal || scalar.style == .folded,
            !scalar.text.utf8.allSatisfy({ $0 == 0x0A })
        else { return nil }
        var line = source.nextLine(source.headerRange(of: node).upperBound)
        while line < source.end, source.isBlankLine(from: line) { line = source.nextLine(line) }
        return source.skipBlanks(line) - line
    }
}
