import Git
import Support
import Testing

@Suite(.scratch) struct RefTests {
    @Test("refs are listed as git lists them, loose and packed, sorted, with exactly the prefix asked for")
    func listing() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let names = [
            "refs/heads/draft/ana/new-leads", "refs/heads/draft/bo/x", "refs/heads/draft-2", "refs/heads/drafts",
            "refs/assent/requests/3f2a", "refs/assent/closed/aa", "refs/tags/v1", "refs/heads/draft/ünï",
        ]
        for name in names.prefix(4) { try await scratch.git("update-ref", name, first.hex) }
        try await scratch.git("pack-refs", "--all")
        for name in names.dropFirst(3) { try await scratch.git("update-ref", name, first.hex) }
        try await scratch.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
        try await scratch.git("symbolic-ref", "refs/heads/nowhere", "refs/heads/gone")
        let repository = try scratch.open()
        let listed = try await scratch.git("for-each-ref", "--format=%(refname) %(objectname)").split(separator: "\n")
        #expect(try repository.references(under: "refs/").map { "\($0.name) \($0.id)" } == listed.map(String.init))
        #expect(try repository.references(under: "refs/heads/draft/").map(\.name) == [names[0], names[1], names[7]])
        #expect(try repository.references(under: "refs/assent/requests/").map(\.name) == [names[4]])
        #expect(try repository.references(under: "refs/none/") == [])
        #expect(try repository.reference("refs/heads/alias") == first)
        #expect(try repository.reference("refs/heads/nowhere") == nil)
        #expect(try repository.reference("refs/heads/none") == nil)
    }

    @Test("a damaged ref and an impossible name are errors, not absent")
    func damaged() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a": "1"], "first")
        try write("not an id\n", to: scratch.path + "/.git/refs/heads/broken")
        let repository = try scratch.open()
        expectRefused("corrupted loose reference file: refs/heads/broken") {
            try repository.reference("refs/heads/broken")
        }
        for name in ["refs/heads/a..b", "refs/heads/a b", "refs/heads/", "refs/heads/a.lock", "refs/../x"] {
            let error = #expect(throws: GitError.self, "\(name)") { try repository.reference(name) }
            #expect(error?.isInvalidName == true)
        }
    }

    @Test("revisions are resolved as git rev-parse does")
    func revisions() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        try await scratch.git("tag", "-a", "v1", "-m", "v1", first.hex)
        try await scratch.git("branch", "abcd", first.hex)
        try await scratch.git("branch", "draft/ana/x", second.hex)
        let repository = try scratch.open()
        for revision in [
            "HEAD", "main", "HEAD~1", "HEAD^", "v1", "v1^{commit}", first.hex, String(first.hex.prefix(7)),
            String(second.hex.prefix(10)) + "~1", String(second.hex.prefix(8)) + "^{}", "abcd", "draft/ana/x",
            "refs/heads/main", "heads/main", "@", "main@{0}",
        ] {
            let expected = try await scratch.id(revision + "^{commit}")
            #expect(try repository.resolve(revision) == expected, "\(revision)")
        }
        #expect(try repository.resolve("none") == nil)
        #expect(try repository.resolve("HEAD~9") == nil)
        #expect(try repository.resolve("deadbeefdeadbeef") == nil)
        #expect(try repository.resolve("HEAD^{tree}") == nil)
        #expect(try repository.resolve("HEAD:a") == nil)
    }
}
