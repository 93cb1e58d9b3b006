import Git
import Support
import Testing

@Suite(.scratch) struct WorkTreeReadingTests {
    @Test("names in a folder, and files as they stand there")
    func reading() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["edited": "1", "typed": "1"], "first")
        for name in ["edited", "new/a b", "new/*é"] { try write("22", to: scratch.path + "/" + name) }
        remove(scratch.path + "/typed")
        try link(scratch.path + "/typed", to: "same")
        let repository = try scratch.open()
        #expect(repository.workFiles.names(in: "new").sorted() == ["*é", "a b"])
        #expect(repository.workFiles.names(in: "none") == [])
        #expect(repository.workFiles.file(at: "edited", limit: 1)?.bytes == Array("2".utf8))
        #expect(repository.workFiles.file(at: "typed", limit: 100)?.mode == .link)
        #expect(repository.workFiles.file(at: "typed", limit: 100)?.bytes == Array("same".utf8))
        #expect(repository.workFiles.file(at: "new", limit: 100) == nil)
    }

    @Test("a bare repository has no working tree to read or write", .bareScratch)
    func bare() async throws {
        let repository = try ScratchRepository.current.open()
        #expect(repository.workFiles.file(at: "HEAD", limit: 10) == nil)
        expectRefused("there is no work tree here") { try repository.workFiles.create(at: "a", bytes: []) }
    }

    @Test("a new file is written with its folders; nothing is overwritten, and no link is followed")
    func create() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        try repository.workFiles.create(at: "a/b/c.yaml", bytes: Array("x".utf8))
        #expect(readText(scratch.path + "/a/b/c.yaml") == "x")
        try makeFolder(scratch.folder + "/outside")
        try link(scratch.path + "/linked", to: "../outside")
        try link(scratch.path + "/nowhere", to: "../outside/file")
        for path in ["a/b/c.yaml", "a/b", "a/b/c.yaml/d", "linked/x", "linked/y/z", "nowhere"] {
            let error = #expect(throws: GitError.self, "\(path)") {
                try repository.workFiles.create(at: path, bytes: Array("y".utf8))
            }
            #expect(error?.isExists == true, "\(path)")
        }
        for path in ["", "../outside/x", "a/../../outside/x"] {
            expectRefused("\(path): Invalid argument") { try repository.workFiles.create(at: path, bytes: []) }
        }
        #expect(names(in: scratch.folder + "/outside") == [])
        #expect(readText(scratch.path + "/a/b/c.yaml") == "x")
    }
}

@Suite("A work tree that leaves files out", .scratch)
struct SparseWorkTreeTests {
    @Test(
        "What a sparse checkout leaves out is not deleted, and a sparse or split index is read",
        arguments: [true, false])
    func sparse(hasSparseIndex: Bool) async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["models/a.yaml": "a\n", "other/b.yaml": "b\n"], "first")
        try await scratch.git(
            "sparse-checkout", "set", "--cone", hasSparseIndex ? "--sparse-index" : "--no-sparse-index", "models")
        if !hasSparseIndex { try await scratch.git("update-index", "--split-index") }
        #expect(readText("\(scratch.path)/other/b.yaml") == nil)
        let git = scratch.process()
        #expect(try await git.status(["models", "other"]).isEmpty)
        remove("\(scratch.path)/models/a.yaml")
        #expect(try await git.status(["models", "other"]).map(\.path) == ["models/a.yaml"])
    }
}
