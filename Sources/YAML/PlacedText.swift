/// A text of a file, with the place where it is written.
package struct PlacedText: Hashable, Sendable {
    package var text: String
    package var range: SourceRange

    package init(_ text: String, _ range: SourceRange) {
        self.text = text
        self.range = range
    }

    /// The text of any scalar but null; an empty one counts as well.
    package init?(scalar node: Node?) {
        guard let node, let text = node.anyText else { return nil }
        self.init(text, node.range)
    }

    /// Nil for the empty text, which names nothing.
    package var filled: PlacedText? { text.isEmpty ? nil : self }
}
