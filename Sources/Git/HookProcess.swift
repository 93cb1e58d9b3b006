internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// A hook that somebody else wrote, run as git runs it: with what was read, and with standard output and error of its own.
package struct HookProcess: Sendable {
    private let path: String
    /// All of it: nothing is inherited.
    private let environment: [String: String]

    /// Nil: there is none, or git would not run it.
    package init?(_ path: String, environment: [String: String]) {
        guard File.isExecutable(path) else { return nil }
        self.path = path
        self.environment = environment
    }

    /// Its exit status; 128 + the signal if one ended it.
    package func run(input: [UInt8]) async throws(GitError) -> Int32 {
        let file = try File.temporary(holding: input)
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment { values[Environment.Key(stringLiteral: name)] = value }
        do {
            let result = try await Subprocess.run(
                .path(FilePath(path)), environment: .custom(values),
                input: .fileDescriptor(FileDescriptor(rawValue: file), closeAfterSpawningProcess: true),
                output: .currentStandardOutput, error: .currentStandardError)
            return result.terminationStatus.number
        } catch {
            throw GitError(message: "\(path) could not be run: \(error)", function: "hook")
        }
    }
}
