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
    /// Why two documents like this one can not be compared by meaning: it is not of the `Grammar` that all readers agree
    /// on, or cannot be read. Of several reasons the one that counts most.
    package let opaque: Opaque?
    let limits: Limits
    /// False if `ambiguousScalars` need not look.
    private let mayHaveAmbiguousScalars: Bool

    /// Where it stands; nil where that is not in one place.
    package let opaquePosition: SourcePosition?

    /// From what counts most on.
    package enum Opaque: String, Hashable, Sendable, CaseIterable {
        /// Not YAML, beyond the limits, or with a key twice.
        case unreadable
        case severalDocuments
        /// `%YAML` or `%TAG`.
        case directive
        case explicitTag
        /// `&name`, or `*name`: readers disagree on what a name may hold, and on which anchor it means.
        case anchor
        /// A key that is a number, a boolean, null or a collection.
        case nonStringKey
        /// `? key`.
        case explicitKey
        /// `<<`, plain or quoted.
        case mergeKey
        /// U+0085, U+2028 or U+2029, which end a line in YAML 1.1 and do not in YAML 1.2; or a CR alone.
        case lineSeparator
        /// `1_0e3`, `08_1`, `._5`.
        case numberLike
        /// `-` with nothing behind it.
        case emptyItem
        /// A tab where blanks part what stands in a line, or indent it.
        case tab
        /// A blank in front of a line end within a text of several lines.
        case blanksAtLineEnd
        /// A block text that ends with the file, whose last line has no end.
        case lastLine
        /// An escape in double quotes that some readers do not have, or an escaped line end.
        case escape
        /// Whatever else is not of the `Grammar`.
        case layout
        /// A line `---` over plain scalars that YAML 1.1 and 1.2 read differently: it makes some readers change between
        /// the two.
        case ambiguousStart
        /// A key that is a string to some readers only: plain `on`, `y`, `2024-01-31`.
        case ambiguousKey

        /// What counts most has the lowest.
        var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// Whether the tree is all that the file says (a key may be there twice).
    package var isReadable: Bool { !(problems.last?.isFatal ?? false) }

    package init(_ bytes: [UInt8], limits: Limits = .standard) {
        let reading = bytes.withUnsafeBufferPointer { Reading.of($0, limits: limits) }
        self.bytes = bytes
        self.limits = limits
        root = reading.root
        problems = reading.problems
        opaque = reading.opaque?.reason
        opaquePosition = reading.opaque?.position
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
