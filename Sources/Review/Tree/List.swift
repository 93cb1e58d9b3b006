package struct List: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// What is so, beneath what it is about.
        case facts
        /// What people said and did, and what there is to say about it.
        case remarks
        /// Terms, each with what it means beneath.
        case terms
    }

    package struct Item: Hashable, Sendable {
        package let words: Words
        package let body: [Block]

        package init(_ words: Words, _ body: [Block] = []) {
            self.words = words
            self.body = body.filter { !$0.isEmpty }
        }
    }

    package let kind: Kind
    package let items: [Item]

    package init(_ kind: Kind, _ items: [Item]) {
        self.kind = kind
        self.items = items
    }
}
