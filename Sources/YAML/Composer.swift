import CYAML

/// Builds nodes from libyaml's events, and keeps the limits while it does.
///
/// Mark by mark it finds the bytes (`Composer+position`). It ends a block collection with its last child, where libyaml
/// ends it with the next token.
struct Composer: ~Copyable {
    let text: UnsafeBufferPointer<UInt8>
    /// Stands in block scalars for a tab that libyaml refuses (`StandIns`).
    private let tab: UInt8?
    /// Whether libyaml is given the text with `StandIns`.
    private let isChanged: Bool
    let start: SourcePosition
    let isASCII: Bool
    private let limits: Limits
    private let parser: Parser
    private var event = yaml_event_t()

    private(set) var problems: [Problem] = []
    /// Of the reasons why the text is opaque, the one that counts most, and the byte where it is.
    private(set) var opaque: (reason: Document.Opaque, offset: Int)?
    private var grammar: Grammar
    /// Whether a plain scalar was met that YAML 1.1 and YAML 1.2 read differently.
    private(set) var hasAmbiguousScalars = false

    /// The collections that are being read, innermost last: a stack of our own, for who wrote the file decides how deep
    /// they nest.
    private var frames: [Frame] = []
    /// The root of the first document.
    private var root: Int?
    private var documents = 0
    /// Levels of collections in the node read last.
    private var height = 0
    /// Nodes read so far as if every alias were expanded, and those of them that aliases added.
    private var weight = 0
    private var aliasWeight = 0
    private var anchors: [String: Anchored] = [:]
    private var keys = Keys()
    private var nodes: Nodes
    /// What stands in the collections that are being read, innermost last: each takes its own off the end.
    private var open: [UInt32] = []

    /// For text that is not ASCII: where the last mark was, and the characters before it.
    var cursor: SourcePosition
    var cursorIndex = 0

    private enum Anchored {
        case open
        case read(Int, weight: Int, height: Int)
    }

    private struct Frame {
        var content: Nodes.Record.Content
        var isFlow: Bool
        var from: SourcePosition
        var anchor: String?
        var tag: String?
        /// Where its children start in `open`.
        var first: Int
        var weightBefore: Int
        /// Levels of collections in its children.
        var highest = 0
        var scope: Keys.Scope
        /// Of a mapping: the key whose value comes next.
        var key: Int?
    }

    /// More than this many duplicate keys tell nobody more.
    private static let mostDuplicates = 100

    /// - Parameters:
    ///   - text: the whole file, of which `start` is the first position behind a byte-order mark.
    ///   - parsed: the same text as libyaml reads it, with `StandIns`: with `tab` for some tabs.
    init(
        _ text: UnsafeBufferPointer<UInt8>, parsed: UnsafeBufferPointer<UInt8>, tab: UInt8?,
        from start: SourcePosition, isASCII: Bool, limits: Limits
    ) {
        self.text = text
        self.tab = tab
        isChanged = parsed.baseAddress != text.baseAddress
        self.start = start
        self.isASCII = isASCII
        self.limits = limits
        parser = Parser(UnsafeBufferPointer(rebasing: parsed[start.offset...]))
        nodes = Nodes(forBytes: text.count)
        grammar = Grammar(text, from: start.offset)
        cursor = start
    }

    deinit {
        var event = event
        yaml_event_delete(&event)
    }

    /// The root of the first document; all of them are read.
    mutating func compose() throws(Halt) -> Node? {
        while true {
            try next()
            switch event.type {
            case YAML_DOCUMENT_START_EVENT: startDocument()
            case YAML_SCALAR_EVENT: add(scalar())
            case YAML_ALIAS_EVENT: add(try alias())
            case YAML_SEQUENCE_START_EVENT:
                let data = event.data.sequence_start
                try open(
                    .sequence, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE)
            case YAML_MAPPING_START_EVENT:
                let data = event.data.mapping_start
                try open(
                    .mapping, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_MAPPING_STYLE)
            case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: if let node = close() { add(node) }
            case YAML_STREAM_END_EVENT:
                endStream()
                // `---` alone holds an empty scalar that nobody wrote.
                return root.flatMap { nodes.records[$0].isEmpty ? nil : Node(NodeTree(nodes), $0) }
            default: break
            }
        }
    }

    private mutating func startDocument() {
        documents += 1
        let from = position(event.start_mark).offset
        if documents > 1 { note(.severalDocuments, at: from) }
        let head = event.data.document_start
        if head.version_directive != nil || head.tag_directives.start != nil { note(.directive, at: from) }
        anchors = [:]
    }

    private mutating func endStream() {
        grammar.end()
        if let departure = grammar.departure { note(departure.reason, at: departure.offset) }
        if hasAmbiguousScalars, let line = grammar.startLine { note(.ambiguousStart, at: line) }
    }

    private mutating func next() throws(Halt) {
        yaml_event_delete(&event)
        guard parser.next(&event) else { throw syntaxProblem(parser.error) }
    }

    mutating func note(_ reason: Document.Opaque, at offset: Int) {
        if let opaque, opaque.reason.rank <= reason.rank { return }
        opaque = (reason, offset)
    }

    /// A node that was read, where it stands: an item, a key, a value or the root.
    private mutating func add(_ node: Int) {
        guard let last = frames.indices.last else {
            if documents == 1 { root = node }
            return
        }
        if height > frames[last].highest { frames[last].highest = height }
        guard frames[last].content.isMapping else { return open.append(UInt32(node)) }
        guard let key = frames[last].key else {
            let key = ordinary(node)
            if let first = keys.insert(key, of: nodes, in: &frames[last].scope) { noteDuplicate(key, of: first) }
            noteKind(ofKey: key)
            frames[last].key = key
            return
        }
        if nodes.records[node].isEmpty {
            nodes.move(node, to: emptyRange(behind: nodes.records[key].range, nodes.records[node].range))
        }
        open.append(UInt32(key))
        open.append(UInt32(node))
        frames[last].key = nil
    }

    // MARK: Scalars and aliases

    private mutating func scalar() -> Int {
        weight += 1
        let from = position(event.start_mark)
        let data = event.data.scalar
        let style: Scalar.Style =
            switch data.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            // `StandIns` makes one of the other.
            case YAML_LITERAL_SCALAR_STYLE: text[from.offset] == UInt8(ascii: ">") ? .folded : .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
        let value = value(
            data.value, count: data.length, isBlock: style == .literal || style == .folded,
            isFolded: style == .folded && data.style == YAML_LITERAL_SCALAR_STYLE)
        let tag = tag(data.tag, from: from)
        let kind: ScalarKind = style == .plain && tag != "!" && tag != "!!str" ? .ofPlain(value) : .string
        if kind == .ambiguous { hasAmbiguousScalars = true }
        var end = position(event.end_mark)
        if style == .literal || style == .folded { end = blockScalarEnd(from, end, value: value) }
        // libyaml ends lines where others do not, and then its marks may go astray.
        let extent = from.offset..<min(max(from.offset, end.offset), text.count)
        grammar.scalar(style, kind, extent, value: value)
        let node = nodes.append(value, style, kind, at: SourceRange(start: from, end: end))
        let anchor = self.anchor(data.anchor, from: from)
        nodes.note(anchor: anchor, tag: tag, of: node)
        height = 0
        if let anchor { anchors[anchor] = .read(node, weight: 1, height: 0) }
        return node
    }

    /// Lives as long as the event.
    private func value(
        _ bytes: UnsafeMutablePointer<yaml_char_t>?, count: Int, isBlock: Bool, isFolded: Bool
    ) -> UnsafeBufferPointer<UInt8> {
        let value = UnsafeMutableBufferPointer(start: bytes, count: count)
        guard let tab, isBlock, value.contains(tab) else { return UnsafeBufferPointer(value) }
        for index in value.indices where value[index] == tab { value[index] = UInt8(ascii: "\t") }
        guard isFolded else { return UnsafeBufferPointer(value) }
        return UnsafeBufferPointer(rebasing: value[..<StandIns.fold(value)])
    }

    private mutating func alias() throws(Halt) -> Int {
        weight += 1
        let from = position(event.start_mark)
        note(.anchor, at: from.offset)
        let range = SourceRange(start: from, end: position(event.end_mark))
        let name = name(event.data.alias.anchor, behind: from.offset)
        switch anchors[name] {
        case nil: throw Halt(.syntax, "the alias *\(name) has no anchor &\(name) before it", range)
        case .open: throw Halt(.syntax, "the alias *\(name) is inside what it names", range)
        case .read(let target, let targetWeight, let targetHeight):
            weight += targetWeight - 1
            aliasWeight += targetWeight
            guard aliasWeight <= limits.aliasNodes else {
                throw Halt(.tooManyAliasNodes, "aliases expand to more than \(limits.aliasNodes) nodes here", range)
            }
            height = targetHeight
            guard frames.count + height <= limits.depth else { throw tooDeep(range) }
            return nodes.append(copyOf: target) { alias in
                alias.range = range
                alias.isAlias = true
            }
        }
    }

    private mutating func anchor(_ name: UnsafePointer<yaml_char_t>?, from: SourcePosition) -> String? {
        guard let name else { return nil }
        note(.anchor, at: from.offset)
        return self.name(name, behind: isChanged ? property("&", from: from)?.startIndex : nil)
    }

    /// The name of an anchor or alias. libyaml may have been given another (`StandIns`).
    private func name(_ given: UnsafePointer<yaml_char_t>, behind sign: Int?) -> String {
        let name = String(cString: given)
        guard isChanged, let sign else { return name }
        return String(decoding: text[sign...].dropFirst().prefix(name.utf8.count), as: UTF8.self)
    }

    /// The tag as written: libyaml gives the resolved one.
    private mutating func tag(_ resolved: UnsafePointer<yaml_char_t>?, from: SourcePosition) -> String? {
        guard resolved != nil else { return nil }
        note(.explicitTag, at: from.offset)
        return property("!", from: from).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A tag or an anchor in front of a node, and what stands behind it without a blank.
    private func property(_ sign: Unicode.Scalar, from: SourcePosition) -> Slice<UnsafeBufferPointer<UInt8>>? {
        let words = text[from.offset...].split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 || Lines.isBreak($0) }
        return words.prefix(2).first { $0.first == UInt8(ascii: sign) }
    }

    // MARK: Collections

    private mutating func open(
        _ content: Nodes.Record.Content, anchor: UnsafePointer<yaml_char_t>?, tag: UnsafePointer<yaml_char_t>?,
        isFlow: Bool
    ) throws(Halt) {
        weight += 1
        let from = position(event.start_mark)
        let anchor = self.anchor(anchor, from: from)
        let tag = self.tag(tag, from: from)
        if let anchor { anchors[anchor] = .open }
        guard frames.count < limits.depth else {
            throw tooDeep(SourceRange(start: from, end: position(event.end_mark)))
        }
        grammar.open(
            isMapping: content.isMapping, isFlow: isFlow, at: from.offset, column: Int(event.start_mark.column))
        frames.append(
            Frame(
                content: content, isFlow: isFlow, from: from, anchor: anchor, tag: tag, first: open.count,
                weightBefore: weight - 1, scope: keys.open()))
    }

    /// The collection that ends here.
    private mutating func close() -> Int? {
        guard let frame = frames.popLast() else { return nil }
        grammar.close()
        keys.close(frame.scope)
        height = frame.highest + 1
        let last = open.count > frame.first ? open.last : nil
        let end =
            frame.isFlow ? position(event.end_mark) : last.map { nodes.records[Int($0)].range.end } ?? frame.from
        // Not a slice that lives on: the array would be copied as it is cut.
        let node = nodes.append(
            frame.content, of: open[frame.first...], isFlow: frame.isFlow, at: SourceRange(start: frame.from, end: end))
        open.removeLast(open.count - frame.first)
        nodes.note(anchor: frame.anchor, tag: frame.tag, of: node)
        if let anchor = frame.anchor {
            anchors[anchor] = .read(node, weight: weight - frame.weightBefore, height: height)
        }
        return node
    }

    private func tooDeep(_ range: SourceRange) -> Halt {
        Halt(.tooDeep, "nested more than \(limits.depth) levels deep", range)
    }

    /// As a key, a plain `<<` is a string like any other, and no merge.
    private mutating func ordinary(_ key: Int) -> Int {
        guard case .scalar(_, .ambiguous) = nodes.records[key].content, nodes.readsMerge(at: key) else { return key }
        return nodes.append(copyOf: key) { $0.content = .scalar(.plain, .string) }
    }

    private mutating func noteKind(ofKey key: Int) {
        let from = nodes.records[key].range.start.offset
        guard case .scalar(_, let kind) = nodes.records[key].content else { return note(.nonStringKey, at: from) }
        switch kind {
        case .string: if nodes.readsMerge(at: key) { note(.mergeKey, at: from) }
        case .ambiguous: note(.ambiguousKey, at: from)
        case .null, .bool, .int, .float: note(.nonStringKey, at: from)
        }
    }

    private mutating func noteDuplicate(_ key: Int, of first: Int) {
        guard problems.count < Self.mostDuplicates else { return }
        problems.append(
            Problem(
                kind: .duplicateKey, message: "the key \(quoted(nodes.string(of: key))) appears twice",
                range: nodes.records[key].range, related: nodes.records[first].range))
    }
}
