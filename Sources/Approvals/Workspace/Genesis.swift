package import Git

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The commit that `init` made, pinned by its object id in the repository's own folder: history before it is adopted,
/// history after it is verified (protocol.md, Verification).
extension OpenWorkspace {
    /// As pinned here; nil where nothing was verified yet.
    package func genesis() -> ObjectID? { Self.genesis(of: repository) }

    static func genesis(of repository: Repository) -> ObjectID? {
        LocalFile(repository.commonDirectory + "/assent/genesis").firstLine().flatMap { ObjectID(hex: $0) }
    }

    package static func pin(_ genesis: ObjectID, in repository: Repository) throws {
        try LocalFile(repository.commonDirectory + "/assent/genesis").write(genesis.hex)
    }
}

/// A small file of the product's own inside the repository's folder: one line, whole or not at all. Losing one costs a
/// second look, never a record.
struct LocalFile {
    let path: String

    init(_ path: String) { self.path = path }

    func firstLine() -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        return String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func write(_ line: String) throws(FileProblem) {
        try makeFolders()
        let new = "\(path).\(getpid())"
        guard let file = fopen(new, "w") else { throw FileProblem(path: new, code: errno) }
        let isWritten = fputs(line + "\n", file) >= 0
        guard fclose(file) == 0, isWritten, rename(new, path) == 0 else {
            let code = errno
            unlink(new)
            throw FileProblem(path: path, code: code)
        }
    }

    /// The folders between the repository's own and the file.
    private func makeFolders() throws(FileProblem) {
        let parts = path.split(separator: "/")
        guard let start = parts.lastIndex(of: "assent") else { return }
        for end in parts.indices[start..<(parts.count - 1)] {
            let folder = "/" + parts[...end].joined(separator: "/")
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw FileProblem(path: folder, code: errno) }
        }
    }
}

/// A file of the product's own that could not be written.
package struct FileProblem: Error, Hashable, Sendable {
    package let path: String
    /// `errno`
    package let code: Int32

    package var reason: String { String(cString: strerror(code)) }
}
