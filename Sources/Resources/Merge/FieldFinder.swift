import YAML

/// Finds many fields of one text. A list is looked through once, however many of its items are asked for.
struct FieldFinder {
    private let root: Node?
    private let file: GovernedFile
    /// By where a list starts, its items.
    private var lists: [Int: [FieldPath.Segment: Int]] = [:]

    init(_ document: Document, _ file: GovernedFile) {
        root = document.root
        self.file = file
    }

    /// What stands in a field, and the bytes from its key to its end; nil if it is not there.
    mutating func field(at path: FieldPath) -> (node: Node, bytes: Range<Int>)? {
        guard var node = root else { return nil }
        var start = node.range.start.offset
        for (depth, segment) in path.segments.enumerated() {
            if case .key(let key) = segment {
                guard let entry = node.entry(key) else { return nil }
                start = entry.key.range.start.offset
                node = entry.value
            } else {
                guard let index = index(of: segment, in: node, path.segments[..<depth]) else { return nil }
                node = node.children[index]
                start = node.range.start.offset
            }
        }
        return (node, start..<max(start, node.range.end.offset))
    }

    private mutating func index(
        of segment: FieldPath.Segment, in list: Node, _ path: ArraySlice<FieldPath.Segment>
    ) -> Int? {
        let start = list.range.start.offset
        if let known = lists[start] { return known[segment] }
        guard let items = list.items else { return nil }
        let identity = ListIdentity(at: FieldPath(Array(path)), in: file)
        let segments = identity.segments(of: items) ?? items.indices.map { .index($0) }
        let indices = Dictionary(uniqueKeysWithValues: zip(segments, segments.indices))
        lists[start] = indices
        return indices[segment]
    }
}
