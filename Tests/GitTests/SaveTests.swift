import Git
import Support
import Testing

@Suite(.scratch) struct SaveTests {
    private func index() async throws -> String { try await ScratchRepository.current.git("ls-files", "--stage") }

    @Test("save commits changed, new and deleted paths, and leaves the rest of the index as it was")
    func saves() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1", "b": "1", "gone": "1", "other": "1", "removed": "1"], "first")
        for name in ["a", "b", "other"] { try write("2", to: scratch.path + "/" + name) }
        try write("1", to: scratch.path + "/dir/new *é.yaml")
        try write("1", to: scratch.path + "/staged new")
        try write("1", to: scratch.path + "/untracked")
        remove(scratch.path + "/gone")
        try await scratch.git("rm", "--quiet", "--cached", "removed")
        remove(scratch.path + "/removed")
        try await scratch.git("add", "other", "staged new")
        let before = try await index().split(separator: "\n").filter { $0.hasSuffix("other") || $0.hasSuffix("new") }
        let git = scratch.process(in: scratch.path + "/dir")
        let saved = try #require(
            try await git.save(["a", "dir/new *é.yaml", "gone", "removed"], message: "Save\n\nbody"))
        let repository = try scratch.open()
        #expect(try repository.head() == .branch(name: "refs/heads/main", tip: saved))
        let commit = try repository.commit(saved)
        #expect(commit.parents == [first] && commit.message == "Save\n\nbody\n")
        #expect(commit.author == ScratchRepository.person)
        let changes = try repository.changes(from: repository.commit(first).tree, to: commit.tree)
        #expect(changes.map(\.path) == ["a", "dir/new *é.yaml", "gone", "removed"])
        #expect(
            try await index().split(separator: "\n").filter { $0.hasSuffix("other") || $0.hasSuffix("new") } == before)
        #expect(
            try await git.status() == [
                StatusEntry(path: "b", index: .none, workTree: .modified),
                StatusEntry(path: "other", index: .modified, workTree: .none),
                StatusEntry(path: "staged new", index: .added, workTree: .none),
                StatusEntry(path: "untracked", index: .none, workTree: .untracked),
            ])
    }

    @Test("save takes what is in the working tree, also where something else is staged")
    func stagedOtherwise() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a": "1"], "first")
        try write("staged", to: scratch.path + "/a")
        try await scratch.git("add", "a")
        try write("edited", to: scratch.path + "/a")
        let saved = try #require(try await scratch.process().save(["a"], message: "x"))
        #expect(try await scratch.git("show", "\(saved):a") == "edited")
        #expect(try await scratch.process().status() == [])
    }

    @Test("the first commit of a repository is saved like any other")
    func unborn() async throws {
        let scratch = ScratchRepository.current
        try write("1", to: scratch.path + "/a")
        try write("1", to: scratch.path + "/b")
        let saved = try #require(try await scratch.process().save(["a"], message: "first"))
        #expect(try await scratch.git("ls-tree", "--name-only", saved.hex) == "a")
    }

    @Test("where nothing differs from HEAD there is no commit")
    func nothing() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1", "b": "1"], "first")
        try write("2", to: scratch.path + "/b")
        #expect(try await scratch.process().save(["a", "none"], message: "x") == nil)
        // Staged one way, changed back in the file.
        try write("2", to: scratch.path + "/a")
        try await scratch.git("add", "a")
        try write("1", to: scratch.path + "/a")
        #expect(try await scratch.process().save(["a"], message: "x") == nil)
        #expect(try scratch.open().head().commit == first)
    }

    @Test("a git that was killed after it committed, and before it wrote the index: nothing is left to save")
    func staleIndex() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2", "new": "1"], "second")
        try await scratch.git("read-tree", first.hex)
        #expect(try await scratch.process().save(["a", "new"], message: "x") == nil)
        #expect(try await scratch.git("status", "--porcelain").isEmpty)
        #expect(try scratch.open().head().commit == second)
    }

    @Test("a lock that is left behind is an error that names it, and the index stays", arguments: [false, true])
    func locked(isNew: Bool) async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a": "1"], "first")
        let name = isNew ? "new" : "a"
        try write("2", to: "\(scratch.path)/\(name)")
        try write("", to: scratch.path + "/.git/index.lock")
        let error = await #expect(throws: GitError.self) { try await scratch.process().save([name], message: "x") }
        #expect(error?.lockFile == scratch.path + "/.git/index.lock")
        remove(scratch.path + "/.git/index.lock")
        #expect(try await scratch.process().save([name], message: "x") != nil)
    }

    @Test("a hook that refuses leaves the index as it was, and its words are the error; noVerify goes past it")
    func hook() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1", "b": "1"], "first")
        let hook = scratch.path + "/.git/hooks/pre-commit"
        try write("#!/bin/sh\necho no good >&2\nexit 1\n", to: hook)
        try makeExecutable(hook)
        try write("2", to: scratch.path + "/a")
        try write("2", to: scratch.path + "/b")
        try write("1", to: scratch.path + "/new")
        try await scratch.git("add", "b")
        let before = try await index()
        let error = await #expect(throws: GitError.self) {
            try await scratch.process().save(["a", "new"], message: "x")
        }
        #expect(error?.message == "no good")
        #expect(try await index() == before)
        #expect(try scratch.open().head().commit == first)
        #expect(try await scratch.process().save(["a", "new"], message: "x", noVerify: true) != nil)
    }

    @Test("the author can be named; the committer is git's")
    func author() async throws {
        let scratch = ScratchRepository.current
        try write("1", to: scratch.path + "/a")
        let bo = AuthorStamp(name: "Bo Chen", email: "bo@acme.example", time: 1_700_000_777, offsetMinutes: -330)
        let saved = try #require(try await scratch.process().save(["a"], message: "x", author: bo))
        let commit = try scratch.open().commit(saved)
        #expect(commit.author == bo && commit.committer == ScratchRepository.person)
    }

    @Test("during a merge git refuses to save a part, and says so")
    func merging() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a": "1", "b": "1"], "first")
        try await scratch.git("checkout", "--quiet", "-b", "side")
        try await scratch.commit(["a": "2"], "side")
        try await scratch.git("checkout", "--quiet", "main")
        try await scratch.commit(["a": "3"], "main")
        _ = try await scratch.process().run(["merge", "side"])
        try write("2", to: scratch.path + "/b")
        let error = await #expect(throws: GitError.self) { try await scratch.process().save(["b"], message: "x") }
        #expect(error?.message.contains("partial commit during a merge") == true)
    }

    @Test("many paths are saved at once")
    func many() async throws {
        let scratch = ScratchRepository.current
        let paths = (0..<3000).map { "models/a-rather-long-name-for-a-model-of-people-\($0).yaml" }
        for path in paths { try write("name: x\n", to: scratch.path + "/" + path) }
        let saved = try #require(try await scratch.process().save(paths, message: "x"))
        let repository = try scratch.open()
        #expect(try repository.changes(from: nil, to: repository.commit(saved).tree).count == 3000)
    }
}
