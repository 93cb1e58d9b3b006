import Git
import Support
import Testing

@Suite(.scratch) struct TreeEditTests {
    @Test(
        "edited trees are the trees that git writes: files, folders, and one in place of the other", arguments: 1...12)
    func agree(seed: UInt64) async throws {
        let scratch = ScratchRepository.current
        var made = RandomTree(seed: seed)
        var files = made.files(30)
        var tree = try await RandomTree.write(files, with: scratch)
        let repository = try scratch.open()
        for _ in 0..<6 {
            var edits: [TreeEdit] = []
            for _ in 0..<Int.random(in: 1...6, using: &made.random) {
                let path = made.path()
                guard !edits.contains(where: { $0.path.hasPrefix(path) || path.hasPrefix($0.path) }) else { continue }
                if Int.random(in: 0..<3, using: &made.random) == 0 {
                    edits.append(TreeEdit(path, .remove))
                    made.remove(path, in: &files)
                } else {
                    let file = RandomTree.File(content: made.content(), mode: made.mode())
                    let id = try repository.writeBlob(Array(file.content.utf8))
                    edits.append(TreeEdit(path, .put(id, file.mode)))
                    made.put(path, file, in: &files)
                }
            }
            tree = try repository.editTree(tree, edits)
            #expect(tree == (try await RandomTree.write(files, with: scratch)))
        }
        try await scratch.git("fsck", "--strict", "--no-dangling")
    }

    @Test("a folder that loses its last file goes, up to the whole tree")
    func vanish() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let blob = try repository.writeBlob([])
        let tree = try repository.editTree(
            nil, [TreeEdit("a/b/c", .put(blob, .file)), TreeEdit("d", .put(blob, .file))])
        let without = try repository.editTree(tree, [TreeEdit("a/b/c", .remove)])
        #expect(try repository.tree(without).map(\.name) == ["d"])
        #expect(try repository.editTree(without, [TreeEdit("d", .remove)]) == .emptyTree)
        #expect(try repository.editTree(tree, [TreeEdit("a", .remove), TreeEdit("d", .remove)]) == .emptyTree)
        #expect(try repository.editTree(tree, [TreeEdit("a/b", .put(.emptyTree, .tree))]) == without)
        #expect(try await scratch.git("cat-file", "-t", ObjectID.emptyTree.hex) == "tree")
        #expect(repository.exists(.emptyTree))
    }

    @Test("removing what is not there changes nothing, beneath a file either")
    func absent() async throws {
        let repository = try ScratchRepository.current.open()
        let blob = try repository.writeBlob([])
        let tree = try repository.editTree(nil, [TreeEdit("a/b", .put(blob, .file))])
        for path in ["x", "a/x", "a/b/c", "a/b/c/d", "x/y/z"] {
            #expect(try repository.editTree(tree, [TreeEdit(path, .remove)]) == tree, "\(path)")
        }
        #expect(try repository.editTree(tree, []) == tree)
        #expect(try repository.editTree(nil, [TreeEdit("a/b", .remove)]) == .emptyTree)
    }

    @Test("a whole tree and a submodule can be put")
    func whole() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let blob = try repository.writeBlob([])
        let inner = try repository.editTree(nil, [TreeEdit("x", .put(blob, .executable))])
        let commit = try await scratch.commit(["f": "1"], "first")
        let tree = try repository.editTree(
            nil, [TreeEdit("a/b", .put(inner, .tree)), TreeEdit("sub", .put(commit, .submodule))])
        #expect(
            try await scratch.git("ls-tree", "-r", tree.hex)
                == "100755 blob \(blob)\ta/b/x\n160000 commit \(commit)\tsub")
    }

    @Test(
        "paths that git forbids are refused",
        arguments: [
            "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", ".git", "a/.git", ".GIT/config", ".git ", ".git.",
            "git~1",
            ".gi\u{200C}t", ".git::$INDEX_ALLOCATION", ".git\\x", "a\0b",
        ])
    func forbidden(path: String) async throws {
        let repository = try ScratchRepository.current.open()
        let blob = try repository.writeBlob([])
        let error = #expect(throws: GitError.self) {
            try repository.editTree(nil, [TreeEdit(path, .put(blob, .file))])
        }
        #expect(error?.isInvalidName == true)
    }

    @Test(
        "paths that only look odd are allowed, and pass git's own check",
        arguments: [
            ".gitignore", "...", "git", "-x", "a b", "models/-2.yaml", "\u{1}", "ünï", "a\\b", "x.git",
        ])
    func odd(path: String) async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let blob = try repository.writeBlob([])
        let tree = try repository.editTree(nil, [TreeEdit(path, .put(blob, .file))])
        #expect(try repository.entry(at: path, in: tree)?.id == blob)
        try await scratch.git("fsck", "--strict", "--no-dangling")
    }

    @Test("edits that contradict each other, and objects that are not there or of another kind, are refused")
    func contradictions() async throws {
        let repository = try ScratchRepository.current.open()
        let blob = try repository.writeBlob([])
        let absent = try #require(ObjectID(hex: "00000000000000000000000000000000000000aa"))
        for (edits, words) in [
            (
                [TreeEdit("a", .put(blob, .file)), TreeEdit("a", .remove)],
                "two edits of one tree contradict each other at a"
            ),
            (
                [TreeEdit("a", .put(blob, .file)), TreeEdit("a/b", .put(blob, .file))],
                "two edits of one tree contradict each other at a/b"
            ),
            (
                [TreeEdit("a/b", .put(blob, .file)), TreeEdit("a", .remove)],
                "two edits of one tree contradict each other at a"
            ),
            ([TreeEdit("a", .put(absent, .file))], "object not found - no match for id (\(absent))"),
            ([TreeEdit("a", .put(blob, .tree))], "object e69de29b is a blob and cannot stand at a"),
            ([TreeEdit("a", .put(.emptyTree, .file))], "object 4b825dc6 is a tree and cannot stand at a"),
        ] {
            expectRefused(words) { try repository.editTree(nil, edits) }
        }
    }

    @Test("deep and flat trees are edited like any other")
    func deepAndFlat() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let blob = try repository.writeBlob(Array("x".utf8))
        let deep = (0..<64).map { "d\($0)" }.joined(separator: "/")
        let flat = (0..<3000).map { TreeEdit("models/model-\($0).yaml", .put(blob, .file)) }
        let tree = try repository.editTree(nil, flat + [TreeEdit(deep + "/file", .put(blob, .file))])
        #expect(try await scratch.git("ls-tree", "-r", "--name-only", tree.hex).split(separator: "\n").count == 3001)
        let other = try repository.writeBlob(Array("y".utf8))
        let edited = try repository.editTree(
            tree, [TreeEdit("models/model-1500.yaml", .put(other, .file)), TreeEdit(deep + "/file", .remove)])
        #expect(
            try repository.changes(from: tree, to: edited).map(\.path) == [deep + "/file", "models/model-1500.yaml"])
        #expect(try repository.entry(at: "d0", in: edited) == nil)
        try await scratch.git("fsck", "--strict", "--no-dangling")
    }
}
