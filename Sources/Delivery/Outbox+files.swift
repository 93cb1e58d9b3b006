import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of the outbox that could not be read or written.
package struct OutboxProblem: Error, Hashable, Sendable {
    package let path: String
    /// `errno`
    package let code: Int32

    init(_ path: String, code: Int32 = errno) {
        self.path = path
        self.code = code
    }

    package var reason: String { String(cString: strerror(code)) }
}

extension Outbox {
    /// What was sent is remembered for so many seconds, 60 days: longer than an act is repeated.
    private static let remembered = 60 * 24 * 3600
    /// Messages that were given up, and files that a killed command left, stay for 30 days.
    private static let kept = 30 * 24 * 3600

    static func name(of id: String) -> String {
        SHA256.hash(data: Array(id.utf8)).map { hexadecimal($0).lowercased() }.joined()
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }
    func sentPath(_ name: String) -> String { "\(sentFolder)/\(name)" }
    var sentFolder: String { "\(folder)/sent" }
    /// The message alone, for curl to read.
    func handedPath(_ name: String) -> String { "\(folder)/\(name).message" }

    func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// For the user alone; where the folder around it is written by a group, for that.
    func makeFolder(_ path: String) throws(OutboxProblem) {
        guard let end = path.lastIndex(of: "/"), case let parent = String(path[..<end]) else { return }
        if mkdir(path, 0o700) != 0 {
            if errno == EEXIST { return }
            // The product's own folder in the repository, which nothing may have needed yet.
            guard errno == ENOENT, mkdir(parent, 0o777) == 0 else { throw OutboxProblem(path) }
            share(parent, in: String(parent[..<(parent.lastIndex(of: "/") ?? parent.startIndex)]), 0o777)
            guard mkdir(path, 0o700) == 0 else { throw OutboxProblem(path) }
        }
        share(path, in: parent, 0o770)
    }

    private func share(_ path: String, in parent: String, _ most: mode_t) {
        if let mode = Self.mode(of: parent), mode & S_IWGRP != 0 { chmod(path, mode & (S_ISGID | most)) }
    }

    /// Of files that all who send from here have to read.
    private var fileMode: mode_t { (Self.mode(of: folder) ?? 0) & S_IWGRP == 0 ? 0o600 : 0o660 }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode : nil
    }

    /// - Returns: a descriptor of a file that all who send from here may read and write; -1: `errno` says why not.
    func make(_ path: String, _ flags: Int32) -> Int32 {
        let descriptor = open(path, flags | O_CREAT | O_CLOEXEC, 0o600)
        // Whose it is not need not change it.
        if descriptor >= 0, fileMode != 0o600 { fchmod(descriptor, fileMode) }
        return descriptor
    }

    /// Makes its folders where they are not there.
    package func prepare() throws(OutboxProblem) {
        try makeFolder(sentFolder)
        guard access(sentFolder, W_OK) == 0 else { throw OutboxProblem(sentFolder) }
    }

    /// What was renamed in a folder is on the disk when this returns.
    func settle(_ folder: String) throws(OutboxProblem) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutboxProblem(folder) }
        defer { close(descriptor) }
        // A file system that has nothing to do here says EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw OutboxProblem(folder) }
    }

    func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Lays the message down for curl; it need not outlive this machine.
    func hand(_ name: String) throws(OutboxProblem) -> String {
        let body = try body(of: name)
        let descriptor = make(handedPath(name), O_WRONLY | O_TRUNC)
        guard descriptor >= 0 else { throw OutboxProblem(handedPath(name)) }
        let isWritten = writeAll(body, to: descriptor)
        guard close(descriptor) == 0, isWritten else { throw OutboxProblem(handedPath(name)) }
        return handedPath(name)
    }

    func takeBack(_ name: String) { unlink(handedPath(name)) }

    // MARK: - Tidying

    /// Removes what is older than anybody needs it.
    func tidy(at time: Int) throws(OutboxProblem) {
        for name in try names(in: sentFolder) where age(of: sentPath(name), at: time) > Self.remembered {
            unlink(sentPath(name))
        }
        for entry in try waiting() where entry.envelope.isGivenUp && time - entry.envelope.expires > Self.kept {
            try remove(entry.name)
        }
        for name in try leftovers() where age(of: path(name), at: time) > Self.kept { unlink(path(name)) }
    }

    private func age(of path: String, at time: Int) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? time - Int(status.st_mtim.tv_sec) : 0
    }

    // MARK: - One at a time

    /// Does what only one process may at a time, unless somebody sends just now.
    package func ifNobodySends(_ work: () throws -> Void) throws {
        try prepare()
        guard let lock = try Lock("lock", in: self, waits: false) else { return }
        defer { lock.release() }
        try work()
    }

    /// Sends alone; nil: another is about to do so, who will see all that is there now.
    ///
    /// - Parameters:
    ///   - insists: waits for whoever sends, whoever else waits.
    ///   - pause: before anything is looked at, so that what is announced meanwhile goes the same way.
    func lock(insists: Bool, after pause: Duration) async throws -> Lock? {
        guard let next = try Lock("next", in: self, waits: insists) else { return nil }
        // Given back before it is looked what there is.
        defer { next.release() }
        if pause > .zero { try await Task.sleep(for: pause) }
        return try Lock("lock", in: self, waits: true)
    }

    /// Whether a process is about to look what there is to send, and has not done so yet.
    package func isAboutToBeSent() throws(OutboxProblem) -> Bool {
        guard let next = try Lock("next", in: self, waits: false) else { return true }
        next.release()
        return false
    }

    /// A lock that ends with its process.
    final class Lock {
        let descriptor: Int32

        fileprivate init?(_ name: String, in outbox: Outbox, waits: Bool) throws(OutboxProblem) {
            let path = outbox.path(name)
            descriptor = outbox.make(path, O_RDWR | O_APPEND)
            guard descriptor >= 0 else { throw OutboxProblem(path) }
            while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
                if errno == EINTR { continue }
                // `deinit` closes it, here too.
                if errno == EWOULDBLOCK { return nil }
                throw OutboxProblem(path)
            }
        }

        /// What curl has written of what it did, behind a place in the file; and the place behind that.
        func results(from start: Int = 0) -> (found: [CurlResult], end: Int) {
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_size > start else { return ([], start) }
            let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) - start) { buffer, count in
                count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, off_t(start)))
            }
            // The last line may still be written.
            guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return ([], start) }
            let lines = bytes[..<end].split(separator: UInt8(ascii: "\n"))
            return (lines.compactMap { CurlResult(String(decoding: $0, as: UTF8.self)) }, start + end + 1)
        }

        func clear() { ftruncate(descriptor, 0) }

        func release() { flock(descriptor, LOCK_UN) }

        deinit { close(descriptor) }
    }
}
