/// What a document may cost its reader. Enforced while reading: nothing is expanded or kept first.
package struct Limits: Hashable, Sendable {
    /// Bytes of the file.
    package var bytes: Int
    /// Collections within each other, the root included.
    package var depth: Int
    /// Nodes that a full expansion of all aliases would add.
    package var aliasNodes: Int

    package init(bytes: Int = 1 << 20, depth: Int = 64, aliasNodes: Int = 10_000) {
        self.bytes = bytes
        self.depth = depth
        self.aliasNodes = aliasNodes
    }

    /// 1 MiB, 64 levels, 10,000 nodes (finding A103).
    package static let standard = Limits()
}
