internal import Crypto

/// The SHA-1 that names an object, with how far it had come at some places of a long content: of another content that
/// begins likewise, only the rest is hashed.
///
/// Not the hardened SHA-1 with which git looks for collisions in what it receives; it takes a tenth of the time.
struct ContentHash {
    let id: ObjectID
    /// The hash of the header and of the first `index * stretch` bytes.
    private let marks: [Insecure.SHA1]

    /// Bytes.
    private static let stretch = 4096

    /// - Parameters:
    ///   - known: of a content of the same kind and length.
    ///   - common: how many bytes the two begin with alike.
    init(of content: UnsafeRawBufferPointer, _ kind: ObjectKind, like known: ContentHash? = nil, common: Int = 0) {
        var marks: [Insecure.SHA1]
        if let known {
            marks = Array(known.marks.prefix(common / Self.stretch + 1))
        } else {
            var hash = Insecure.SHA1()
            var header = "\(kind.rawValue) \(content.count)\0"
            header.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
            marks = [hash]
        }
        var hash = marks[marks.count - 1]
        var offset = (marks.count - 1) * Self.stretch
        while offset + Self.stretch < content.count {
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: content[offset..<(offset + Self.stretch)]))
            offset += Self.stretch
            marks.append(hash)
        }
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: content[offset...]))
        id = hash.finalize().withUnsafeBytes { ObjectID(bytes: $0) }
        self.marks = marks
    }
}
