/// A place in a text.
package struct SourcePosition: Hashable, Comparable, Sendable {
    // Half the size of Int: a tree of nodes is mostly positions. A file that is read has far less than 4 GiB.
    private var storedOffset: UInt32
    private var storedLine: UInt32
    private var storedColumn: UInt32

    /// Bytes from the first byte of the file, a byte-order mark included.
    package var offset: Int {
        get { Int(storedOffset) }
        set { storedOffset = UInt32(clamping: newValue) }
    }

    /// Counted from 1.
    package var line: Int {
        get { Int(storedLine) }
        set { storedLine = UInt32(clamping: newValue) }
    }

    /// Unicode scalars from the start of the line, counted from 1; a byte-order mark does not count.
    package var column: Int {
        get { Int(storedColumn) }
        set { storedColumn = UInt32(clamping: newValue) }
    }

    package init(offset: Int, line: Int, column: Int) {
        storedOffset = UInt32(clamping: offset)
        storedLine = UInt32(clamping: line)
        storedColumn = UInt32(clamping: column)
    }

    package static func < (a: SourcePosition, b: SourcePosition) -> Bool { a.offset < b.offset }
}

/// From `start` up to, and without, `end`.
package struct SourceRange: Hashable, Sendable {
    package var start: SourcePosition
    package var end: SourcePosition

    package init(start: SourcePosition, end: SourcePosition) {
        self.start = start
        self.end = end
    }
}

/// What a plain scalar means, where YAML 1.1 and YAML 1.2 (core schema) agree; a quoted or block scalar is always
/// `string`.
package enum ScalarKind: String, Hashable, Sendable {
    case null, bool, int, float, string
    /// A plain scalar that the two versions read differently (`yes`, `014`, `12:30:45`, `1e3`, `2024-01-31`): it keeps
    /// its text and never equals a quoted one.
    case ambiguous
}

package struct Scalar: Hashable, Sendable {
    package enum Style: String, Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// The text after unquoting, unescaping and folding.
    package var text: String
    package var style: Style
    package var kind: ScalarKind

    package init(text: String, style: Style, kind: ScalarKind) {
        self.text = text
        self.style = style
        self.kind = kind
    }

    package static func == (a: Scalar, b: Scalar) -> Bool {
        a.style == b.style && a.kind == b.kind && a.text.isIdentical(to: b.text)
    }
}

/// A node of a document, with the place where it is written.
package struct Node: Sendable {
    package struct Entry: Sendable {
        package var key: Node
        package var value: Node

        package init(key: Node, value: Node) {
            self.key = key
            self.value = value
        }
    }

    package enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Entry])
    }

    // In this order the two flags fill the gap behind the content: most of what a file takes in memory is nodes.
    package var content: Content
    package var isAlias: Bool
    /// `[a, b]` and `{a: b}`.
    package var isFlow: Bool
    /// Where the node is written. Of an alias: the alias itself (`*name`), while its children's ranges lie at the anchor.
    package var range: SourceRange
    private var properties: Properties?

    /// Few nodes have any, so that all others pay for one pointer only.
    private final class Properties: Sendable {
        let anchor: String?
        let tag: String?

        init(anchor: String?, tag: String?) {
            self.anchor = anchor
            self.tag = tag
        }
    }

    /// The name behind `&`; of an alias, behind `*`.
    package var anchor: String? { properties?.anchor }
    /// An explicit tag, as written.
    package var tag: String? { properties?.tag }

    package init(
        content: Content, range: SourceRange, isAlias: Bool = false, anchor: String? = nil, tag: String? = nil,
        isFlow: Bool = false
    ) {
        self.content = content
        self.range = range
        self.isAlias = isAlias
        self.isFlow = isFlow
        properties = anchor == nil && tag == nil ? nil : Properties(anchor: anchor, tag: tag)
    }
}

extension Node {
    package var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
    package var items: [Node]? { if case .sequence(let items) = content { items } else { nil } }
    package var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

    /// The text of a scalar that means a string, or whose text stands for itself (`ambiguous`).
    package var string: String? {
        guard let scalar, scalar.kind == .string || scalar.kind == .ambiguous else { return nil }
        return scalar.text
    }

    /// The value of the first entry with this key.
    package subscript(key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return Self.index(of: key, in: entries).map { entries[$0].value }
    }

    package func entry(_ key: String) -> Entry? {
        guard case .mapping(let entries) = content else { return nil }
        return Self.index(of: key, in: entries).map { entries[$0] }
    }

    private static func index(of key: String, in entries: [Entry]) -> Int? {
        for index in entries.indices {
            // In place: an entry is two nodes, and most are passed over.
            if case .scalar(let scalar) = entries[index].key.content, scalar.text.isIdentical(to: key) { return index }
        }
        return nil
    }
}
