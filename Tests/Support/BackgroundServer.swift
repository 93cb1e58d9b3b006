#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A server of a test in a process of its own, on a free port of this machine: `port` and `pid` in its folder say where it
/// is. It ends with this value.
final class BackgroundServer: Sendable {
    let folder: String
    let port: String

    /// - Parameter arguments: behind the folder.
    init(_ name: String, _ program: [String], _ arguments: [String]) async throws {
        let scratch = ScratchRepository.current
        folder = "\(scratch.folder)/\(name)"
        let words = (program + [folder] + arguments).map { "'\($0)'" }.joined(separator: " ")
        try await scratch.run("sh", ["-c", "exec \(words) >'\(folder).log' 2>&1 &"])
        var port: String?
        for _ in 0..<600 where port == nil {
            port = readText("\(folder)/port").map { String($0.dropLast()) }
            if port == nil { usleep(50_000) }
        }
        guard let port else {
            throw ScratchError(message: "no server \(name): \(readText("\(folder).log") ?? "")")
        }
        self.port = port
    }

    deinit {
        if let pid = readText("\(folder)/pid").flatMap({ pid_t($0.dropLast()) }) { kill(pid, SIGKILL) }
    }
}
