#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A temporary folder that only this user can look into; it goes, with its files, when it is no longer used.
struct PrivateFolder: ~Copyable {
    let path: String

    /// - Parameter parent: where temporary files belong (`TMPDIR`).
    init(in parent: String) throws(SigningError) {
        var template = Array("\(parent)/assent-sign-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SigningError(.noTemporaryFile, reading: reason(parent)) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in ["message", "message.sig", "key"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// Makes a file, and answers its path.
    func write(_ bytes: [UInt8], to name: String) throws(SigningError) -> String {
        let file = "\(path)/\(name)"
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SigningError(.noTemporaryFile, reading: reason(file)) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(written))
            }
            if count < 0 && errno != EINTR { throw SigningError(.noTemporaryFile, reading: reason(file)) }
            written += max(count, 0)
        }
        return file
    }

    /// The file, as far as the limit; nil if it is not there.
    func read(_ name: String, limit: Int) -> [UInt8]? {
        let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit)
        var read = 0
        while read < limit {
            let count = bytes[read...].withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(read))
            }
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return nil }
            if count == 0 { break }
            read += count
        }
        return Array(bytes[..<read])
    }
}

/// What the system says about the last call on a path.
private func reason(_ path: String) -> String { "\(path): \(String(cString: strerror(errno)))" }

func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
