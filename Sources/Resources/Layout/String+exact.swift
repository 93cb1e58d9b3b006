/// Swift's `String` calls two texts equal when they differ only in Unicode form (`é` composed or not). File names, YAML
/// keys and values are bytes to git and to every YAML reader, so here equality, order and hashing go by the UTF-8 bytes.
extension String {
    package func isExactly(_ other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// Whether the UTF-8 bytes of this text come before those of `other`.
    package func isExactlyBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }

    package func hashExactly(into hasher: inout Hasher) {
        for byte in utf8 { hasher.combine(byte) }
        hasher.combine(UInt8(0xFF))
    }
}

/// A text as the key of a dictionary or a set, equal only to the same bytes.
package struct ExactText: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (a: ExactText, b: ExactText) -> Bool { a.text.isExactly(b.text) }
    package static func < (a: ExactText, b: ExactText) -> Bool { a.text.isExactlyBefore(b.text) }
    package func hash(into hasher: inout Hasher) { text.hashExactly(into: &hasher) }
}
