/// A place in a text.
package struct SourcePosition: Hashable, Comparable, Sendable {
    /// Bytes from the first byte of the file, a byte-order mark included.
    package var offset: Int
    /// Counted from 1.
    package var line: Int
    /// Unicode scalars from the start of the line, counted from 1; a byte-order mark does not count.
    package var column: Int

    package init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
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

    package indirect enum Content: Sendable {
        case scalar(Scalar)
        case sequence([Node])
        case mapping([Entry])
    }

    package var content: Content
    /// Where the node is written. Of an alias: the alias itself (`*name`), while its children's ranges lie at the anchor.
    package var range: SourceRange
    package var isAlias: Bool
    /// The name behind `&`; of an alias, behind `*`.
    package var anchor: String?
    /// An explicit tag, as written.
    package var tag: String?
    /// `[a, b]` and `{a: b}`.
    package var isFlow: Bool

    package init(
        content: Content, range: SourceRange, isAlias: Bool = false, anchor: String? = nil, tag: String? = nil,
        isFlow: Bool = false
    ) {
        self.content = content
        self.range = range
        self.isAlias = isAlias
        self.anchor = anchor
        self.tag = tag
        self.isFlow = isFlow
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
    package subscript(key: String) -> Node? { entry(key)?.value }

    package func entry(_ key: String) -> Entry? {
        entries?.first { $0.key.scalar?.text.isIdentical(to: key) ?? false }
    }
}
