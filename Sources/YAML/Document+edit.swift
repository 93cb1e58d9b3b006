/// Edits answer with the new bytes and leave every other byte alone: comments, quotes, layout, line ends, a byte-order
/// mark, a missing end of the last line. Each reads its own result again and fails if that is not what was asked.
extension Document {
    /// Puts another value in the place of the one at `path`. The comment behind it stays, and if both are strings, the
    /// style of quotes.
    package func replacing(_ path: [Step], with content: NewContent) throws(EditError) -> [UInt8] {
        let place = try Place.of(path, in: self)
        let column = place.isInFlow ? 0 : place.parent == nil ? -2 : try place.column()
        return try firstThatHolds(content, at: path) { (value) throws(EditError) in
            try current.updating(path[...]) { _ in value }
        } edit: { (attempt, renderer) throws(EditError) in
            try place.replacing(with: attempt, column: column, renderer: renderer)
        }
    }

    /// Adds an entry to the mapping at `path`, behind the key `after`, else as the last. A mapping that is empty, null
    /// or (as the root) not there becomes one with this entry.
    package func adding(
        _ key: String, _ content: NewContent, to path: [Step], after: String?
    ) throws(EditError) -> [UInt8] {
        guard let place = try placeToFill(path, isNew: { $0.entries?.isEmpty ?? false }) else {
            return try filling(path, with: content, key: key)
        }
        guard let entries = place.node.entries else {
            throw EditError(reason: "\(path.description(quoting: true)) is not a mapping")
        }
        guard place.node.entry(key) == nil else { throw EditError(reason: "the key \(quoted(key)) is there already") }
        let texts = entries.map { $0.key.scalar?.text }
        let index = after.flatMap { after in texts.firstIndex { $0?.isIdentical(to: after) ?? false } }
        return try inserting(content, at: index.map { $0 + 1 } ?? entries.count, path, into: place, key: key)
    }

    /// Inserts an item into the sequence at `path`, so that it has `index` then. A sequence that is empty or null
    /// becomes one with this item.
    package func inserting(
        _ content: NewContent, at index: Int, in path: [Step]
    ) throws(EditError) -> [UInt8] {
        guard let place = try placeToFill(path, isNew: { $0.items?.isEmpty ?? false }) else {
            guard index == 0 else { throw EditError(reason: "there is no item \(index - 1)") }
            return try filling(path, with: content, key: nil)
        }
        guard let items = place.node.items else {
            throw EditError(reason: "\(path.description(quoting: true)) is not a list")
        }
        guard (0...items.count).contains(index) else { throw EditError(reason: "there is no item \(index - 1)") }
        return try inserting(content, at: index, path, into: place, key: nil)
    }

    /// Removes an entry or item, with the comment behind it and the comment lines directly above it. Without it, the
    /// collection is empty (`[]`), not null.
    package func removing(_ path: [Step]) throws(EditError) -> [UInt8] {
        let place = try Place.of(path, in: self)
        let expected = try current.removing(path)
        let parentPath = Array(path.dropLast())
        let parent = try Place.of(parentPath, in: self)
        guard !parent.node.isAlias else { throw Place.alias(parentPath[...]) }
        if parent.node.isFlow { return try checked(parent.removingInFlow([place.index]), expected) }
        let isLast = (parent.node.items?.count ?? parent.node.entries?.count) == 1
        guard isLast else { return try checked(try parent.removingLines(of: place.index), expected) }
        let empty = parent.node.items == nil ? "{}" : "[]"
        let lineEnd = Renderer(for: self).lineEnd
        guard parent.parent == nil else {
            return try checked(try parent.replacing(with: .inline(empty), lineEnd: lineEnd), expected)
        }
        let extent = try place.extent()
        let hasLineEnd = Lines.isBreak(place.source.bytes[extent.upperBound - 1])
        return try checked([Replacement(extent, empty + (hasLineEnd ? lineEnd : ""))], expected)
    }
}
