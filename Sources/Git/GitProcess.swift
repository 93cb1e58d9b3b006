internal import Subprocess

#if canImport(System)
    internal import System
#else
    internal import SystemPackage
#endif

/// The result of a run of git.
package struct GitOutput: Sendable, Hashable {
    /// The exit status; 128 + the signal if one ended it.
    package let status: Int32
    /// Standard output, to the last byte.
    package let output: [UInt8]
    /// Standard error, of which only the last 64 KiB are kept.
    package let error: String

    package var text: String { String(decoding: output, as: UTF8.self) }
    package var isSuccess: Bool { status == 0 }
}

/// The real `git`, for what libgit2 does not do: the working tree (so that hooks, sparse checkouts, filters and commit
/// signing keep working), fetch and push.
///
///     let git = GitProcess(directory: "/home/ana/growth", environment: environment)
///     try await git.check(["fetch", "--quiet", "origin"], forwardingErrors: { terminal.write($0) })
package struct GitProcess: Sendable {
    /// Where git runs, as by `git -C`.
    package let directory: String
    /// The whole environment of git: nothing is inherited. `PATH` says which git.
    package let environment: [String: String]

    package init(directory: String, environment: [String: String]) {
        self.directory = directory
        self.environment = environment
    }

    /// The same git for another working tree: without the variables by which a hook is tied to its own.
    package func elsewhere(_ directory: String) -> GitProcess {
        // `git rev-parse --local-env-vars`, less those that carry configuration.
        let local: Set = [
            "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_OBJECT_DIRECTORY", "GIT_DIR", "GIT_WORK_TREE",
            "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS",
            "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_QUARANTINE_PATH",
        ]
        return GitProcess(directory: directory, environment: environment.filter { !local.contains($0.key) })
    }

    /// Runs git and waits.
    ///
    /// - Parameters:
    ///   - input: standard input; without it git reads nothing.
    ///   - inherit: git talks to the terminal itself (an editor, a question); nothing is captured.
    ///   - forwardingErrors: is given standard error as it comes.
    /// - Throws: only if git cannot be run at all; its status is for the caller to read.
    package func run(
        _ arguments: [String], input: [UInt8] = [], inherit: Bool = false,
        forwardingErrors forward: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws(GitError) -> GitOutput {
        do {
            return inherit ? try await attached(arguments) : try await captured(arguments, input, forward)
        } catch let error as GitError {
            throw error
        } catch let error as SubprocessError {
            let reason = error.code == .executableNotFound ? Self.notFound : "git could not be run: \(error)"
            throw GitError(message: reason, function: "git")
        } catch {
            throw GitError(message: "git could not be run: \(error)", function: "git")
        }
    }

    private static let notFound = "git is not installed, or not in PATH"

    /// Looked for here: asked by its name alone, swift-subprocess starts a process for each folder of `PATH` until one
    /// of them is git.
    private func executable() throws(GitError) -> String {
        for folder in (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":") {
            let path = "\(folder)/git"
            if File.isExecutable(path) { return path }
        }
        throw GitError(message: Self.notFound, function: "git")
    }

    /// git, and what stands before its arguments. Where a file may have only so many bytes, a git that writes one more is
    /// ended by a signal, and leaves its locks: a shell has it ignore that one, so that it says what is wrong.
    private func command(_ arguments: [String]) throws(GitError) -> (Executable, Arguments) {
        let git = try executable()
        guard File.hasSizeLimit else { return (.path(FilePath(git)), Arguments(["-C", directory] + arguments)) }
        let line = ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", git, "-C", directory]
        return (.path("/bin/sh"), Arguments(line + arguments))
    }

    /// As `run`, and a status other than 0 is an error with git's own words.
    @discardableResult
    package func check(
        _ arguments: [String], input: [UInt8] = [], inherit: Bool = false,
        forwardingErrors forward: (@Sendable ([UInt8]) -> Void)? = nil
    ) async throws(GitError) -> GitOutput {
        let output = try await run(arguments, input: input, inherit: inherit, forwardingErrors: forward)
        if !output.isSuccess { throw output.failure(of: arguments) }
        return output
    }

    /// git then sees objects as they are, as `Repository` does. The graft file is one that nobody can make: git says a
    /// word about each that is there.
    private static let plainObjects = ["GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null/none"]

    var custom: Environment {
        var values: [Environment.Key: String] = [:]
        for (name, value) in environment.merging(Self.plainObjects, uniquingKeysWith: { $1 }) {
            values[Environment.Key(stringLiteral: name)] = value
        }
        return .custom(values)
    }

    private func attached(_ arguments: [String]) async throws -> GitOutput {
        let (program, arguments) = try command(arguments)
        let result = try await Subprocess.run(
            program, arguments: arguments, environment: custom, input: .currentStandardInput,
            output: .currentStandardOutput, error: .currentStandardError)
        return GitOutput(status: result.terminationStatus.number, output: [], error: "")
    }

    private func captured(
        _ arguments: [String], _ input: [UInt8], _ forward: (@Sendable ([UInt8]) -> Void)?
    ) async throws -> GitOutput {
        // A file: were it a pipe, a git that ends before it has read everything would end us by SIGPIPE.
        let file = try File.temporary(holding: input)
        // A git that holds locks ends before we do.
        Interrupts.hold()
        defer { Interrupts.release() }
        // Both pipes are read at once: git stops when either is full.
        let (program, arguments) = try command(arguments)
        let result = try await Subprocess.run(
            program, arguments: arguments, environment: custom,
            input: .fileDescriptor(FileDescriptor(rawValue: file), closeAfterSpawningProcess: true),
            output: .sequence, error: .sequence
        ) { execution in
            let place = Interrupts.started(execution.processIdentifier.value)
            defer { Interrupts.ended(place) }
            async let kept = Self.tail(of: execution.standardError, forward)
            var output: [UInt8] = []
            for try await chunk in execution.standardOutput { chunk.withUnsafeBytes { output += $0 } }
            return (output, try await kept)
        }
        let (output, error) = result.closureResult
        return GitOutput(
            status: result.terminationStatus.number, output: output, error: String(decoding: error, as: UTF8.self))
    }

    private static func tail(
        of errors: SubprocessOutputSequence, _ forward: (@Sendable ([UInt8]) -> Void)?
    ) async throws -> [UInt8] {
        let limit = 64 << 10
        var kept: [UInt8] = []
        for try await chunk in errors {
            let bytes = chunk.withUnsafeBytes { Array($0) }
            forward?(bytes)
            kept += bytes
            if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
        }
        return kept.suffix(limit)
    }
}

extension GitOutput {
    /// The error that says what git said.
    func failure(of arguments: [String]) -> GitError {
        let words = error.isEmpty ? text : error
        let command = arguments.first { !$0.hasPrefix("-") } ?? ""
        let said = words.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        return GitError(
            code: status,
            message: said.isEmpty ? "git \(command) \(ending)" : said.joined(separator: "\n"),
            function: "git \(command)")
    }
}

extension GitOutput {
    private var ending: String {
        guard status > 128, let name = File.nameOfSignal(status - 128) else { return "failed with status \(status)" }
        return "was ended by a signal (\(name))"
    }
}

extension TerminationStatus {
    var number: Int32 {
        switch self {
        case .exited(let status): status
        case .signaled(let signal): 128 + signal
        }
    }
}
