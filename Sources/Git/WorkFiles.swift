internal import CGit2

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Single files of the working tree. What has changed in it, `GitProcess` tells.
package struct WorkFiles: Sendable {
    /// The top folder; nil if the repository is bare.
    private let top: String?

    init(top: String?) { self.top = top }

    /// The names in a folder of the working tree, in no order; none if it is not there.
    package func names(in folder: String) -> [String] {
        top.map { File.names(in: folder.isEmpty ? $0 : $0 + "/" + folder) } ?? []
    }

    /// Bytes of a file of the working tree, links not followed; nil if there is none.
    package func size(at path: String) -> Int? {
        guard let top else { return nil }
        var status = stat()
        return lstat(top + "/" + path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// A file of the working tree as it stands there (filters such as line ends not undone): its mode, and its bytes or
    /// a link's target; nil if there is none, or no work tree.
    ///
    /// - Parameter limit: of a longer file, only that many bytes.
    package func file(at path: String, limit: Int) -> (mode: FileMode, bytes: [UInt8])? {
        guard let top else { return nil }
        let path = top + "/" + path
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            return File.read(path, limit: limit).map { (status.st_mode & S_IXUSR == 0 ? .file : .executable, $0) }
        case S_IFLNK:
            let target = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                let length = buffer.withMemoryRebound(to: CChar.self) { readlink(path, $0.baseAddress!, $0.count) }
                count = max(length, 0)
            }
            return (.link, target)
        default: return nil
        }
    }
}

extension WorkFiles {
    /// Writes a file that is not there yet into the working tree, with the folders that it needs. Links are not
    /// followed, so that nothing lands outside.
    ///
    /// - Throws: `isExists`, with nothing written, if something has its name or the place of one of its folders.
    package func create(at path: String, bytes: [UInt8]) throws(GitError) {
        guard let top else { throw GitError(message: "there is no work tree here") }
        func failure(_ number: Int32) -> GitError {
            let isTaken = [EEXIST, ENOTDIR, ELOOP].contains(number)
            return GitError(
                code: isTaken ? GIT_EEXISTS.rawValue : GIT_ERROR.rawValue,
                message: "\(path): \(String(cString: strerror(number)))", function: "open")
        }
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, !parts.contains(where: { $0 == "." || $0 == ".." }) else { throw failure(EINVAL) }
        var folder = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(errno) }
        defer { close(folder) }
        for part in parts.dropLast() {
            if mkdirat(folder, part, 0o777) != 0, errno != EEXIST { throw failure(errno) }
            let next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard next >= 0 else { throw failure(errno) }
            close(folder)
            folder = next
        }
        // O_EXCL takes no link for the file, and overwrites nothing.
        let descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
        var number: Int32 = File.write(bytes, to: descriptor) ? 0 : errno
        if close(descriptor) != 0, number == 0 { number = errno }
        if number != 0 {
            unlinkat(folder, name, 0)
            throw failure(number)
        }
    }
}
