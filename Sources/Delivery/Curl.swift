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

    /// Lets curl do what a configuration says. What came of each transfer, curl writes into the file of the lock, which is
    /// locked until curl has ended too: should this process be killed, the next finds there what curl did by itself.
    ///
    /// - Parameter each: is told the result of each transfer as it ends, and answers whether the rest is to be tried.
    func run(
        _ configuration: CurlConfiguration, noting lock: Outbox.Lock, each: (CurlResult) throws -> Bool
    ) async throws {
        guard let program = Self.program(in: environment) else {
            throw DeliveryFailure(.noCurl)
        }
        let file = try Self.temporaryFile(holding: Array(configuration.text.utf8))
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment { values[Environment.Key(stringLiteral: name)] = value }
        lock.clear()
        _ = try await Subprocess.run(
            // Without -q it would read ~/.curlrc.
            .path(FilePath(program)), arguments: ["-q", "--config", "-"], environment: .custom(values),
            input: .fileDescriptor(FileDescriptor(rawValue: file), closeAfterSpawningProcess: true), output: .discarded,
            error: .fileDescriptor(FileDescriptor(rawValue: lock.descriptor), closeAfterSpawningProcess: false)
        ) { execution in
            var end = 0
            while true {
                let hasEnded = Self.hasEnded(execution.processIdentifier.value)
                let results: [CurlResult]
                (results, end) = lock.results(from: end)
                for result in results where try !each(result) {
                    try execution.send(signal: .kill)
                    return
                }
                if hasEnded { return }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        lock.clear()
    }

    /// It is still there to be waited for.
    private static func hasEnded(_ process: pid_t) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0
            || information.si_signo == SIGCHLD
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
