/// A sentence or a name, with what belongs to it beneath.
package struct Entry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Something that was done, or is so.
        case told
        /// One of many of its kind: a request, a publish.
        case listed
    }

    package let kind: Kind
    package let heading: Words
    /// At the other edge: an id, a time.
    package let aside: [Words]
    package private(set) var body: [Block]

    package init(_ heading: Words, aside: [Words] = [], _ body: [Block] = [], kind: Kind = .told) {
        self.kind = kind
        self.heading = heading
        self.aside = aside.filter { !$0.isEmpty }
        self.body = body.filter { !$0.isEmpty }
    }

    package mutating func add(_ block: Block) {
        if !block.isEmpty { body.append(block) }
    }

    package mutating func add(fact words: Words) {
        if case .list(let list) = body.last, list.kind == .facts {
            body[body.count - 1] = .list(List(.facts, list.items + [List.Item(words)]))
        } else {
            body.append(.facts([words]))
        }
    }
}
