import Git
import Support
import Testing

@Suite(.scratch) struct RepositoryTests {
    @Test("what git commits is read back: commit, tree, blob")
    func readsBack() async throws {
        let scratch = ScratchRepository.current
        let id = try await scratch.commit(["a.txt": "one\n", "b/c.txt": "two\n"], "first\n\nbody")
        let repository = try scratch.open()
        let commit = try repository.commit(id)
        #expect(commit.message == "first\n\nbody\n")
        #expect(commit.subject == "first")
        #expect(commit.author == ScratchRepository.person)
        #expect(commit.tree == (try await scratch.id("HEAD^{tree}")))
        #expect(try repository.tree(commit.tree).map(\.name) == ["a.txt", "b"])
        let entry = try #require(try repository.entry(at: "b/c.txt", in: commit.tree))
        #expect(try repository.blob(entry.id) == Array("two\n".utf8))
        #expect(try repository.blobSize(entry.id) == 4)
    }
}
