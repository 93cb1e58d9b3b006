internal import CGit2

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file outside any repository: one that git passes to a merge driver, or that an editor works on.
package struct PlainFile: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// Whether a file is there, or a link to one.
    package var isFile: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// - Throws: if it is not there, is not a file, or cannot be read.
    package func read() throws(GitError) -> [UInt8] {
        guard let bytes = File.read(path) else { throw failure("open", errno == 0 ? EISDIR : errno) }
        return bytes
    }

    /// Writes over the file that is there, or makes it; its mode and its links stay. Where there is no room for all of
    /// it, the file stays as it was.
    package func write(_ bytes: [UInt8]) throws(GitError) {
        let isThere = exists
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure("open", errno) }
        var number = File.makeRoom(for: bytes.count, in: descriptor)
        if number == 0 {
            number = File.write(bytes, to: descriptor) ? 0 : errno
            // A pipe or a terminal is not a regular file and cannot be truncated.
            if number == 0, ftruncate(descriptor, off_t(bytes.count)) != 0, errno != EINVAL { number = errno }
        }
        if close(descriptor) != 0, number == 0 { number = errno }
        if number != 0 {
            if !isThere { remove() }
            throw failure("write", number)
        }
    }

    /// Writes behind what is there, or makes the file.
    ///
    /// - Parameter bytes: given how many are there.
    package func append(_ bytes: (_ size: Int) -> [UInt8]) throws(GitError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure("open", errno) }
        var number: Int32 = File.write(bytes(File.size(path) ?? 0), to: descriptor) ? 0 : errno
        if close(descriptor) != 0, number == 0 { number = errno }
        if number != 0 { throw failure("write", number) }
    }

    package var exists: Bool { File.size(path) != nil }

    package func remove() { unlink(path) }

    private func failure(_ function: String, _ number: Int32) -> GitError {
        GitError(message: "\(path): \(String(cString: strerror(number)))", function: function)
    }
}
