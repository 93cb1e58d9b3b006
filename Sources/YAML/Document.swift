/// A YAML file as it was read: its bytes, the tree of its first document, and what is wrong with it.
///
///     let document = Document(bytes)
///     document.root?["schedule"]?["type"]?.string
///     document.root?["model"]?.range.start.line
///
/// Reading never fails: mistakes are `problems`. It costs one pass over the bytes, and never more memory than a small
/// multiple of them: an alias shares the nodes that it names, and `limits` hold while reading.
package struct Document: Sendable {
    package let bytes: [UInt8]
    /// `nil` if the file is empty, holds comments only, or can not be read.
    package let root: Node?
    /// In the order of the file. At most one is fatal, and is then the last.
    package let problems: [Problem]
    /// Why two documents like this one can not be compared by meaning; the first reason of those that hold.
    package let opaque: Opaque?
    let limits: Limits
    /// False if `ambiguousScalars` need not look.
    private let mayHaveAmbiguousScalars: Bool

    package enum Opaque: String, Hashable, Sendable, CaseIterable {
        /// Not YAML, beyond the limits, or with a key twice.
        case unreadable
        /// `%YAML` or `%TAG`.
        case directive
        case severalDocuments
        case explicitTag
        /// A key that is a number, a boolean, null or a collection.
        case nonStringKey
        /// A key that is a string to some readers only: plain `on`, `y`, `2024-01-31`; or a quoted `"<<"`, which all
        /// others take for what a plain `<<` is here: an ordinary key.
        case ambiguousKey
        /// U+0085, U+2028 or U+2029, which end a line in YAML 1.1 and do not in YAML 1.2.
        case lineSeparator
    }

    /// Whether the tree is all that the file says (a key may be there twice).
    package var isReadable: Bool { !(problems.last?.isFatal ?? false) }

    package init(_ bytes: [UInt8], limits: Limits = .standard) {
        let reading = bytes.withUnsafeBufferPointer { Reading.of($0, limits: limits) }
        self.bytes = bytes
        self.limits = limits
        root = reading.root
        problems = reading.problems
        opaque = reading.opaque
        mayHaveAmbiguousScalars = reading.hasAmbiguousScalars
    }
}

extension Document {
    /// Plain scalars that YAML 1.1 and YAML 1.2 read differently, keys and values, in the order of the file. What is
    /// reached by an alias counts once, at its anchor.
    package func ambiguousScalars() -> [Node] {
        guard mayHaveAmbiguousScalars else { return [] }
        var found: [Node] = []
        func visit(_ node: Node) {
            guard !node.isAlias else { return }
            if node.scalar?.kind == .ambiguous { found.append(node) }
            node.children.forEach(visit)
        }
        root.map(visit)
        return found
    }
}
