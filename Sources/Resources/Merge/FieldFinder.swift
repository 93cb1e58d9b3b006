import YAML

/// Finds many fields of one text. A list is looked through once, however many of its items are asked for.
struct FieldFinder {
    private let root: Node?
    private let file: GovernedFile
    private var lists: [FieldPath: [FieldPath.Segment: Int]] = [:]

    init(_ document: Document, _ file: GovernedFile) {
        root = document.root
        self.file = file
    }

    /// What stands in a field, and the bytes from its key to its end; nil if it is not there.
    mutating func field(at path: FieldPath) -> (node: Node, bytes: Range<Int>)? {
        guard var node = root else { return nil }
        var start = node.range.start.offset
        var done = FieldPath.root
        for segment in path.segments {
            if case .key(let key) = segment {
                guard let entry = node.entry(key) else { return nil }
                start = entry.key.range.start.offset
                node = entry.value
            } else {
                guard let items = node.items, let index = index(of: segment, among: items, at: done) else { return nil }
                node = items[index]
                start = node.range.start.offset
            }
            done.segments.append(segment)
        }
        return (node, start..<max(start, node.range.end.offset))
    }

    private mutating func index(of segment: FieldPath.Segment, among items: Node.Children, at list: FieldPath) -> Int? {
        if let known = lists[list] { return known[segment] }
        let segments = ListIdentity(at: list, in: file).segments(of: items) ?? items.indices.map { .index($0) }
        let indices = Dictionary(uniqueKeysWithValues: zip(segments, segments.indices))
        lists[list] = indices
        return indices[segment]
    }
}
