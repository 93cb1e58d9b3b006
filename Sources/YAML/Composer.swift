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
    /// Items and entries of the collections that are being read, innermost last: each collection takes its own off the
    /// end into an array of just their number.
    private var openItems: [Node] = []
    private var openEntries: [Node.Entry] = []

    /// For text that is not ASCII: where the last mark was, and the characters before it.
    var cursor: SourcePosition
    var cursorIndex = 0

    private enum Anchored {
        case open
        case read(Node, weight: Int, height: Int)
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
        cursor = start
    }

    deinit {
        var event = event
        yaml_event_delete(&event)
    }

    /// The root of the first document; all of them are read.
    mutating func compose() throws(Halt) -> Node? {
        var root: Node?
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
                return root?.range.start == root?.range.end ? nil : root
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
    private mutating func node() throws(Halt) -> Node {
        weight += 1
        let from = position(event.start_mark)
        switch event.type {
        case YAML_SCALAR_EVENT: return scalar(from)
        case YAML_ALIAS_EVENT: return try alias(from)
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            return try collection(
                from, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_SEQUENCE_STYLE
            ) { (composer) throws(Halt) in .sequence(try composer.items()) }
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            return try collection(
                from, anchor: data.anchor, tag: data.tag, isFlow: data.style == YAML_FLOW_MAPPING_STYLE
            ) { (composer) throws(Halt) in .mapping(try composer.entries()) }
        default: preconditionFailure("libyaml: no node begins with event \(event.type.rawValue)")
        }
    }

    // MARK: Scalars and aliases

    private mutating func scalar(_ from: SourcePosition) -> Node {
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
        let node = Node(
            content: .scalar(Scalar(text: String(decoding: value, as: UTF8.self), style: style, kind: kind)),
            range: SourceRange(start: from, end: end),
            anchor: data.anchor.map { String(cString: $0) }, tag: tag)
        height = 0
        if let anchor = node.anchor { anchors[anchor] = .read(node, weight: 1, height: 0) }
        return node
    }

    private mutating func alias(_ from: SourcePosition) throws(Halt) -> Node {
        let name = String(cString: event.data.alias.anchor)
        let range = SourceRange(start: from, end: position(event.end_mark))
        switch anchors[name] {
        case nil: throw Halt(.syntax, "the alias *\(name) has no anchor &\(name) before it", range)
        case .open: throw Halt(.syntax, "the alias *\(name) stands inside of what it names", range)
        case .read(var node, let targetWeight, let targetHeight):
            weight += targetWeight - 1
            aliasWeight += targetWeight
            guard aliasWeight <= limits.aliasNodes else {
                throw Halt(.tooManyAliasNodes, "aliases expand to more than \(limits.aliasNodes) nodes here", range)
            }
            height = targetHeight
            guard depth + height <= limits.depth else { throw tooDeep(range) }
            node.range = range
            node.isAlias = true
            return node
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
        _ from: SourcePosition, anchor: UnsafePointer<yaml_char_t>?, tag: UnsafePointer<yaml_char_t>?, isFlow: Bool,
        content: (inout Composer) throws(Halt) -> Node.Content
    ) throws(Halt) -> Node {
        let anchor = anchor.map { String(cString: $0) }
        let tag = self.tag(tag, from: from)
        let weightBefore = weight - 1
        if let anchor { anchors[anchor] = .open }
        depth += 1
        guard depth <= limits.depth else { throw tooDeep(SourceRange(start: from, end: position(event.end_mark))) }

        let content = try content(&self)

        depth -= 1
        height += 1
        let end = isFlow ? position(event.end_mark) : end(of: content, from)
        let node = Node(
            content: content, range: SourceRange(start: from, end: end), anchor: anchor, tag: tag, isFlow: isFlow)
        if let anchor { anchors[anchor] = .read(node, weight: weight - weightBefore, height: height) }
        return node
    }

    private func tooDeep(_ range: SourceRange) -> Halt {
        Halt(.tooDeep, "more than \(limits.depth) levels within each other", range)
    }

    private func end(of content: Node.Content, _ start: SourcePosition) -> SourcePosition {
        switch content {
        case .sequence(let items): items.last?.range.end ?? start
        case .mapping(let entries): entries.last?.value.range.end ?? start
        case .scalar: start
        }
    }

    private mutating func items() throws(Halt) -> [Node] {
        let first = openItems.count
        var highest = 0
        try next()
        while event.type != YAML_SEQUENCE_END_EVENT {
            let item = try node()
            openItems.append(item)
            highest = max(highest, height)
            try next()
        }
        height = highest
        return openItems.removeTail(from: first)
    }

    private mutating func entries() throws(Halt) -> [Node.Entry] {
        let start = openEntries.count
        var scope = keys.open()
        var highest = 0
        try next()
        while event.type != YAML_MAPPING_END_EVENT {
            let key = ordinary(try node())
            highest = max(highest, height)
            if let first = keys.insert(key, behind: openEntries[start...], in: &scope) {
                noteDuplicate(key, of: first.key)
            }
            noteKind(ofKey: key)
            try next()
            var value = try node()
            if value.range.start == value.range.end { value.range = emptyRange(behind: key, value.range) }
            highest = max(highest, height)
            openEntries.append(Node.Entry(key: key, value: value))
            try next()
        }
        keys.close(scope)
        height = highest
        return openEntries.removeTail(from: start)
    }

    /// As a key, a plain `<<` is a string like any other, and no merge.
    private func ordinary(_ key: Node) -> Node {
        guard case .scalar(var scalar) = key.content, scalar.kind == .ambiguous, scalar.text == "<<" else { return key }
        var key = key
        scalar.kind = .string
        key.content = .scalar(scalar)
        return key
    }

    private mutating func noteKind(ofKey key: Node) {
        guard let scalar = key.scalar else { return note(.nonStringKey) }
        switch scalar.kind {
        case .string: if scalar.style != .plain, scalar.text == "<<" { note(.ambiguousKey) }
        case .ambiguous: note(.ambiguousKey)
        case .null, .bool, .int, .float: note(.nonStringKey)
        }
    }

    private mutating func noteDuplicate(_ key: Node, of first: Node) {
        guard problems.count < Self.mostDuplicates else { return }
        problems.append(
            Problem(
                kind: .duplicateKey, message: "the key \(quoted(key.scalar?.text ?? "")) is there twice",
                range: key.range, related: first.range))
    }
}

extension Array {
    /// Moves the elements from an index on out of the array into one of their own.
    fileprivate mutating func removeTail(from start: Int) -> [Element] {
        let length = count - start
        return [Element](unsafeUninitializedCapacity: length) { buffer, initialized in
            // From the end, where taking one out moves no other.
            for index in (0..<length).reversed() { buffer.initializeElement(at: index, to: removeLast()) }
            initialized = length
        }
    }
}
