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

package struct Scalar: Sendable {
    package enum Style: String, Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    package let style: Style
    package let kind: ScalarKind
    fileprivate let tree: NodeTree
    fileprivate let index: Int

    /// The text after unquoting, unescaping and folding. Made anew each time.
    package var text: String { tree.nodes.string(of: index) }
}

/// A node of a document, with the place where it is written. It holds on to the whole document's nodes.
package struct Node: Sendable {
    private let tree: NodeTree
    private let index: Int

    init(_ tree: NodeTree, _ index: Int) {
        self.tree = tree
        self.index = index
    }

    package enum Content: Sendable {
        case scalar(Scalar)
        case sequence(Children)
        case mapping(Entries)
    }

    package var content: Content {
        let record = tree.nodes.records[index]
        return switch record.content {
        case .scalar(let style, let kind): .scalar(Scalar(style: style, kind: kind, tree: tree, index: index))
        case .sequence: .sequence(Children(tree: tree, range: record.childRange))
        case .mapping: .mapping(Entries(children: Children(tree: tree, range: record.childRange)))
        }
    }

    /// Where the node is written. Of an alias: the alias itself (`*name`), while its children's ranges lie at the anchor.
    package var range: SourceRange { tree.nodes.records[index].range }
    package var isAlias: Bool { tree.nodes.records[index].isAlias }
    /// `[a, b]` and `{a: b}`.
    package var isFlow: Bool { tree.nodes.records[index].isFlow }
    /// The name behind `&`; of an alias, behind `*`.
    package var anchor: String? { tree.nodes.properties[index]?.anchor }
    /// An explicit tag, as written.
    package var tag: String? { tree.nodes.properties[index]?.tag }
}

extension Node {
    package var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
    package var items: Children? { if case .sequence(let items) = content { items } else { nil } }
    package var entries: Entries? { if case .mapping(let entries) = content { entries } else { nil } }

    /// Items, or keys and values by turns: whatever stands directly in a collection, in the order of the file.
    package var children: Children { Children(tree: tree, range: tree.nodes.records[index].childRange) }

    /// Whether the text of this node names an anchor that stands elsewhere, or is one that others name.
    package var hasAlias: Bool { isAlias || anchor != nil || children.contains(where: \.hasAlias) }

    /// The meaning of this node. Keys of mappings are taken as their text: callers look at `Document.opaque` first.
    package var value: Value { tree.nodes.value(of: index) }

    /// Whether this node means a value whose keys stand in the same order.
    package func meansAsWritten(_ value: Value) -> Bool { tree.nodes.means(value, at: index) }

    /// Whether this is a scalar of just this text.
    package func reads(_ text: String) -> Bool { tree.nodes.reads(text, at: index) }

    /// The bytes of a scalar's text, where they stand; of a collection, none.
    package func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        tree.nodes.withText(of: index, body)
    }

    package var isScalar: Bool { tree.nodes.records[index].isScalar }

    /// The text of a scalar that means a string, or whose text stands for itself (`ambiguous`).
    package var string: String? { kind == .string || kind == .ambiguous ? scalarText : nil }

    /// What a scalar means; of a collection, nil.
    var kind: ScalarKind? {
        if case .scalar(_, let kind) = tree.nodes.records[index].content { kind } else { nil }
    }

    /// Of a collection, the empty text.
    package var scalarText: String { tree.nodes.string(of: index) }
    var isEmptyText: Bool { tree.nodes.withText(of: index, \.isEmpty) }

    /// The value of the first entry with this key.
    package subscript(key: String) -> Node? { tree.nodes.place(of: key, in: index).map { child($0 + 1) } }

    package func entry(_ key: String) -> Entry? {
        tree.nodes.place(of: key, in: index).map { Entry(key: child($0), value: child($0 + 1)) }
    }

    private func child(_ place: Int) -> Node { Node(tree, Int(tree.nodes.children[place])) }

    /// All scalars of the document, keys and values, in the order of the file.
    var allScalars: [Node] { tree.nodes.writtenScalars.map { Node(tree, $0) } }

    package struct Entry: Sendable {
        package let key: Node
        package let value: Node
    }

    package struct Children: RandomAccessCollection, Sendable {
        fileprivate let tree: NodeTree
        fileprivate let range: Range<Int>

        package var startIndex: Int { 0 }
        package var endIndex: Int { range.count }

        package subscript(position: Int) -> Node {
            precondition(position >= 0 && position < range.count)
            return Node(tree, Int(tree.nodes.children[range.lowerBound + position]))
        }

        package func makeIterator() -> Iterator { Iterator(children: self) }

        /// The library's own goes through witnesses, one call for each step, where the module is another.
        package struct Iterator: IteratorProtocol {
            fileprivate let children: Children
            private var position = 0

            fileprivate init(children: Children) { self.children = children }

            package mutating func next() -> Node? {
                guard position < children.endIndex else { return nil }
                defer { position += 1 }
                return children[position]
            }
        }
    }

    package struct Entries: RandomAccessCollection, Sendable {
        /// Keys and values by turns.
        fileprivate let children: Children

        package var startIndex: Int { 0 }
        package var endIndex: Int { children.count / 2 }

        package subscript(position: Int) -> Entry {
            Entry(key: children[2 * position], value: children[2 * position + 1])
        }

        package func value(at position: Int) -> Node { children[2 * position + 1] }

        package func makeIterator() -> Iterator { Iterator(children: children.makeIterator()) }

        package struct Iterator: IteratorProtocol {
            fileprivate var children: Children.Iterator

            package mutating func next() -> Entry? {
                guard let key = children.next(), let value = children.next() else { return nil }
                return Entry(key: key, value: value)
            }
        }
    }
}

/// `node.items ?? []`, for a node that has none.
extension Node.Children: ExpressibleByArrayLiteral {
    package init(arrayLiteral nodes: Never...) { self.init(tree: NodeTree(Nodes()), range: 0..<0) }
}

/// `node.entries ?? []`, for a node that has none.
extension Node.Entries: ExpressibleByArrayLiteral {
    package init(arrayLiteral entries: Never...) { children = [] }
}
