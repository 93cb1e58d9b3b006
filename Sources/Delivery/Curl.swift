internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// curl, which speaks SMTP and HTTP.
struct Curl: Sendable {
    /// The whole environment of curl; `PATH` says which.
    let environment: [String: String]

    /// Lets curl do what a configuration says.
    ///
    /// - Parameter each: is told the result of each transfer as it ends, and answers whether the rest is to be tried.
    func run(_ configuration: CurlConfiguration, each: (CurlResult) throws -> Bool) async throws {
        guard let program = Self.program(in: environment) else {
            throw DeliveryFailure(.noCurl)
        }
        let file = try Self.temporaryFile(holding: Array(configuration.text.utf8))
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment { values[Environment.Key(stringLiteral: name)] = value }
        _ = try await Subprocess.run(
            // Without -q it would read ~/.curlrc.
            .path(FilePath(program)), arguments: ["-q", "--config", "-"], environment: .custom(values),
            input: .fileDescriptor(FileDescriptor(rawValue: file), closeAfterSpawningProcess: true), output: .discarded,
            error: .sequence
        ) { execution in
            var line: [UInt8] = []
            var goesOn = true
            for try await chunk in execution.standardError {
                for byte in chunk.withUnsafeBytes({ Array($0) }) {
                    guard byte == UInt8(ascii: "\n") else {
                        line.append(byte)
                        continue
                    }
                    let text = String(decoding: line, as: UTF8.self)
                    line = []
                    guard goesOn, let result = CurlResult(text) else { continue }
                    goesOn = try each(result)
                    if !goesOn { try execution.send(signal: .kill) }
                }
            }
        }
    }

    /// One without a name, open for reading. Were it a pipe, a curl that ends early would end us by SIGPIPE.
    private static func temporaryFile(holding bytes: [UInt8]) throws -> Int32 {
        guard let file = tmpfile() else { throw OutboxProblem("/tmp") }
        defer { fclose(file) }
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0
        let descriptor = isWritten ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 0) : -1
        guard descriptor >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw OutboxProblem("/tmp") }
        return descriptor
    }

    static func program(in environment: [String: String]) -> String? {
        (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
            // Not from a folder that whoever can push may fill.
            .filter { $0.hasPrefix("/") }.map { "\($0)/curl" }.first {
                access($0, X_OK) == 0
            }
    }
}
