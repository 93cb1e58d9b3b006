package import YAML

extension Document {
    /// Where a field of a governed file stands in its text; `nil` if it is not there, and for an order.
    package func steps(to path: FieldPath, in file: GovernedFile) -> [Step]? {
        guard var node = root else { return nil }
        var steps: [Step] = []
        var done = FieldPath.root
        for segment in path.segments {
            switch segment {
            case .key(let key):
                guard let entry = node.entry(key) else { return nil }
                steps.append(.key(key))
                node = entry.value
            case .item, .element:
                guard let items = node.items,
                    let index = ListIdentity(at: done, in: file).segments(of: items.map(\.value))?.firstIndex(
                        of: segment)
                else { return nil }
                steps.append(.index(index))
                node = items[index]
            case .index(let index):
                guard let items = node.items, items.indices.contains(index) else { return nil }
                steps.append(.index(index))
                node = items[index]
            case .order: return nil
            }
            done = done.appending(segment)
        }
        return steps
    }

    /// The node of a field; of an order, the list.
    package func node(at path: FieldPath, in file: GovernedFile) -> Node? {
        let isOrder = path.segments.last == .order
        let path = isOrder ? FieldPath(path.segments.dropLast()) : path
        return steps(to: path, in: file).flatMap(node(at:))
    }
}
