import Git
import Support
import Testing

/// Signals that end a command (Ctrl-C, a CI job that is cancelled).
@Suite(.scratch) struct InterruptTests {
    /// Sends a signal to the program alone as soon as a file is there; prints how it ended.
    private static let ender = """
        import os, signal, subprocess, sys, time
        child = subprocess.Popen(["assent", *sys.argv[3:]])
        ends = time.monotonic() + 60
        while not os.path.exists(sys.argv[2]) and time.monotonic() < ends: time.sleep(0.01)
        os.kill(child.pid, int(sys.argv[1]))
        print(child.wait())
        """

    @Test("a git that holds locks ends first, and takes them away", arguments: [2, 15, 1] as [Int32])
    func git(_ signal: Int32) async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start work-email")
        let before = try await stage.git(["rev-parse", "HEAD"])
        try stage.edit("hightouch/models/leads.yaml", "company", "employer")
        let (folder, reached) = (stage.scratch.folder, stage.scratch.folder + "/reached")
        // git holds the lock of its index meanwhile.
        try await stage.git(["config", "core.hooksPath", folder + "/hooks"])
        try makeFolder(folder + "/hooks")
        try write("#!/bin/sh\n: >'\(reached)'\nsleep 10\n", to: folder + "/hooks/pre-commit")
        try write(Self.ender, to: folder + "/ender.py")
        let ended = try await Program.shell(
            "chmod +x ../hooks/pre-commit && python3 ../ender.py \(signal) '\(reached)' save",
            with: stage.environment(of: "ana"))
        #expect(ended.text == "-\(signal)\n", "\(ended.error)")
        let locks = try await Program.shell("find .git -name '*.lock'")
        #expect(locks.text == "")
        #expect(try await stage.git(["rev-parse", "HEAD"]) == before)
        #expect(readText("\(stage.scratch.path)/hightouch/models/leads.yaml")?.contains("employer") == true)
    }

    @Test("whenever a publish is ended, it leaves no lock, and the next one works")
    func publish() async throws {
        let stage = try await Stage.company()
        try write(
            """
            import os, signal, subprocess, sys, time
            def run(*words, end=None):
                child = subprocess.Popen(["assent", *words], stdout=subprocess.DEVNULL)
                if end is None: return child.wait()
                time.sleep(end)
                child.send_signal(signal.SIGINT)
                return child.wait()
            ended = 0
            for n in range(12):
                run("draft", "start", f"x{n}")
                with open("hightouch/models/leads.yaml") as file: text = file.read()
                with open("hightouch/models/leads.yaml", "w") as file: file.write(text + f"# {n}\\n")
                run("save")
                ended += run("publish", "-m", "now", end=0.02 + n * 0.02) == -2
                locks = [name for _, _, names in os.walk(".git") for name in names if name.endswith(".lock")]
                if locks: print(locks)
                subprocess.run(["git", "switch", "--quiet", "main"], stderr=subprocess.DEVNULL)
            print(ended > 0)
            """, to: stage.scratch.folder + "/publish.py")
        let output = try await Program.shell("python3 ../publish.py", with: stage.environment(of: "dan"))
        #expect(output.text == "True\n", "\(output.error)")
        #expect(await stage.type("carol", "verify") == 0)
    }
}
