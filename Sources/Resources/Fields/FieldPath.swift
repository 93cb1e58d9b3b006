/// Which field of a file. Segments are typed, so that a key with a dot in it, the item called `2` and the second item
/// are three different fields (protocol.md, "Subject").
package struct FieldPath: Hashable, Comparable, Sendable {
    package enum Segment: Hashable, Comparable, Sendable {
        /// An entry of a mapping.
        case key(String)
        /// An item of a list that is matched by a key, by the value of that key: `mappings[Email]`.
        case item(String)
        /// An item of a list that is matched by position, counted from 0.
        case index(Int)
        /// An item of a list that is matched by value: a tag.
        case element(String)
        /// The order in which the items of a keyed list stand.
        case order
    }

    package var segments: [Segment]

    package init(_ segments: [Segment] = []) { self.segments = segments }

    /// The whole file.
    package static let root = FieldPath()

    package func appending(_ segment: Segment) -> FieldPath { FieldPath(segments + [segment]) }

    /// The key of the top-level entry that the field belongs to.
    package var topLevelKey: String? {
        if case .key(let key) = segments.first { key } else { nil }
    }

    package func hasPrefix(_ other: FieldPath) -> Bool { segments.starts(with: other.segments) }

    /// Whether one of the two fields is the other or contains it.
    package func overlaps(_ other: FieldPath) -> Bool { hasPrefix(other) || other.hasPrefix(self) }

    /// Keys in the order of their bytes, positions by number; a field before what it contains.
    package static func < (a: FieldPath, b: FieldPath) -> Bool { a.segments.lexicographicallyPrecedes(b.segments) }
}

extension FieldPath.Segment {
    /// The form that approvals are computed over: the kind and, where it has one, the text.
    package var typedForm: [String] {
        switch self {
        case .key(let key): ["key", key]
        case .item(let key): ["item", key]
        case .index(let index): ["index", String(index)]
        case .element(let text): ["element", text]
        case .order: ["order"]
        }
    }

    private var rank: Int {
        switch self {
        case .key: 0
        case .order: 1
        case .item: 2
        case .index: 3
        case .element: 4
        }
    }

    private var text: String {
        switch self {
        case .key(let text), .item(let text), .element(let text): text
        case .index, .order: ""
        }
    }

    private var number: Int { if case .index(let number) = self { number } else { 0 } }

    package static func == (a: Self, b: Self) -> Bool {
        a.rank == b.rank && a.number == b.number && a.text.isExactly(b.text)
    }

    package static func < (a: Self, b: Self) -> Bool {
        if a.rank != b.rank { return a.rank < b.rank }
        return a.number == b.number ? a.text.isExactlyBefore(b.text) : a.number < b.number
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(rank)
        hasher.combine(number)
        hasher.combine(text)
    }
}

extension FieldPath {
    static func keys(_ keys: String...) -> FieldPath { FieldPath(keys.map { .key($0) }) }

    func key(_ key: String) -> FieldPath { appending(.key(key)) }
}
