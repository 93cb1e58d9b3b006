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
        let (document, isNew) = reading.document.withLock { known in
            if let known { return (known, false) }
            let document = Document(bytes)
            known = document
            return (document, true)
        }
        if isNew { Self.read.note(reading) }
        return document
    }

    /// Makes the documents of several large texts on all cores.
    package static func read(_ texts: [FileText]) {
        if areLarge(texts) { _ = texts.concurrentMap(chunk: 1, \.document) }
    }

    static func areLarge(_ texts: [FileText]) -> Bool { texts.contains { $0.bytes.count > 1 << 15 } }

    private static let read = ReadDocuments()

    fileprivate final class Reading: Sendable {
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

/// Files whose documents were made, in two generations: with each new one the documents of the older are forgotten, to be
/// made anew should somebody ask. So whoever holds many files holds few documents, and lets go of none by hand.
private final class ReadDocuments: Sendable {
    private struct Weak: Sendable {
        weak let reading: FileText.Reading?
    }

    private struct Generations: Sendable {
        var older: [Weak] = []
        var newer: [Weak] = []
    }

    /// More than a command looks at more than once.
    private static let most = 8192
    private let generations = Mutex(Generations())

    func note(_ reading: FileText.Reading) {
        let gone = generations.withLock { generations -> [Weak] in
            generations.newer.append(Weak(reading: reading))
            if generations.newer.count < Self.most { return [] }
            let gone = generations.older
            generations.older = generations.newer
            generations.newer = []
            return gone
        }
        // Not within the lock: whoever reads such a file holds its own, and may want this one next.
        for file in gone { file.reading?.document.withLock { $0 = nil } }
    }
}
