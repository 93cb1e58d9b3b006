import Git
import Support
import Testing

@Suite(.scratch) struct ObjectTests {
    @Test("blobs get the ids that git gives them", arguments: [0, 1, 31, 32, 33, 4095, 70_000])
    func blobs(size: Int) async throws {
        let scratch = ScratchRepository.current
        var random = Randomness(seed: UInt64(size))
        let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
        try write(bytes, to: scratch.folder + "/blob")
        let repository = try scratch.open()
        let id = try repository.writeBlob(bytes)
        #expect(id.hex == (try await scratch.git("hash-object", scratch.folder + "/blob")))
        #expect(try await scratch.git("cat-file", "-s", id.hex) == "\(size)")
        #expect(try repository.blob(id) == bytes)
        #expect(try repository.blobSize(id) == size)
        #expect(try repository.kind(of: id) == .blob)
        try await scratch.git("fsck", "--strict")
    }

    @Test(
        "a commit has the id that git gives it, names and messages kept to the byte",
        arguments: [
            ("subject\n\nbody\n", 0), ("", 90), ("no line end", -90), ("\n\nleading lines\n", 765),
            ("ünïcödé 漢字\n", -1),
            ("author fake <f@x> 1 +0000\ntree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\ngpgsig x\n", 60),
        ])
    func commits(message: String, offset: Int) async throws {
        let scratch = ScratchRepository.current
        let parent = try await scratch.commit(["a": "1"], "first")
        let tree = try await scratch.id("HEAD^{tree}")
        let author = AuthorStamp(
            name: "Zoë Ångström", email: "zoe@acme.example", time: 1_234_567_890, offsetMinutes: offset)
        let repository = try scratch.open()
        let id = try repository.writeCommit(
            tree: tree, parents: [parent, parent], author: author, committer: ScratchRepository.person, message: message
        )
        let commit = try repository.commit(id)
        #expect(commit.messageBytes == Array(message.utf8))
        #expect(commit.author == author)
        #expect(commit.committer == ScratchRepository.person)
        #expect(commit.tree == tree && commit.parents == [parent, parent])
        let raw = try await scratch.process().check(["cat-file", "commit", id.hex]).text
        let zone = Int(author.date.split(separator: " ")[1]) ?? 9999
        #expect(zone / 100 * 60 + zone % 100 == offset)
        #expect(
            raw
                == "tree \(tree)\nparent \(parent)\nparent \(parent)\n"
                + "author Zoë Ångström <zoe@acme.example> \(author.date)\n"
                + "committer Ana Silva <ana@acme.example> 1700000000 +0000\n\n" + message)
        try await scratch.git("fsck", "--strict", "--no-dangling")
    }

    @Test(
        "what git does not allow in a name is left out",
        arguments: [
            ("A <b> C", "A b C"), (" ,Ana.", "Ana"), ("A\nauthor B", "Aauthor B"), ("", ""), (" .", ""),
            ("J. R.", "J. R"),
        ])
    func names(name: String, kept: String) async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let person = AuthorStamp(name: name, email: "<x@\ny>", time: 0)
        let id = try repository.writeCommit(
            tree: .emptyTree, parents: [], author: person, committer: person, message: "x\n")
        #expect(try repository.commit(id).author.name == kept)
        #expect(try repository.commit(id).author.email == "x@y")
        try await scratch.git("fsck", "--strict", "--no-dangling")
    }

    @Test("a commit of a tree or parent that is not there, or with a NUL, is refused")
    func badCommits() async throws {
        let repository = try ScratchRepository.current.open()
        let blob = try repository.writeBlob([])
        func commit(_ tree: ObjectID, _ parents: [ObjectID], _ message: String = "x") throws {
            try repository.writeCommit(
                tree: tree, parents: parents, author: ScratchRepository.person, committer: ScratchRepository.person,
                message: message)
        }
        expectRefused("odb: cannot read object: null OID cannot exist") { try commit(.zero, []) }
        expectRefused("odb: cannot read object: null OID cannot exist") { try commit(.emptyTree, [.zero]) }
        expectRefused("object e69de29b is a blob, not a tree") { try commit(blob, []) }
        expectRefused("object e69de29b is a blob, not a commit") { try commit(.emptyTree, [blob]) }
        expectRefused("a commit message may not hold a NUL byte") { try commit(.emptyTree, [], "a\0b") }
    }

    @Test("an object that is not there, or of another kind, is an error that names it")
    func missing() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let repository = try scratch.open()
        let absent = try #require(ObjectID(hex: "00000000000000000000000000000000000000aa"))
        for attempt in [
            { try _ = repository.blob(absent) }, { try _ = repository.commit(absent) },
            { try _ = repository.tree(absent) }, { try _ = repository.blobSize(absent) },
            { try _ = repository.kind(of: absent) },
        ] {
            let error = #expect(throws: GitError.self) { try attempt() }
            #expect(error?.isNotFound == true)
            #expect(error?.message.contains("aa") == true)
        }
        #expect(!repository.exists(absent))
        let error = #expect(throws: GitError.self) { try repository.blob(first) }
        #expect(error?.message == "object \(first.short) is a commit, not a blob")
    }

    @Test("an object that was cut off anywhere is an error at once, loose or asked for by its first digits")
    func cutOff() async throws {
        let scratch = ScratchRepository.current
        var random = Randomness(seed: 1)
        let bytes = (0..<3000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let id = try scratch.open().writeBlob(bytes)
        let file = "\(scratch.path)/.git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
        let whole = try #require(read(file))
        for length in [0, 1, 2, 10, 30, 100, 1500, whole.count - 5, whole.count - 1] {
            remove(file)
            try write(Array(whole[..<length]), to: file)
            let repository = try scratch.open()
            let error = #expect(throws: GitError.self) { try repository.blob(id) }
            #expect(error?.message == "object \(id) is damaged", "\(length)")
            // The header may be whole. Either way there is an answer, and a right one.
            do throws(GitError) {
                #expect(try repository.blobSize(id) == bytes.count, "\(length)")
            } catch {
                #expect(error.message == "object \(id) is damaged", "\(length)")
            }
            expectRefused("object \(id) is damaged") { try repository.resolve(String(id.hex.prefix(12))) }
        }
    }

    @Test("an object with a changed byte, or with more behind it, is an error")
    func changedByte() async throws {
        let scratch = ScratchRepository.current
        let id = try scratch.open().writeBlob(Array(String(repeating: "select 1;\n", count: 500).utf8))
        let file = "\(scratch.path)/.git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
        let whole = try #require(read(file))
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 0x10
            remove(file)
            try write(bytes, to: file)
            expectRefused("object \(id) is damaged") { try scratch.open().blob(id) }
        }
        remove(file)
        try write(whole + [0], to: file)
        expectRefused("object \(id) is damaged") { try scratch.open().blob(id) }
        remove(file)
        try write(whole, to: file)
        #expect(try scratch.open().blob(id).count == 5000)
    }

    @Test("a cut-off commit in the history is an error, not a wait")
    func cutOffHistory() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        let file = "\(scratch.path)/.git/objects/\(first.hex.prefix(2))/\(first.hex.dropFirst(2))"
        let whole = try #require(read(file))
        remove(file)
        try write(Array(whole[..<(whole.count / 2)]), to: file)
        let repository = try scratch.open()
        expectRefused("object \(first) is damaged") { try repository.firstParents(from: second) }
        expectRefused("object \(first) is damaged") { try repository.commits(reachableFrom: [second]) }
        expectRefused("object \(first) is damaged") { try repository.commit(first) }
    }

    @Test("packed objects are read like loose ones")
    func packed() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": String(repeating: "line\n", count: 1000), "b/c": "2"], "first")
        let second = try await scratch.commit(["a": String(repeating: "line\n", count: 1001)], "second")
        try await scratch.git("repack", "-adq")
        let repository = try scratch.open()
        let tree = try repository.commit(second).tree
        let entry = try #require(try repository.entry(at: "a", in: tree))
        #expect(try repository.blob(entry.id).count == 5005)
        #expect(try repository.blobSize(entry.id) == 5005)
        #expect(try repository.firstParents(from: second) == [second, first])
        #expect(try repository.resolve(String(first.hex.prefix(9))) == first)
    }

    @Test("no libgit2 object stays open, after success and after failure")
    func handles() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a/b": "1"], "first")
        var repository: Repository? = try scratch.open()
        let handles = try #require(repository).handles
        let base = handles.open
        #expect(base > 0)
        if let repository {
            let tree = try repository.commit(first).tree
            _ = try repository.entry(at: "a/b", in: tree)
            _ = try repository.references(under: "refs/")
            _ = try repository.commits(reachableFrom: [first])
            _ = try repository.head()
            _ = try Worktrees(repository).all()
            let edited = try repository.editTree(tree, [TreeEdit("a", .remove)])
            _ = try repository.changes(from: tree, to: edited)
            expectRefused("odb: cannot read object: null OID cannot exist") { try repository.blob(.zero) }
            expectRefused("odb: cannot read object: null OID cannot exist") {
                try repository.commits(reachableFrom: [.zero])
            }
            #expect(handles.open == base)
        }
        repository = nil
        #expect(handles.open == 0)
    }

    @Test("who proves something is given no object with another content than its id names")
    func verified() async throws {
        let scratch = ScratchRepository.current
        let commit = try await scratch.commit(["models/a.yaml": "a\n", "models/b.yaml": "b\n"], "first")
        let tree = try await scratch.id("HEAD^{tree}")
        let folder = try await scratch.id("HEAD:models")
        let (a, b) = (try await scratch.id("HEAD:models/a.yaml"), try await scratch.id("HEAD:models/b.yaml"))
        let repository = try scratch.open()
        repository.verifiesObjects = true
        #expect(try repository.entry(at: "models/a.yaml", in: repository.commit(commit).tree)?.id == a)
        #expect(try repository.blob(a) == Array("a\n".utf8))
        func file(_ id: ObjectID) -> String {
            "\(scratch.path)/.git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
        }
        for (id, other) in [(a, b), (folder, tree)] {
            remove(file(id))
            try write(try #require(read(file(other))), to: file(id))
        }
        #expect(try scratch.open().blob(a) == Array("b\n".utf8))
        let again = try scratch.open()
        again.verifiesObjects = true
        for ask in [{ _ = try again.blob(a) }, { _ = try again.entry(at: "models/a.yaml", in: tree) }] {
            let error = #expect(throws: GitError.self) { try ask() }
            #expect(error?.message.contains("its content does not match its id") ?? false)
        }
    }

    @Test("of a long folder only what follows the first difference is hashed, and no other content passes for it")
    func verifiedAfterAnother() async throws {
        let scratch = ScratchRepository.current
        let count = 400
        let names = (0..<count).map { "resource-with-a-long-name-\($0 + 1000).yaml" }
        func commitFolder(_ changed: [Int], _ text: String) async throws {
            for index in changed { try write("\(text) \(index)\n", to: "\(scratch.path)/models/\(names[index])") }
            try await scratch.git("add", "--all")
            try await scratch.git("commit", "--quiet", "-m", "next")
        }
        try await commitFolder(Array(0..<count), "first")
        var folders = [try await scratch.id("HEAD:models")]
        // In the first stretch, at the borders of others, in the last entry, and in two places.
        for changed in [[0], [1], [65], [66], [200], [count - 1], [3, 399], [0, 399]] {
            try await commitFolder(changed, "other \(folders.count)")
            folders.append(try await scratch.id("HEAD:models"))
        }
        let repository = try scratch.open()
        repository.verifiesObjects = true
        for folder in folders + folders.reversed() { #expect(try repository.tree(folder).count == count) }
        func file(_ id: ObjectID) -> String {
            "\(scratch.path)/.git/objects/\(id.hex.prefix(2))/\(id.hex.dropFirst(2))"
        }
        for (id, other) in zip(folders.dropFirst(), folders.dropFirst(2)) {
            let stored = try #require(read(file(id)))
            remove(file(id))
            try write(try #require(read(file(other))), to: file(id))
            let again = try scratch.open()
            again.verifiesObjects = true
            #expect(try again.tree(folders[0]).count == count)
            let error = #expect(throws: GitError.self) { try again.tree(id) }
            #expect(error?.message.contains("its content does not match its id") ?? false)
            remove(file(id))
            try write(stored, to: file(id))
        }
    }
}
