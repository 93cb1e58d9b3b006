/// An HTTP server on a free port of this machine that takes webhooks. It ends with the test.
package final class HookSink: Sendable {
    private let server: BackgroundServer
    private var folder: String { server.folder }

    private static let program = {
        #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Harness/webhooks.py"
    }()

    /// - Parameter options: of `Tests/Harness/webhooks.py`.
    package init(_ options: String...) async throws {
        server = try await BackgroundServer("hooks", ["python3", Self.program], options)
    }

    package var url: String { "http://127.0.0.1:\(server.port)/assent" }

    /// The bodies that it accepted.
    package func bodies() -> [String] {
        var found: [String] = []
        while let text = readText("\(folder)/\(found.count + 1).json") { found.append(text) }
        return found
    }

    /// A line for each call.
    package func log() -> [String] { (readText("\(folder)/log") ?? "").split(separator: "\n").map(String.init) }
}
