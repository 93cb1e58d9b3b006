import Git
import Support
import Testing

@Suite(.scratch) struct WorkTreeReadingTests {
    @Test("what differs in the working tree is told as git status tells it")
    func agree() async throws {
        let scratch = ScratchRepository.current
        try write("ignored\n", to: scratch.path + "/.git/info/exclude")
        try await scratch.commit(
            ["same": "1", "edited": "1", "staged": "1", "both": "1", "gone": "1", "unlinked": "1", "typed": "1"],
            "first")
        for name in ["edited", "staged", "both", "new/a b", "new/*é", "ignored"] {
            try write("22", to: scratch.path + "/" + name)
        }
        try await scratch.git("add", "staged", "both")
        try write("333", to: scratch.path + "/both")
        try await scratch.git("rm", "--quiet", "gone")
        for name in ["unlinked", "typed"] { remove(scratch.path + "/" + name) }
        try link(scratch.path + "/typed", to: "same")
        let repository = try scratch.open()
        for paths in [[], ["edited", "new"], ["new/a b"], ["*"], ["same"], ["none"]] {
            let told = try await scratch.process().status(paths)
            #expect(try repository.workTreeChanges(at: paths) == told, "\(paths)")
        }
        #expect(repository.workTreeNames(in: "new").sorted() == ["*é", "a b"])
        #expect(repository.workTreeNames(in: "none") == [])
        #expect(repository.workTreeFile(at: "edited", limit: 1)?.bytes == Array("2".utf8))
        #expect(repository.workTreeFile(at: "typed", limit: 100)?.mode == .link)
        #expect(repository.workTreeFile(at: "typed", limit: 100)?.bytes == Array("same".utf8))
        #expect(repository.workTreeFile(at: "new", limit: 100) == nil)
    }

    @Test("a bare repository has no working tree to read or write", .bareScratch)
    func bare() async throws {
        let repository = try ScratchRepository.current.open()
        #expect(try repository.workTreeChanges(at: []) == [])
        #expect(repository.workTreeFile(at: "HEAD", limit: 10) == nil)
        #expect(throws: GitError.self) { try repository.createWorkTreeFile(at: "a", bytes: []) }
    }

    @Test("a new file is written with its folders; nothing is overwritten, and no link is followed")
    func create() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        try repository.createWorkTreeFile(at: "a/b/c.yaml", bytes: Array("x".utf8))
        #expect(readText(scratch.path + "/a/b/c.yaml") == "x")
        try makeFolder(scratch.folder + "/outside")
        try link(scratch.path + "/linked", to: "../outside")
        try link(scratch.path + "/nowhere", to: "../outside/file")
        for path in ["a/b/c.yaml", "a/b", "a/b/c.yaml/d", "linked/x", "linked/y/z", "nowhere"] {
            let error = #expect(throws: GitError.self, "\(path)") {
                try repository.createWorkTreeFile(at: path, bytes: Array("y".utf8))
            }
            #expect(error?.isExists == true, "\(path)")
        }
        for path in ["", "../outside/x", "a/../../outside/x"] {
            #expect(throws: GitError.self, "\(path)") { try repository.createWorkTreeFile(at: path, bytes: []) }
        }
        #expect(names(in: scratch.folder + "/outside") == [])
        #expect(readText(scratch.path + "/a/b/c.yaml") == "x")
    }
}

@Suite("A work tree that leaves files out", .scratch)
struct SparseWorkTreeTests {
    @Test("What a sparse checkout leaves out is not deleted")
    func sparse() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["models/a.yaml": "a\n", "other/b.yaml": "b\n"], "first")
        try await scratch.git("sparse-checkout", "set", "--no-sparse-index", "models")
        #expect(readText("\(scratch.path)/other/b.yaml") == nil)
        let repository = try scratch.open()
        #expect(try repository.workTreeChanges(at: ["models", "other"]).isEmpty)
        remove("\(scratch.path)/models/a.yaml")
        #expect(try repository.workTreeChanges(at: ["models", "other"]).map(\.path) == ["models/a.yaml"])
    }

    @Test("A sparse or split index is said to be one, with the command that ends it", arguments: [true, false])
    func index(isSparse: Bool) async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["models/a.yaml": "a\n", "other/b.yaml": "b\n"], "first")
        if isSparse {
            try await scratch.git("sparse-checkout", "set", "--cone", "--sparse-index", "models")
        } else {
            try await scratch.git("update-index", "--split-index")
        }
        let repository = try scratch.open()
        let error = #expect(throws: GitError.self) { try repository.workTreeChanges(at: ["models"]) }
        #expect(error?.message.contains("git sparse-checkout reapply --no-sparse-index") ?? false)
    }
}
