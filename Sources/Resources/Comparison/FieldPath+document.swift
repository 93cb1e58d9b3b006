package import YAML

extension FieldPath {
    /// The node of this field in a governed file; of an order, the list; `nil` if it is not there.
    package func node(in document: Document, of file: GovernedFile) -> Node? {
        let field = segments.last == .order ? FieldPath(segments.dropLast()) : self
        return field.steps(in: document, of: file).flatMap(document.node(at:))
    }

    /// Where the field stands in the text; `nil` if it is not there, and for an order.
    private func steps(in document: Document, of file: GovernedFile) -> [Step]? {
        guard var node = document.root else { return nil }
        var steps: [Step] = []
        var done = FieldPath.root
        for segment in segments {
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
}
