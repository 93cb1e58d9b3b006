import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small file of the product's own inside the repository's folder, whole or not at all. Losing one costs a second
/// look, never a record.
struct LocalFile {
    let path: String
    /// Tells what two cores write apart.
    private static let written = Atomic(0)

    init(_ path: String) { self.path = path }

    /// Whether something is there, even if it cannot be read.
    var exists: Bool { access(path, F_OK) == 0 }

    func remove() { unlink(path) }

    /// With a folder that `newFolder` made for it.
    func removeWithFolder() {
        remove()
        rmdir(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    }

    /// A folder that nobody else has: its name is the first number that is free.
    static func newFolder(in parent: String) throws(FileProblem) -> String {
        try LocalFile("\(parent)/new").makeFolders()
        for number in 1... {
            let folder = "\(parent)/\(number)"
            if mkdir(folder, 0o777) == 0 { return folder }
            guard errno == EEXIST else { throw FileProblem(path: folder, code: errno) }
        }
        preconditionFailure("there is always another number")
    }

    /// Another one, once anybody wrote it, whatever they wrote; nil: there is no such file.
    var stamp: Stamp? {
        var status = stat()
        return stat(path, &status) == 0 ? Stamp(status) : nil
    }

    struct Stamp: Equatable {
        private let file: UInt64
        private let size: Int
        private let seconds: Int
        private let nanoseconds: Int

        fileprivate init(_ status: stat) {
            file = UInt64(status.st_ino)
            size = Int(status.st_size)
            seconds = status.written.tv_sec
            nanoseconds = Int(status.written.tv_nsec)
        }
    }

    /// In Unix seconds; 0: there is no such file.
    var lastWritten: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.written.tv_sec) : 0
    }

    func firstLine() -> String? {
        contents().map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
    }

    /// Nil if there is no file, or it may not be read.
    func contents() -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var status = stat()
        guard fstat(fileno(file), &status) == 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
    }

    /// A name that tells what this process wrote from what others did.
    static func own(_ name: String) -> String { "\(getpid())-\(name)" }

    /// Whether the process that gave a file this name is gone: one that still runs sees to it by itself.
    static func isLeft(_ name: String) -> Bool {
        guard let process = Int32(name.prefix { $0 != "-" }), process != getpid() else { return false }
        return kill(process, 0) != 0 && errno == ESRCH
    }

    func write(_ text: String) throws(FileProblem) { try write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) throws(FileProblem) {
        try makeFolders()
        // A reader sees the old text or the new, never half of one.
        let new = "\(path).\(getpid()).\(Self.written.add(1, ordering: .relaxed).newValue)"
        guard let file = fopen(new, "w") else { throw FileProblem(path: new, code: errno) }
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
        guard fclose(file) == 0, isWritten, rename(new, path) == 0 else {
            let code = errno
            unlink(new)
            throw FileProblem(path: path, code: code)
        }
    }

    /// A new file, which is on the disk when this returns. A reader may see half of it before.
    func make(_ bytes: [UInt8]) throws(FileProblem) {
        try makeFolders()
        guard let file = fopen(path, "wx") else { throw FileProblem(path: path, code: errno) }
        let isWritten =
            fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0 && fsync(fileno(file)) == 0
        guard fclose(file) == 0, isWritten else {
            let code = errno
            remove()
            throw FileProblem(path: path, code: code)
        }
    }

    /// The folders between the repository's own and the file.
    private func makeFolders() throws(FileProblem) {
        let parts = path.split(separator: "/")
        guard let start = parts.lastIndex(of: "assent") else { return }
        for end in parts.indices[start..<(parts.count - 1)] {
            let folder = "/" + parts[...end].joined(separator: "/")
            guard mkdir(folder, 0o777) == 0 else {
                if errno == EEXIST { continue }
                throw FileProblem(path: folder, code: errno)
            }
            // In a repository that a group shares, all of the group write here.
            var status = stat()
            let parent = "/" + parts[..<end].joined(separator: "/")
            if stat(parent, &status) == 0, status.st_mode & S_IWGRP != 0 { chmod(folder, status.st_mode & 0o7777) }
        }
    }
}

extension stat {
    fileprivate var written: timespec {
        #if canImport(Darwin)
            st_mtimespec
        #else
            st_mtim
        #endif
    }
}

/// A file of the product's own that could not be written.
package struct FileProblem: Error, Hashable, Sendable {
    package let path: String
    /// `errno`
    package let code: Int32

    package var reason: String { String(cString: strerror(code)) }
    /// The repository can only be read here.
    package var isReadOnly: Bool { code == EACCES || code == EROFS || code == EPERM }
}
