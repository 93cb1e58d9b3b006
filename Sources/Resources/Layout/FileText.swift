import Synchronization
package import YAML

/// What lies at a path of a tree: the bytes and the kind of entry.
package struct FileText: Sendable {
    /// A file's content, a link's target; of a submodule, nothing that is read as text.
    package let bytes: [UInt8]
    /// The mode as in a git tree: `0o100644` for a file, `0o120000` for a link.
    package let mode: UInt32
    private let reading = Reading()

    package init(bytes: [UInt8], mode: UInt32 = 0o100644) {
        self.bytes = bytes
        self.mode = mode
    }

    package init(_ text: String, mode: UInt32 = 0o100644) { self.init(bytes: Array(text.utf8), mode: mode) }

    /// A file, executable or not: the only kind of entry that is read for its meaning.
    package var isRegular: Bool { mode & 0o170000 == 0o100000 }
}

extension FileText {
    /// The bytes as YAML, parsed when it is first asked for, and once, however many copies of this value ask: comparison,
    /// meaning and checks all read the same few files.
    package var document: Document {
        reading.document.withLock { known in
            if let known { return known }
            let document = Document(bytes)
            known = document
            return document
        }
    }

    /// Forgets the document, to make it anew should somebody ask.
    package func forgetDocument() { reading.document.withLock { $0 = nil } }

    private final class Reading: Sendable {
        let document = Mutex<Document?>(nil)
    }
}

extension FileText: Hashable {
    package static func == (a: FileText, b: FileText) -> Bool { a.mode == b.mode && a.bytes == b.bytes }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
        hasher.combine(mode)
    }
}
