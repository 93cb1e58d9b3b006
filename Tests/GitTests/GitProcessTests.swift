import Git
import Support
import Synchronization
import Testing

@Suite(.scratch) struct GitProcessTests {
    @Test("status, output and words of git are handed over")
    func outputs() async throws {
        let scratch = ScratchRepository.current
        let good = try await scratch.process().run(["rev-parse", "--show-toplevel"])
        #expect(good.isSuccess && good.text == scratch.path + "\n" && good.error == "")
        let bad = try await scratch.process().run(["rev-parse", "--verify", "none"])
        #expect(bad.status == 128 && bad.error == "fatal: Needed a single revision\n")
        for words in [["rev-parse"], ["--no-pager", "rev-parse"]] {
            let error = await #expect(throws: GitError.self) {
                try await scratch.process().check(words + ["--verify", "none"])
            }
            #expect(error?.message == "fatal: Needed a single revision")
            #expect(error?.code == 128 && error?.function == "git rev-parse")
        }
    }

    @Test("what goes in comes out, more than any pipe holds, on both pipes at once")
    func large() async throws {
        let scratch = ScratchRepository.current
        let bytes = [UInt8](repeating: 7, count: 3 << 20)
        try write("#!/bin/sh\ntee /dev/stderr\n", to: scratch.folder + "/both")
        let output = try await scratch.process().run(
            ["-c", "alias.both=!sh \(scratch.folder)/both", "both"], input: bytes)
        #expect(output.output == bytes)
        #expect(output.error.utf8.count == 64 << 10)
    }

    // The limit is for a git whose words are held back, which would wait for ever.
    @Test("standard error is forwarded as it comes, and its end is kept", .timeLimit(.minutes(5)))
    func forwarding() async throws {
        let scratch = ScratchRepository.current
        let gate = scratch.folder + "/gate"
        // Goes on only when its first word has been handed over: whoever opens one end of a pipe waits for the other.
        try write(
            """
            mkfifo \(gate)
            printf one >&2
            read -r word <\(gate)
            printf "$word" >&2
            """, to: scratch.folder + "/slow")
        let seen = Mutex<[String]>([])
        let output = try await scratch.process().run(
            ["-c", "alias.slow=!sh \(scratch.folder)/slow", "slow"],
            forwardingErrors: { bytes in
                let isFirst = seen.withLock { seen in
                    seen.append(String(decoding: bytes, as: UTF8.self))
                    return seen.count == 1
                }
                if isFirst { #expect(throws: Never.self) { try write("two\n", to: gate) } }
            })
        #expect(output.error == "onetwo")
        #expect(seen.withLock(\.self) == ["one", "two"])
    }

    @Test("without input git reads nothing, and does not wait")
    func noInput() async throws {
        let scratch = ScratchRepository.current
        #expect(
            try await scratch.process().check(["hash-object", "--stdin"]).text
                == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\n")
    }

    @Test("input that git does not read to its end is no error")
    func unreadInput() async throws {
        let scratch = ScratchRepository.current
        let output = try await scratch.process().run(["--version"], input: [UInt8](repeating: 1, count: 4 << 20))
        #expect(output.isSuccess)
    }

    @Test("a git that is not there is an error that says so")
    func missing() async throws {
        let scratch = ScratchRepository.current
        let git = GitProcess(directory: scratch.path, environment: ["PATH": scratch.folder])
        let error = await #expect(throws: GitError.self) { try await git.run(["--version"]) }
        #expect(error?.message == "git is not installed, or not in PATH")
    }

    @Test("git is the first of its name in PATH that can be run")
    func search() async throws {
        let scratch = ScratchRepository.current
        let real = try #require(scratch.environment["PATH"])
        let folders = ["none", "folder", "text", "script"].map { "\(scratch.folder)/\($0)" }
        for folder in folders.dropFirst() { try makeFolder(folder) }
        try makeFolder("\(folders[1])/git")
        try write("not to be run\n", to: "\(folders[2])/git")
        let path = (folders.dropLast() + [real]).joined(separator: ":")
        let git = { (path: String) in
            GitProcess(directory: scratch.path, environment: scratch.environment.merging(["PATH": path]) { $1 })
        }
        #expect(try await git(path).check(["--version"]).text.hasPrefix("git version"))
        try write("#!/bin/sh\necho mine\n", to: "\(folders[3])/git")
        try makeExecutable("\(folders[3])/git")
        #expect(try await git((folders + [real]).joined(separator: ":")).check(["--version"]).text == "mine\n")
    }

    @Test("git sees the environment that it is given, and no other")
    func environment() async throws {
        let scratch = ScratchRepository.current
        let git = GitProcess(
            directory: scratch.path, environment: scratch.environment.merging(["GIT_DIR": "/nowhere", "X": "é"]) { $1 })
        let text = try await git.elsewhere(scratch.path).check(["-c", "alias.e=!env", "e"]).text
        let given = Set(text.split(separator: "\n").map { String($0.prefix { $0 != "=" }) })
        #expect(text.contains("\nX=é\n") || text.hasPrefix("X=é\n"))
        #expect(!text.contains("/nowhere"))
        #expect(!given.contains("SHELL") && !given.contains("USER"))
        #expect(try await !git.run(["status"]).isSuccess)
    }

    @Test("a git that is killed has the status of its signal")
    func killed() async throws {
        let scratch = ScratchRepository.current
        let output = try await scratch.process().run(["-c", "alias.die=!kill -9 $PPID", "die"])
        #expect(output.status == 137)
    }
}
