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

@Suite(.scratch) struct WorkingTreeTests {
    @Test("status names what differs, path by path, however odd the names")
    func status() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(
            ["same": "1", "edited": "1", "staged": "1", "both": "1", "gone": "1", "unlinked": "1", "typed": "1"],
            "first")
        for name in ["edited", "staged", "both", "new folder/a b*é\t"] {
            try write("22", to: scratch.path + "/" + name)
        }
        try await scratch.git("add", "staged", "both")
        try write("333", to: scratch.path + "/both")
        try write("x", to: scratch.path + "/added")
        try await scratch.git("add", "added")
        try await scratch.git("rm", "--quiet", "gone")
        remove(scratch.path + "/unlinked")
        remove(scratch.path + "/typed")
        try link(scratch.path + "/typed", to: "same")
        let all: [StatusEntry] = [
            StatusEntry(path: "added", index: .added, workTree: .none),
            StatusEntry(path: "both", index: .modified, workTree: .modified),
            StatusEntry(path: "edited", index: .none, workTree: .modified),
            StatusEntry(path: "gone", index: .deleted, workTree: .none),
            StatusEntry(path: "new folder/a b*é\t", index: .none, workTree: .untracked),
            StatusEntry(path: "staged", index: .modified, workTree: .none),
            StatusEntry(path: "typed", index: .none, workTree: .typeChanged),
            StatusEntry(path: "unlinked", index: .none, workTree: .deleted),
        ]
        #expect(try await scratch.process().status() == all)
        #expect(try await scratch.process(in: scratch.path + "/new folder").status() == all)
        #expect(try await scratch.process().status(["edited", "new folder"]) == [all[2], all[4]])
        #expect(try await scratch.process().status(["*"]) == [])
    }

    @Test("status before the first commit, and of a conflict")
    func specialStatus() async throws {
        let scratch = ScratchRepository.current
        try write("1", to: scratch.path + "/a")
        #expect(try await scratch.process().status() == [StatusEntry(path: "a", index: .none, workTree: .untracked)])
        try await scratch.commit([:], "first")
        try await scratch.git("checkout", "--quiet", "-b", "side")
        try await scratch.commit(["a": "2"], "side")
        try await scratch.git("checkout", "--quiet", "main")
        try await scratch.commit(["a": "3"], "main")
        _ = try await scratch.process().run(["merge", "side"])
        let entries = try await scratch.process().status()
        #expect(entries == [StatusEntry(path: "a", index: .unmerged, workTree: .unmerged, isUnmerged: true)])
    }

    @Test("a branch is made and switched to, with edits that are in nobody's way")
    func switching() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1", "b": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        try write("edited", to: scratch.path + "/b")
        try await scratch.process().switchBranch(to: "draft/ana/x", creatingAt: first)
        #expect(try scratch.open().head() == .branch(name: "refs/heads/draft/ana/x", tip: first))
        #expect(readText(scratch.path + "/a") == "1")
        #expect(readText(scratch.path + "/b") == "edited")
        try await scratch.process().switchBranch(to: "main")
        #expect(try scratch.open().head().commit == second)
        #expect(readText(scratch.path + "/b") == "edited")
        try write("in the way", to: scratch.path + "/a")
        let error = await #expect(throws: GitError.self) { try await scratch.process().switchBranch(to: "draft/ana/x") }
        #expect(error?.message.contains("would be overwritten") == true)
        await expectRefused("fatal: invalid reference: none") { try await scratch.process().switchBranch(to: "none") }
        #expect(try scratch.open().head().branch == "refs/heads/main")
    }

    @Test("a post-checkout hook that fails comes too late; what git refuses is refused all the same")
    func switchingWithHook() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        try await scratch.commit(["a": "2"], "second")
        let hook = scratch.path + "/.git/hooks/post-checkout"
        try write("#!/bin/sh\necho no >&2\nexit 3\n", to: hook)
        try await scratch.process().check(["config", "core.hooksPath", ".git/hooks"])
        chmod(hook, 0o755)
        let git = scratch.process()
        #expect(try await git.switchBranch(to: "x", creatingAt: first) == "no")
        #expect(try scratch.open().head() == .branch(name: "refs/heads/x", tip: first))
        #expect(try await git.switchBranch(to: "main") == "no")
        try write("in the way", to: scratch.path + "/a")
        await #expect(throws: GitError.self) { try await git.switchBranch(to: "x") }
        #expect(try scratch.open().head().branch == "refs/heads/main")
    }

    @Test("files follow a branch that moved; staged and edited ones elsewhere stay")
    func follow() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(
            ["a": "1", "gone": "1", "staged": "1", "edited": "1", "dir/x": "1"], "first")
        let second = try await scratch.commit(
            ["a": "2", "gone": nil, "new/file": "1", "dir/x": nil, "dir": "file"], "second")
        try await scratch.git("reset", "--quiet", "--hard", first.hex)
        try write("2", to: scratch.path + "/staged")
        try await scratch.git("add", "staged")
        try write("2", to: scratch.path + "/edited")
        try await scratch.git("update-ref", "refs/heads/main", second.hex)
        let git = scratch.process()
        #expect(try await git.obstacleToFollowing(from: first, to: second) == nil)
        #expect(readText(scratch.path + "/a") == "1")
        try await git.follow(from: first, to: second)
        #expect(readText(scratch.path + "/a") == "2")
        #expect(readText(scratch.path + "/dir") == "file")
        #expect(readText(scratch.path + "/gone") == nil)
        #expect(readText(scratch.path + "/new/file") == "1")
        #expect(
            try await git.status() == [
                StatusEntry(path: "edited", index: .none, workTree: .modified),
                StatusEntry(path: "staged", index: .modified, workTree: .none),
            ])
    }

    @Test(
        "edits and untracked files in the way are named before anything moves",
        arguments: [
            ("a", "error: Entry 'a' not uptodate. Cannot merge."),
            ("new/file", "error: Untracked working tree file 'new/file' would be overwritten by merge."),
        ])
    func obstacle(path: String, said: String) async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1", "b": "1"], "first")
        let second = try await scratch.commit(["a": "2", "b": "2", "new/file": "1"], "second")
        try await scratch.git("reset", "--quiet", "--hard", first.hex)
        try write("mine", to: scratch.path + "/" + path)
        let git = scratch.process()
        let words = try await git.obstacleToFollowing(from: first, to: second)
        #expect(words?.contains(path) == true, "\(words ?? "nil")")
        await expectRefused(said) { try await git.follow(from: first, to: second) }
        #expect(readText(scratch.path + "/" + path) == "mine")
        #expect(readText(scratch.path + "/b") == "1")
    }

    @Test("a file that was only touched is in nobody's way")
    func touched() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        try await scratch.git("reset", "--quiet", "--hard", first.hex)
        remove(scratch.path + "/a")
        try write("1", to: scratch.path + "/a")
        #expect(try await scratch.process().obstacleToFollowing(from: first, to: second) == nil)
    }
}
