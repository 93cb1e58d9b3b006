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
    /// Of what is behind a step, among the children; `nil` if there is nothing.
    package func index(of step: Step) -> Int? {
        switch (step, content) {
        case (.key(let text), .mapping(let entries)): entries.firstIndex { $0.key.reads(text) }
        case (.index(let index), .sequence(let items)): items.indices.contains(index) ? index : nil
        default: nil
        }
    }

    fileprivate func child(_ step: Step) -> Node? {
        index(of: step).map { index in entries.map { $0[index].value } ?? children[index] }
    }
}

extension Document {
    package func node(at path: [Step]) -> Node? {
        var node = root
        for step in path { node = node?.child(step) }
        return node
    }
}
