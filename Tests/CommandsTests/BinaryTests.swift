import Git
import Support
import Testing

/// The program itself, where it differs from its commands run in this process: arguments, statuses, pipes.
@Suite(.scratch) struct BinaryTests {
    @Test("statuses, standard output and standard error are the process's own")
    func statuses() async throws {
        let version = try await Program.shell("assent --version")
        #expect(version.status == 0)
        #expect(version.text == "0.1.0\n")
        let unknown = try await Program.shell("assent statsu")
        #expect(unknown.status == 64)
        #expect(unknown.text.isEmpty)
        #expect(unknown.error.contains("did you mean"))
        let none = try await Program.shell("assent status")
        #expect(none.status == 2)
        #expect(none.error.contains("assent init"))
    }

    @Test("git assent is the same program")
    func gitCommand() async throws {
        let scratch = ScratchRepository.current
        try makeFolder(scratch.folder + "/bin")
        try link(scratch.folder + "/bin/git-assent", to: Program.path)
        let output = try await Program.shell("PATH=\(scratch.folder)/bin:$PATH git assent --version")
        #expect(output.text == "0.1.0\n")
    }

    @Test("a reader that goes away ends nothing with words")
    func brokenPipe() async throws {
        let output = try await Program.shell("(assent --help; echo $? >&2) | true")
        #expect(output.error == "0\n")
    }

    @Test("-C names the folder, before the command or behind it; colours only on a terminal")
    func directory() async throws {
        for line in ["assent -C repository status", "assent status -C repository"] {
            let output = try await Program.shell("cd .. && \(line)")
            #expect(output.error.contains("not a workspace yet"), "\(line)")
            #expect(!output.error.contains("\u{1B}"), "\(line)")
        }
    }
}
