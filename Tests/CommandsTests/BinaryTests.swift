import Git
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The program itself, where it differs from its commands run in this process: arguments, statuses, pipes.
@Suite(.scratch) struct BinaryTests {
    /// `assent`, built beside the tests.
    private static let path: String = {
        let program = CommandLine.arguments[0]
        let candidates = [program, "/proc/self/exe"].compactMap { path -> String? in
            guard let resolved = realpath(path, nil) else { return nil }
            defer { free(resolved) }
            return String(cString: resolved)
        }
        // On macOS the tests lie three folders deep in a bundle.
        for candidate in candidates {
            var folder = candidate
            for _ in 0..<4 {
                folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
                if access(folder + "/assent", X_OK) == 0 { return folder + "/assent" }
            }
        }
        return ".build/debug/assent"
    }()

    /// Runs a line of shell with `assent` in its PATH, as git's alias for a command.
    private func shell(_ line: String) async throws -> GitOutput {
        let scratch = ScratchRepository.current
        let folder = String(Self.path[..<(Self.path.lastIndex(of: "/") ?? Self.path.startIndex)])
        let path = "\(folder):\(scratch.environment["PATH"] ?? "")"
        let git = GitProcess(
            directory: scratch.path, environment: scratch.environment.merging(["PATH": path]) { $1 })
        return try await git.run(["-c", "alias.try=!\(line)", "try"])
    }

    @Test("statuses, standard output and standard error are the process's own")
    func statuses() async throws {
        let version = try await shell("assent --version")
        #expect(version.status == 0)
        #expect(version.text == "0.1.0\n")
        let unknown = try await shell("assent statsu")
        #expect(unknown.status == 64)
        #expect(unknown.text.isEmpty)
        #expect(unknown.error.contains("did you mean"))
        let none = try await shell("assent status")
        #expect(none.status == 2)
        #expect(none.error.contains("assent init"))
    }

    @Test("git assent is the same program")
    func gitCommand() async throws {
        let scratch = ScratchRepository.current
        try makeFolder(scratch.folder + "/bin")
        try link(scratch.folder + "/bin/git-assent", to: Self.path)
        let output = try await shell("PATH=\(scratch.folder)/bin:$PATH git assent --version")
        #expect(output.text == "0.1.0\n")
    }

    @Test("a reader that goes away ends nothing with words")
    func brokenPipe() async throws {
        let output = try await shell("(assent --help; echo $? >&2) | true")
        #expect(output.error == "0\n")
    }

    @Test("-C names the folder, before the command or behind it; colours only on a terminal")
    func directory() async throws {
        for line in ["assent -C repository status", "assent status -C repository"] {
            let output = try await shell("cd .. && \(line)")
            #expect(output.error.contains("no workspace yet"), "\(line)")
            #expect(!output.error.contains("\u{1B}"), "\(line)")
        }
    }
}
