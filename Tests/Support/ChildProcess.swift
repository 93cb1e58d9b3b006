internal import Foundation
package import Testing

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How every test runs a program: in a process of its own, with a folder and an environment that the test gives it, to
/// its end.
///
///     let git = ChildProcess(in: scratch.path, scratch.environment)
///     try await git.check("git", ["fetch", "--quiet", "origin"])
package struct ChildProcess: Sendable {
    /// Where it runs.
    package let folder: String
    /// All of it: nothing is inherited. `PATH` says where programs are.
    package let environment: [String: String]

    package init(in folder: String, _ environment: [String: String]) {
        self.folder = folder
        self.environment = environment
    }

    /// How it ended, and what it said.
    package struct Output: Sendable {
        /// The exit status; 128 + the signal if one ended it.
        package let status: Int32
        package let output: [UInt8]
        package let error: String

        package var text: String { String(decoding: output, as: UTF8.self) }
        package var isSuccess: Bool { status == 0 }
    }

    /// Runs a program and waits for its end, without holding up other tests.
    ///
    /// - Throws: only if it cannot be run at all; its status is for the test to read.
    package func run(_ program: String, _ arguments: [String], input: [UInt8] = []) async throws -> Output {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try runHere(program, arguments, input: input) })
            }
        }
    }

    private func runHere(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> Output {
        // Files, not pipes: whoever ends first, nobody waits for a reader.
        let (given, output, errors) = (try Self.temporary(), try Self.temporary(), try Self.temporary())
        defer { for file in [given, output, errors] { fclose(file) } }
        guard fwrite(input, 1, input.count, given) == input.count, fflush(given) == 0 else {
            throw ScratchError(message: "the input of \(program) cannot be written: errno \(errno)")
        }
        rewind(given)
        let process = try spawn(program, arguments, [given, output, errors].map(fileno))
        var status: Int32 = 0
        while waitpid(process, &status, 0) != process {
            guard errno == EINTR else { throw ScratchError(message: "\(program) is lost: errno \(errno)") }
        }
        let signal = status & 0x7F
        return Output(
            status: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: Self.content(of: output),
            error: String(decoding: Self.content(of: errors), as: UTF8.self))
    }

    /// As `run`, and a status other than 0 is an error with the program's words.
    @discardableResult
    package func check(_ program: String, _ arguments: [String], input: [UInt8] = []) async throws -> Output {
        let output = try await run(program, arguments, input: input)
        guard output.isSuccess else {
            let words = output.error.isEmpty ? output.text : output.error
            throw ScratchError(message: "\(program) \(arguments) ended with \(output.status): \(words)")
        }
        return output
    }

    /// As `check`, on this thread: for what happens while a command stands still. A failure is an issue of the test.
    package func checkHere(
        _ program: String, _ arguments: [String], _ location: SourceLocation = #_sourceLocation
    ) {
        do {
            let output = try runHere(program, arguments)
            #expect(output.isSuccess, "\(program) \(arguments): \(output.error)", sourceLocation: location)
        } catch { Issue.record(error, sourceLocation: location) }
    }

    /// The real git: its standard output, without the last line end.
    ///
    /// - Throws: if the status is not 0, with git's words.
    @discardableResult
    package func git(_ arguments: String..., input: String = "") async throws -> String {
        try await git(arguments, input: input)
    }

    @discardableResult
    package func git(_ arguments: [String], input: String = "") async throws -> String {
        let text = try await check("git", arguments, input: Array(input.utf8)).text
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private func spawn(_ program: String, _ arguments: [String], _ streams: [Int32]) throws -> pid_t {
        let path = try path(of: program)
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        // Threads that run tests hold signals back, and what they start would inherit that.
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (stream, file) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, file, Int32(stream))
        }
        // A shell goes to the folder: not every C library can do it on the way.
        let shell = ["sh", "-c", "cd \"$0\" && exec \"$@\"", folder, path]
        var words = (shell + arguments).map { strdup($0) } + [nil]
        var values = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for word in words + values { free(word) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &values)
        guard status == 0 else { throw ScratchError(message: "\(path) cannot be run in \(folder): errno \(status)") }
        return process
    }

    private func path(of program: String) throws -> String {
        if program.contains("/") { return program }
        for place in (environment["PATH"] ?? "").split(separator: ":") where access("\(place)/\(program)", X_OK) == 0 {
            return "\(place)/\(program)"
        }
        throw ScratchError(message: "there is no \(program) in PATH")
    }

    /// A file without a name, which no other child gets to see.
    private static func temporary() throws -> UnsafeMutablePointer<FILE> {
        guard let file = tmpfile(), fcntl(fileno(file), F_SETFD, FD_CLOEXEC) == 0 else {
            throw ScratchError(message: "no temporary file: errno \(errno)")
        }
        return file
    }

    private static func content(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        rewind(file)
        return readAll(file)
    }
}
