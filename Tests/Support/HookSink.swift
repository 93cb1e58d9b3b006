#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// An HTTP server on a free port of this machine that takes webhooks. It ends with the test.
package final class HookSink: Sendable {
    private let folder: String
    package let url: String

    private static let program = {
        #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Harness/webhooks.py"
    }()

    /// - Parameter options: of `Tests/Harness/webhooks.py`.
    package init(_ options: String...) async throws {
        let scratch = ScratchRepository.current
        folder = "\(scratch.folder)/hooks"
        let words = ([Self.program, folder] + options).map { "'\($0)'" }.joined(separator: " ")
        try await scratch.run("sh", ["-c", "exec python3 \(words) >'\(scratch.folder)/hooks.log' 2>&1 &"])
        var port: String?
        for _ in 0..<600 where port == nil {
            port = readText("\(folder)/port").map { String($0.dropLast()) }
            if port == nil { usleep(50_000) }
        }
        guard let port else {
            throw ScratchError(message: "no web server: \(readText("\(scratch.folder)/hooks.log") ?? "")")
        }
        url = "http://127.0.0.1:\(port)/assent"
    }

    deinit {
        if let pid = readText("\(folder)/pid").flatMap({ pid_t($0.dropLast()) }) { kill(pid, SIGKILL) }
    }

    /// The bodies that it accepted.
    package func bodies() -> [String] {
        var found: [String] = []
        while let text = readText("\(folder)/\(found.count + 1).json") { found.append(text) }
        return found
    }

    /// A line for each call.
    package func log() -> [String] { (readText("\(folder)/log") ?? "").split(separator: "\n").map(String.init) }
}
