/// What lies at a path of a tree: the bytes and the kind of entry.
package struct FileText: Hashable, Sendable {
    /// A file's content, a link's target; of a submodule, nothing that is read as text.
    package var bytes: [UInt8]
    /// The mode as in a git tree: `0o100644` for a file, `0o120000` for a link.
    package var mode: UInt32

    package init(bytes: [UInt8], mode: UInt32 = 0o100644) {
        self.bytes = bytes
        self.mode = mode
    }

    package init(_ text: String, mode: UInt32 = 0o100644) { self.init(bytes: Array(text.utf8), mode: mode) }

    /// A file, executable or not: the only kind of entry that is read for its meaning.
    package var isRegular: Bool { mode & 0o170000 == 0o100000 }
}
