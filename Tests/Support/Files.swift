#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

// Files, with their folders, without Foundation.

/// Writes a file and makes the folders on the way.
package func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

package func write(_ bytes: [UInt8], to path: String) throws {
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    guard let file = fopen(path, "wb") else { throw ScratchError(message: "cannot write \(path): errno \(errno)") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
        throw ScratchError(message: "cannot write \(path): errno \(errno)")
    }
}

/// The whole file; nil if there is none.
package func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    return readAll(file)
}

/// What is left of an open file.
func readAll(_ file: UnsafeMutablePointer<FILE>) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&chunk, 1, chunk.count, file)
        if count == 0 { return bytes }
        bytes += chunk[..<count]
    }
}

package func readText(_ path: String) -> String? { read(path).map { String(decoding: $0, as: UTF8.self) } }

/// Makes a folder and those above it; one that is there is fine.
package func makeFolder(_ path: String) throws {
    guard !path.isEmpty, mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/") else {
        throw ScratchError(message: "cannot make \(path): errno \(errno)")
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
        throw ScratchError(message: "cannot make \(path): errno \(errno)")
    }
}

/// The names in a folder, sorted.
package func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
            String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
}

/// Removes a file, a link, or a folder with all it holds.
package func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
        for name in names(in: path) { remove("\(path)/\(name)") }
        rmdir(path)
    } else {
        unlink(path)
    }
}

/// Makes a symbolic link.
package func link(_ path: String, to target: String) throws {
    guard symlink(target, path) == 0 else { throw ScratchError(message: "cannot link \(path): errno \(errno)") }
}

/// Whether the tests run as the user who may do everything.
package var isRoot: Bool { geteuid() == 0 }

/// Makes another user the owner of files and folders while something is done. Who is not root asks sudo.
package func givingAway(_ paths: [String], recursively: Bool = false, _ body: () async throws -> Void) async throws {
    let asRoot = isRoot ? [] : ["sudo", "-n"]
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    func chown(to owner: String) async throws {
        let words = asRoot + ["chown", "-h"] + (recursively ? ["-R"] : []) + [owner] + paths
        let output = try await ChildProcess(in: "/", ["PATH": path]).run("/usr/bin/env", words)
        guard output.isSuccess else {
            throw ScratchError(
                message: "only root can give files away: run the tests as root, or as who may use sudo. \(output.error)"
            )
        }
    }
    try await chown(to: "65534:65534")
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
    // So that the folder can go with its test.
    try await chown(to: "\(geteuid()):\(getegid())")
    try outcome.get()
}

/// Makes a script one that can be started: a process that another test has just forked may still have it open for
/// writing, and then it is refused (ETXTBSY), which git waits out for ever where the script is a hook `pre-push`.
package func makeExecutable(_ path: String) throws {
    guard chmod(path, 0o755) == 0 else { throw ScratchError(message: "cannot chmod \(path): errno \(errno)") }
    #if os(Linux)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw ScratchError(message: "cannot open \(path): errno \(errno)") }
        defer { close(file) }
        // fcntl(2), F_SETLEASE: a read lease is given once nobody has the file open for writing.
        let setLease: Int32 = 1024
        while fcntl(file, setLease, F_RDLCK) != 0 {
            guard errno == EAGAIN else { throw ScratchError(message: "no lease on \(path): errno \(errno)") }
            usleep(1000)
        }
    #endif
}

/// Everybody may look into a folder, and its owner may write.
package func openToAll(_ path: String) throws {
    guard chmod(path, 0o755) == 0 else { throw ScratchError(message: "cannot chmod \(path): errno \(errno)") }
}

/// Nobody may write into a folder.
package func close(_ path: String) throws {
    guard chmod(path, 0o555) == 0 else { throw ScratchError(message: "cannot chmod \(path): errno \(errno)") }
}
