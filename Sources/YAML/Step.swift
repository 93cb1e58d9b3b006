/// One step down from a collection; a path is written `["config", "mappings", 0]`.
package enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
}

extension Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral key: String) { self = .key(key) }
    package init(integerLiteral index: Int) { self = .index(index) }
}

/// What an edit writes.
package enum NewContent: Sendable {
    case value(Value)
    /// The text of that node, as it is written there. As a new entry or item it brings the comment lines directly above
    /// it and the comment behind it along. Where the text can not stand (a block within `[…]`, an alias), its value.
    case copied(from: Document, at: [Step])
}

/// An edit that can not be made, or would not come to what was asked. No bytes were changed.
package struct EditError: Error, Hashable, Sendable {
    /// One line for people, in lower case.
    package var reason: String

    package init(reason: String) { self.reason = reason }
}

extension Node {
    /// The key, if this is a mapping, and the node behind a step; `nil` if there is none.
    func child(_ step: Step) -> (key: Node?, value: Node, index: Int)? {
        switch (step, content) {
        case (.key(let text), .mapping(let entries)):
            guard let index = entries.firstIndex(where: { $0.key.reads(text) })
            else { return nil }
            return (entries[index].key, entries[index].value, index)
        case (.index(let index), .sequence(let items)):
            return items.indices.contains(index) ? (nil, items[index], index) : nil
        default: return nil
        }
    }
}

extension Document {
    package func node(at path: [Step]) -> Node? {
        var node = root
        for step in path { node = node?.child(step)?.value }
        return node
    }
}
