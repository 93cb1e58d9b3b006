import YAML

/// File names, YAML keys and values are bytes to git and to every YAML reader, while Swift's `==` and `<` go by Unicode's
/// normal form.
extension String {
    package func isExactly(_ other: String) -> Bool { isIdentical(to: other) }

    /// Whether the UTF-8 bytes of this text come before those of `other`: the order of git's trees.
    package func isExactlyBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
