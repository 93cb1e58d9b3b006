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

    @Test("a reader that goes away ends nothing with words, and the status is that of a broken pipe")
    func brokenPipe() async throws {
        let output = try await Program.shell("(sleep 0.2; assent --help; echo $? >&2) | true")
        #expect(output.error == "141\n")
    }

    @Test(
        "output that does not get through is no success",
        arguments: [
            ("assent explain > /dev/full", 2, "No space left on device"),
            ("assent export > /dev/full", 2, "No space left on device"),
            ("assent check --all --format json > /dev/full", 2, "No space left on device"),
            ("assent --help > /dev/full", 2, "No space left on device"), ("assent --version >&-", 2, "Bad file"),
            (
                "assent merge-file -p hightouch/models/leads.yaml hightouch/models/leads.yaml hightouch/models/leads.yaml > /dev/full",
                255, "No space"
            ),
            ("(ulimit -f 0; assent merge-file --path x.txt ours.yaml base.yaml theirs.yaml)", 255, ""),
            // Nor can standard error be written into a file there.
            ("(ulimit -f 0; assent merge-file ours.yaml base.yaml theirs.yaml)", 255, ""),
            ("(ulimit -n 16; assent status)", 2, "assent cannot open enough files"),
        ] as [(String, Int32, String)])
    func lostOutput(line: String, status: Int32, words: String) async throws {
        let stage = try await Stage.company()
        for (name, text) in [("ours", "a: 1\nb: 1\n"), ("base", "a: 1\n"), ("theirs", "a: 2\nc: 3\n")] {
            try write(
                text + "model: m\ndestination: d\nschedule: {type: manual}\n", to: "\(stage.scratch.path)/\(name).yaml")
        }
        let before = readText("\(stage.scratch.path)/ours.yaml")
        let output = try await Program.shell(line, with: stage.environment(of: "carol"))
        #expect(output.status == status, "\(output.error)")
        #expect(output.error.contains(words), "\(output.error)")
        #expect(readText("\(stage.scratch.path)/ours.yaml") == before)
    }

    @Test("where files may have only so many bytes, git says so and leaves no lock")
    func smallFiles() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start work-email")
        let output = try await Program.shell(
            "{ (ulimit -f 0; assent draft switch main; assent save); } 2>&1 | cat; find .git -name '*.lock'",
            with: stage.environment(of: "ana"))
        #expect(output.text.replacing("\n  ", with: " ").contains("File too large"), "\(output.text)")
        #expect(!output.text.contains("signal") && !output.text.contains(".git/index.lock\n"), "\(output.text)")
    }

    @Test("a pipe that does not block gets all of the output, however slowly it is read")
    func nonBlocking() async throws {
        try write(
            """
            import fcntl, os, subprocess, sys, time
            read, written = os.pipe()
            fcntl.fcntl(written, fcntl.F_SETFL, fcntl.fcntl(written, fcntl.F_GETFL) | os.O_NONBLOCK)
            fcntl.fcntl(written, fcntl.F_SETPIPE_SZ, 4096)
            child = subprocess.Popen(["assent", "explain", "--format", "json"], stdout=written)
            os.close(written)
            time.sleep(0.3)
            count = 0
            while piece := os.read(read, 1000):
                count += len(piece)
            print(child.wait(), count == int(sys.argv[1]))
            """, to: ScratchRepository.current.folder + "/slow.py")
        let whole = try await Program.shell("assent explain --format json | wc -c")
        let size = whole.text.filter(\.isNumber)
        let output = try await Program.shell("python3 ../slow.py \(size)")
        #expect(output.text == "0 True\n", "\(size): \(output.text)\(output.error)")
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
