/// Recognises the part of YAML that every reader takes for the same (protocol.md, "Subject"): what is not written as it
/// is told here makes a document opaque, whatever it is.
///
/// The composer tells of each node as libyaml finds it, so that structure is read once. Every byte is then accounted
/// for: between two nodes stand only the indentation, line ends, comments and indicators that belong there, and each
/// scalar is written as its style allows (`Grammar+scalar`). Nothing is passed over, so what nobody thought of departs
/// from the grammar. One pass, with a level for each open collection.
struct Grammar {
    let text: UnsafeBufferPointer<UInt8>
    /// The first byte that is not accounted for.
    var done: Int
    /// Where the text first departs from the grammar.
    private(set) var departure: (reason: Document.Opaque, offset: Int)?

    /// Where the line `---` is, if there is one.
    private(set) var startLine: Int?

    /// Of the collection that is being read, and of those that it is in.
    private var level: Level?
    private var outer: [Level] = []
    private var hasRoot = false
    /// Where the key that was read last starts, and whether it stands in quotes.
    private var key = (start: 0, isQuoted: false)

    private struct Level {
        enum Kind { case mapping, sequence, flowMapping, flowSequence }

        let kind: Kind
        /// Of the innermost block collection, this one included: lines that go on here are indented deeper.
        let indent: Int
        var isEmpty = true
        var awaitsValue = false

        var isFlow: Bool { kind == .flowMapping || kind == .flowSequence }
        var isMapping: Bool { kind == .mapping || kind == .flowMapping }
    }

    /// What a node is, as far as its place depends on it.
    private enum Part { case mapping, sequence, flow, blockScalar, empty }

    /// Some readers take no key that is longer than 1,024 characters, escapes and quotes included.
    private static let longestKey = 1000

    /// - Parameter start: the first byte behind a byte-order mark.
    init(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        self.text = text
        done = start
    }

    /// Of the innermost block collection; -1 outside of all.
    var indent: Int { level?.indent ?? -1 }
    var isInFlow: Bool { level?.isFlow ?? false }
    var isKey: Bool { level.map { $0.isMapping && !$0.awaitsValue } ?? false }

    mutating func depart(_ reason: Document.Opaque, at offset: Int) {
        if departure == nil { departure = (reason, offset) }
    }

    // MARK: Nodes, in the order of the text

    mutating func scalar(
        _ style: Scalar.Style, _ kind: ScalarKind, _ range: Range<Int>, value: UnsafeBufferPointer<UInt8>
    ) {
        guard departure == nil else { return }
        guard level != nil else { return depart(.layout, at: range.lowerBound) }
        let isEmpty = range.isEmpty
        let isBlock = style == .literal || style == .folded
        guard lead(to: range.lowerBound, isEmpty ? .empty : isBlock ? .blockScalar : .flow) else { return }
        if isKey { key = (range.lowerBound, style != .plain) }
        switch style {
        case .plain: if !isEmpty { plain(range, kind, value) }
        case .singleQuoted: singleQuoted(range)
        case .doubleQuoted: doubleQuoted(range)
        case .literal, .folded: blockScalar(from: range.lowerBound, isFolded: style == .folded)
        }
        complete()
    }

    /// - Parameter column: from 0.
    mutating func open(isMapping: Bool, isFlow: Bool, at start: Int, column: Int) {
        guard departure == nil else { return }
        guard !isKey else { return depart(.nonStringKey, at: start) }
        guard lead(to: start, isFlow ? .flow : isMapping ? .mapping : .sequence) else { return }
        let inner: Level
        if isFlow {
            // `[a: b]` is a map without braces.
            guard expect(isMapping ? "{" : "[") else { return }
            inner = Level(kind: isMapping ? .flowMapping : .flowSequence, indent: indent)
        } else {
            inner = Level(kind: isMapping ? .mapping : .sequence, indent: column)
        }
        if let level { outer.append(level) }
        level = inner
    }

    mutating func close() {
        guard departure == nil, let level else { return }
        if level.isFlow {
            guard closes(level) else { return }
        }
        self.level = outer.popLast()
        complete()
    }

    /// A bracket, which may stand as far left as the key in front of its collection, and a comma in front of it.
    private mutating func closes(_ level: Level) -> Bool {
        var gap = skip(isAtLineStart: false)
        if gap.isWhole, !level.isEmpty, done < text.count, text[done] == UInt8(ascii: ",") {
            guard !gap.endsLine || gap.spaces > level.indent else { return refuse(.layout) }
            done += 1
            gap = skip(isAtLineStart: false)
        }
        guard gap.isWhole else { return false }
        guard !gap.endsLine || gap.spaces >= level.indent else { return refuse(.layout) }
        return expect(level.kind == .flowMapping ? "}" : "]")
    }

    /// Behind the last node.
    mutating func end() {
        guard departure == nil else { return }
        if skip(isAtLineStart: !hasRoot).isWhole, done < text.count { depart(.layout, at: done) }
    }

    private mutating func complete() {
        guard let level else { return }
        if level.isMapping { self.level?.awaitsValue.toggle() }
        self.level?.isEmpty = false
    }

    // MARK: What stands in front of a node

    private mutating func lead(to start: Int, _ part: Part) -> Bool {
        guard let level else { return leadToRoot(start) }
        switch level.kind {
        case .mapping: return level.awaitsValue ? leadToValue(start, part, level) : leadToKey(start, part, level)
        case .sequence: return leadToItem(start, part, level)
        case .flowMapping, .flowSequence:
            // `{a}`, `{a: }` and `[a, , b]`.
            guard part != .empty else { return refuse(.layout) }
            return level.awaitsValue ? leadToFlowValue(start, level) : leadToFlowItem(start, level)
        }
    }

    /// Comments, and one line `---`.
    private mutating func leadToRoot(_ start: Int) -> Bool {
        hasRoot = true
        guard skip(isAtLineStart: true).isWhole else { return false }
        if done < start, text[done...].starts(with: "---".utf8) {
            startLine = done
            done += 3
            let gap = skip(isAtLineStart: false)
            guard gap.isWhole else { return false }
            guard gap.endsLine else { return refuse(.layout) }
        }
        return arrive(start)
    }

    private mutating func leadToKey(_ start: Int, _ part: Part, _ level: Level) -> Bool {
        guard part == .flow else { return refuse(.nonStringKey) }
        return level.isEmpty ? arrive(start) : newLine(level.indent) && arrive(start)
    }

    private mutating func leadToValue(_ start: Int, _ part: Part, _ level: Level) -> Bool {
        guard colon() else { return false }
        if part == .empty { return true }
        let gap = skip(isAtLineStart: false)
        guard gap.isWhole else { return false }
        guard gap.endsLine else {
            return (gap.spaces > 0 && part != .mapping && part != .sequence) ? arrive(start) : refuse(.layout)
        }
        // A list may stand as far left as its key.
        guard part != .blockScalar, gap.spaces > level.indent || part == .sequence && gap.spaces == level.indent else {
            return refuse(.layout)
        }
        return arrive(start)
    }

    private mutating func leadToItem(_ start: Int, _ part: Part, _ level: Level) -> Bool {
        guard part != .empty else { return refuse(.emptyItem) }
        guard level.isEmpty || newLine(level.indent), expect("-") else { return false }
        let gap = skip(isAtLineStart: false)
        guard gap.isWhole else { return false }
        guard gap.endsLine else { return gap.spaces > 0 ? arrive(start) : refuse(.layout) }
        guard part != .blockScalar, gap.spaces > level.indent, gap.commentColumn > level.indent else {
            return refuse(.layout)
        }
        return arrive(start)
    }

    private mutating func leadToFlowItem(_ start: Int, _ level: Level) -> Bool {
        if !level.isEmpty {
            guard separated(from: level) != nil, expect(",") else { return false }
        }
        return separated(from: level) != nil && arrive(start)
    }

    private mutating func leadToFlowValue(_ start: Int, _ level: Level) -> Bool {
        guard colon(), let gap = separated(from: level) else { return false }
        // `{"a":1}` is JSON, `{a:1}` a key without a value.
        return gap.spaces > 0 || gap.endsLine || key.isQuoted ? arrive(start) : refuse(.layout)
    }

    /// Behind a key, in its line.
    private mutating func colon() -> Bool {
        while done < text.count, text[done] == UInt8(ascii: " ") { done += 1 }
        guard done - key.start <= Self.longestKey else { return refuse(.layout) }
        return expect(":")
    }

    /// The end of a line, and the indentation of the next that says something.
    private mutating func newLine(_ indent: Int) -> Bool {
        let gap = skip(isAtLineStart: false)
        guard gap.isWhole else { return false }
        return gap.endsLine && gap.spaces == indent || refuse(.layout)
    }

    /// Blanks, comments and line ends within brackets.
    private mutating func separated(from level: Level) -> Gap? {
        let gap = skip(isAtLineStart: false)
        guard gap.isWhole, !gap.endsLine || gap.spaces > level.indent || refuse(.layout) else { return nil }
        return gap
    }

    private mutating func expect(_ indicator: Unicode.Scalar) -> Bool {
        guard done < text.count, text[done] == UInt8(ascii: indicator) else { return refuse(.layout) }
        done += 1
        return true
    }

    private mutating func arrive(_ start: Int) -> Bool { done == start || refuse(.layout) }

    private mutating func refuse(_ reason: Document.Opaque) -> Bool {
        // `? ` leads to a key wherever it stands.
        let isExplicit = done < text.count && text[done] == UInt8(ascii: "?")
        depart(isExplicit ? .explicitKey : reason, at: min(done, text.count))
        return false
    }

    // MARK: Blanks, comments and line ends

    private struct Gap {
        /// Behind the last line end.
        var spaces = 0
        var endsLine = false
        /// Of the comment that has a line of its own and stands farthest left.
        var commentColumn = Int.max
        var isWhole = true
    }

    /// Moves on to what is neither a space, a comment nor the end of a line.
    private mutating func skip(isAtLineStart: Bool) -> Gap {
        var gap = Gap()
        var isAtLineStart = isAtLineStart
        while done < text.count {
            switch text[done] {
            case UInt8(ascii: " "):
                gap.spaces += 1
                done += 1
                continue
            case UInt8(ascii: "#"):
                guard gap.spaces > 0 || isAtLineStart else { return gap }
                if gap.endsLine { gap.commentColumn = min(gap.commentColumn, gap.spaces) }
                var end = done
                while end < text.count, !Lines.isBreak(text[end]) { end += 1 }
                done = end
                continue
            case Lines.lf, Lines.cr:
                guard let next = lineEnd(at: done) else {
                    depart(.lineSeparator, at: done)
                    gap.isWhole = false
                    return gap
                }
                done = next
                isAtLineStart = true
                gap.endsLine = true
                gap.spaces = 0
            case UInt8(ascii: "\t"):
                depart(.tab, at: done)
                gap.isWhole = false
                return gap
            default: return gap
            }
        }
        return gap
    }

    /// Behind LF or CRLF; nil for a CR alone.
    func lineEnd(at offset: Int) -> Int? {
        if text[offset] == Lines.lf { return offset + 1 }
        return offset + 1 < text.count && text[offset + 1] == Lines.lf ? offset + 2 : nil
    }
}
