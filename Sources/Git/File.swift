internal import CGit2

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The few small files of a repository that libgit2 has no function for.
package enum File {
    /// Whether this process may make new entries in a folder; true of one that is not there.
    static func isWritable(_ folder: String) -> Bool { access(folder, W_OK) == 0 || errno == ENOENT }

    static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    /// nil: not there.
    static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// The whole file, or its first `limit` bytes; nil if it cannot be read.
    static func read(_ path: String, limit: Int? = nil) -> [UInt8]? {
        // A pipe is not waited for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = min(Int(status.st_size), limit ?? .max)
        var isRead = true
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            // A file that grows meanwhile is read as long as it was; one that shrinks, as far as it goes.
            while count < size {
                let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<size])
                let step = fill(room, from: descriptor)
                if step < 0 { isRead = false }
                if step <= 0 { break }
                count += step
            }
        }
        return isRead ? bytes : nil
    }

    private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// All bytes; false, with `errno`, if the disk takes no more.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { rest in
                #if canImport(Glibc)
                    Glibc.write(descriptor, rest.baseAddress, rest.count)
                #elseif canImport(Musl)
                    Musl.write(descriptor, rest.baseAddress, rest.count)
                #else
                    Darwin.write(descriptor, rest.baseAddress, rest.count)
                #endif
            }
            if count < 0 && errno != EINTR { return false }
            written += max(count, 0)
        }
        return true
    }

    /// Takes the room that a file needs to become that long, before a byte of it is written.
    ///
    /// - Returns: 0, or why there is none; the file is then as it was.
    static func makeRoom(for count: Int, in descriptor: Int32) -> Int32 {
        #if os(Linux)
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, count > Int(status.st_size)
            else {
                return 0
            }
            let number = posix_fallocate(descriptor, 0, off_t(count))
            if number == ENOSPC || number == EFBIG || number == EDQUOT {
                ftruncate(descriptor, status.st_size)
                return number
            }
        #endif
        return 0
    }

    /// An open file without a name, to be read from its start.
    static func temporary(holding bytes: [UInt8]) throws(GitError) -> Int32 {
        if bytes.isEmpty { return open("/dev/null", O_RDONLY | O_CLOEXEC) }
        let descriptor = assent_unnamed_file()
        var written = 0
        while descriptor >= 0, written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, off_t(written))
            }
            if count < 0 && errno != EINTR { break }
            written += max(count, 0)
        }
        guard descriptor >= 0, written == bytes.count else {
            let reason = String(cString: strerror(errno))
            if descriptor >= 0 { close(descriptor) }
            throw GitError(message: "a temporary file could not be written: \(reason)", function: "open")
        }
        return descriptor
    }

    /// Whether files may have only so many bytes here (`ulimit -f`).
    static var hasSizeLimit: Bool {
        var limit = rlimit()
        #if canImport(Glibc)
            let kind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        #else
            let kind = RLIMIT_FSIZE
        #endif
        return getrlimit(kind, &limit) == 0 && limit.rlim_cur < rlim_t(Int64.max)
    }

    /// `Segmentation fault`
    static func nameOfSignal(_ number: Int32) -> String? { strsignal(number).map { String(cString: $0) } }

    /// The path without links and dots, and no `/` at its end; nil if nothing is there.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The first line of a small text file, without its end.
    static func line(_ path: String) -> String? {
        read(path).map {
            String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        }
    }

    /// A folder of objects and those that it borrows from (`info/alternates`), as deep as git follows them.
    static func withAlternates(of folder: String, depth: Int = 0) -> [String] {
        guard depth <= 5, let list = read(folder + "/info/alternates") else { return [folder] }
        var folders = [folder]
        for line in list.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
            let alternate = path(String(decoding: line, as: UTF8.self), in: folder)
            folders += withAlternates(of: alternate, depth: depth + 1)
        }
        return folders
    }

    /// The names in a folder, in no order; none if it is not there.
    package static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// `path` if absolute, else beneath `folder`.
    static func path(_ path: String, in folder: String) -> String {
        path.utf8.first == UInt8(ascii: "/") ? path : folder + "/" + path
    }

    /// Sleeps; a signal may end it early.
    static func pause(milliseconds: Int) {
        var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
        nanosleep(&time, nil)
    }
}
