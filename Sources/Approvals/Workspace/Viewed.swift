import Git

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which subjects a member was shown, so that `approve` signs off just those (protocol.md, Subject). Kept in the
/// repository's own folder, a file a request and member; losing it costs one more look.
extension OpenWorkspace {
    /// Notes that a member saw a request as it stands.
    package func remember(_ subject: String, of request: String, by member: String) throws {
        let folder = viewedFolder
        for path in [folder.dropLast("/viewed".count).description, folder] {
            guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileProblem(path: path, code: errno) }
        }
        // Whole or not at all: a reader never sees half a line.
        let path = viewedFile(of: request, by: member)
        let written = path + ".\(getpid())"
        guard let file = fopen(written, "w") else { throw FileProblem(path: written, code: errno) }
        let isWritten = fputs(subject + "\n", file) >= 0
        guard fclose(file) == 0, isWritten, rename(written, path) == 0 else {
            let code = errno
            unlink(written)
            throw FileProblem(path: path, code: code)
        }
    }

    /// The subject that the member was shown last.
    package func remembered(of request: String, by member: String) -> Set<String> {
        guard let file = fopen(viewedFile(of: request, by: member), "r") else { return [] }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return [] }
        let bytes = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        return bytes.count == 64 ? [String(decoding: bytes, as: UTF8.self)] : []
    }

    private var viewedFolder: String { repository.commonDirectory + "/assent/viewed" }
    private func viewedFile(of request: String, by member: String) -> String {
        // A member's id may hold what no file name can.
        "\(viewedFolder)/\(request)-\(Digest.sha256(Array(member.utf8)).prefix(16))"
    }
}

/// A file of the product's own that could not be written.
package struct FileProblem: Error, Hashable, Sendable {
    package let path: String
    /// `errno`
    package let code: Int32

    package var reason: String { String(cString: strerror(code)) }
}
