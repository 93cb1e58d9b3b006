import CYAML

/// Builds nodes from libyaml's events, and keeps the limits while it does.
///
/// Mark by mark it finds the bytes (`Composer+position`). It ends a block collection with its last child, where libyaml
/// ends it with the next token.
struct Composer: ~Copyable {
    let text: UnsafeBufferPointer<UInt8>
    let start: SourcePosition
    let isASCII: Bool
    private let limits: Limits
    private let parser: Parser
    private var event = yaml_event_t()

    private(set) var problems: [Problem] = []
    private(set) var opaque: Document.Opaque?
    /// Whether a plain scalar was met that YAML 1.1 and YAML 1.2 read differently.
    private(set) var hasAmbiguousScalars = false

    private var depth = 0
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

    /// More than this many duplicate keys tell nobody more.
    private static let mostDuplicates = 100

    /// - Parameter text: the whole file, of which `start` is the first position behind a byte-order mark.
    init(_ text: UnsafeBufferPointer<UInt8>, from start: SourcePosition, isASCII: Bool, limits: Limits) {
        self.text = text
        self.start = start
        self.isASCII = isASCII
        self.limits = limits
        parser = Parser(UnsafeBufferPointer(rebasing: text[start.offset...]))
        nodes = Nodes(forBytes: text.count)
        cursor = start
    }

    deinit {
        var event = event
        yaml_event_delete(&event)
    }

    /// The root of the first document; all of them are read.
    mutating func compose() throws(Halt) -> Node? {
        var root: Int?
        var documents = 0
        while true {
            try next()
            switch event.type {
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                if documents > 1 { note(.severalDocuments) }
                let head = event.data.document_start
                if head.version_directive != nil || head.tag_directives.start != nil { note(.directive) }
                anchors = [:]
                try next()
                let node = try node()
                if documents == 1 { root = node }
            case YAML_STREAM_END_EVENT:
                // `---` alone holds an empty scalar that nobody wrote.
                return root.flatMap { nodes.records[$0].isEmpty ? nil : Node(NodeTree(nodes), $0) }
            default: break
            }
        }
    }

    private mutating func next() throws(Halt) {
        yaml_event_delete(&event)
        guard parser.next(&event) else { throw syntaxProblem(parser.error) }
    }

    private mutating func note(_ reason: Document.Opaque) {
        let order = Document.Opaque.allCases
        guard let opaque, let known = order.firstIndex(of: opaque), let new = order.firstIndex(of: reason) else {
            opaque = reason
            return
        }
        if new < known { self.opaque = reason }
    }

    /// The node that the current event begins; afterwards the current event is its last.
    private mutating func node() throws(Halt) -> Int {
        weight += 1
        let from = position(event.start_mark)
        switch event.type {
        case YAML_SCALAR_EVENT: return scalar(from)
        case YAML_ALIAS_EVENT: return try alias(from)
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            return try collection(
                .sequence, from, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE
            ) { (composer) throws(Halt) in try composer.items() }
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            return try collection(
                .mapping, from, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_MAPPING_STYLE
            ) { (composer) throws(Halt) in try composer.entries() }
        default: preconditionFailure("libyaml: no node begins with event \(event.type.rawValue)")
        }
    }

    // MARK: Scalars and aliases

    private mutating func scalar(_ from: SourcePosition) -> Int {
        let data = event.data.scalar
        let value = UnsafeBufferPointer(start: data.value, count: data.length)
        let style: Scalar.Style =
            switch data.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
        let tag = tag(data.tag, from: from)
        let kind: ScalarKind = style == .plain && tag != "!" && tag != "!!str" ? .ofPlain(value) : .string
        if kind == .ambiguous { hasAmbiguousScalars = true }
        var end = position(event.end_mark)
        if style == .literal || style == .folded { end = blockScalarEnd(from, end, value: value) }
        let node = nodes.append(value, style, kind, at: SourceRange(start: from, end: end))
        let anchor = data.anchor.map { String(cString: $0) }
        nodes.note(anchor: anchor, tag: tag, of: node)
        height = 0
        if let anchor { anchors[anchor] = .read(node, weight: 1, height: 0) }
        return node
    }

    private mutating func alias(_ from: SourcePosition) throws(Halt) -> Int {
        let name = String(cString: event.data.alias.anchor)
        let range = SourceRange(start: from, end: position(event.end_mark))
        switch anchors[name] {
        case nil: throw Halt(.syntax, "the alias *\(name) has no anchor &\(name) before it", range)
        case .open: throw Halt(.syntax, "the alias *\(name) stands inside of what it names", range)
        case .read(let target, let targetWeight, let targetHeight):
            weight += targetWeight - 1
            aliasWeight += targetWeight
            guard aliasWeight <= limits.aliasNodes else {
                throw Halt(.tooManyAliasNodes, "aliases expand to more than \(limits.aliasNodes) nodes here", range)
            }
            height = targetHeight
            guard depth + height <= limits.depth else { throw tooDeep(range) }
            return nodes.append(copyOf: target) { alias in
                alias.range = range
                alias.isAlias = true
            }
        }
    }

    /// The tag as written: libyaml gives the resolved one.
    private mutating func tag(_ resolved: UnsafePointer<yaml_char_t>?, from: SourcePosition) -> String? {
        guard resolved != nil else { return nil }
        note(.explicitTag)
        let words = text[from.offset...].split(maxSplits: 2) { $0 == 0x20 || $0 == 0x09 || Lines.isBreak($0) }
        return words.prefix(2).first { $0.first == UInt8(ascii: "!") }.map { String(decoding: $0, as: UTF8.self) }
    }

    // MARK: Collections

    private mutating func collection(
        _ content: Nodes.Record.Content, _ from: SourcePosition, anchor: UnsafePointer<yaml_char_t>?,
        tag: UnsafePointer<yaml_char_t>?, isFlow: Bool, read: (inout Composer) throws(Halt) -> Void
    ) throws(Halt) -> Int {
        let anchor = anchor.map { String(cString: $0) }
        let tag = self.tag(tag, from: from)
        let weightBefore = weight - 1
        if let anchor { anchors[anchor] = .open }
        depth += 1
        guard depth <= limits.depth else { throw tooDeep(SourceRange(start: from, end: position(event.end_mark))) }

        let first = open.count
        try read(&self)

        depth -= 1
        height += 1
        let children = open[first...]
        let end = isFlow ? position(event.end_mark) : children.last.map { nodes.records[Int($0)].range.end } ?? from
        let node = nodes.append(content, of: children, isFlow: isFlow, at: SourceRange(start: from, end: end))
        open.removeLast(open.count - first)
        nodes.note(anchor: anchor, tag: tag, of: node)
        if let anchor { anchors[anchor] = .read(node, weight: weight - weightBefore, height: height) }
        return node
    }

    private func tooDeep(_ range: SourceRange) -> Halt {
        Halt(.tooDeep, "more than \(limits.depth) levels within each other", range)
    }

    private mutating func items() throws(Halt) {
        var highest = 0
        try next()
        while event.type != YAML_SEQUENCE_END_EVENT {
            open.append(UInt32(try node()))
            highest = max(highest, height)
            try next()
        }
        height = highest
    }

    private mutating func entries() throws(Halt) {
        var scope = keys.open()
        var highest = 0
        try next()
        while event.type != YAML_MAPPING_END_EVENT {
            let key = ordinary(try node())
            highest = max(highest, height)
            if let first = keys.insert(key, of: nodes, in: &scope) { noteDuplicate(key, of: first) }
            noteKind(ofKey: key)
            try next()
            let value = try node()
            if nodes.records[value].isEmpty {
                nodes.move(value, to: emptyRange(behind: nodes.records[key].range, nodes.records[value].range))
            }
            highest = max(highest, height)
            open.append(UInt32(key))
            open.append(UInt32(value))
            try next()
        }
        keys.close(scope)
        height = highest
    }

    /// As a key, a plain `<<` is a string like any other, and no merge.
    private mutating func ordinary(_ key: Int) -> Int {
        guard case .scalar(_, .ambiguous) = nodes.records[key].content, nodes.reads("<<", at: key) else { return key }
        return nodes.append(copyOf: key) { $0.content = .scalar(.plain, .string) }
    }

    private mutating func noteKind(ofKey key: Int) {
        guard case .scalar(let style, let kind) = nodes.records[key].content else { return note(.nonStringKey) }
        switch kind {
        case .string: if style != .plain, nodes.reads("<<", at: key) { note(.ambiguousKey) }
        case .ambiguous: note(.ambiguousKey)
        case .null, .bool, .int, .float: note(.nonStringKey)
        }
    }

    private mutating func noteDuplicate(_ key: Int, of first: Int) {
        guard problems.count < Self.mostDuplicates else { return }
        problems.append(
            Problem(
                kind: .duplicateKey, message: "the key \(quoted(nodes.string(of: key))) is there twice",
                range: nodes.records[key].range, related: nodes.records[first].range))
    }
}
