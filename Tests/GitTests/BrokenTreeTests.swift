import Git
import Support
import Testing

/// Trees that git never writes: read as git checks them out, and told of.
@Suite(.scratch) struct BrokenTreeTests {
    private typealias Entry = ScratchRepository.RawEntry

    private func blob(_ text: String) throws -> ObjectID {
        try ScratchRepository.current.rawObject("blob", Array(text.utf8))
    }

    @Test("of two entries with one name the last counts, which is the one that git checks out")
    func twins() async throws {
        let scratch = ScratchRepository.current
        let (first, last) = (try blob("first"), try blob("last"))
        let tree = try scratch.rawTree([Entry("100644", "a", first), Entry("100644", "a", last)])
        let repository = try scratch.open()
        #expect(try repository.problems(of: tree) == [.twice("a")])
        #expect(try repository.tree(tree).map(\.id) == [last])
        #expect(try repository.entry(at: "a", in: tree)?.id == last)
        try await scratch.git("update-ref", "refs/heads/main", scratch.git("commit-tree", tree.hex, "-m", "twins"))
        try await scratch.git("reset", "--quiet", "--hard", "main")
        #expect(readText("\(scratch.path)/a") == "last")
    }

    @Test("a file and a folder of one name are twins, also with other names between them")
    func fileAndFolder() throws {
        let scratch = ScratchRepository.current
        let (file, folder) = (try blob("x"), try scratch.rawTree([Entry("100644", "f", blob("y"))]))
        let between = [Entry("100644", "foo-1", file), Entry("100644", "foo.yaml", file)]
        let repository = try scratch.open()
        let apart = try scratch.rawTree([Entry("100644", "foo", file)] + between + [Entry("40000", "foo", folder)])
        #expect(try repository.problems(of: apart) == [.twice("foo")])
        #expect(try repository.entry(at: "foo/f", in: apart) != nil)
        let beside = try scratch.rawTree([Entry("100644", "foo", file), Entry("40000", "foo", folder)])
        #expect(try repository.problems(of: beside) == [.twice("foo")])
        let sound = try scratch.rawTree(between + [Entry("40000", "foo", folder), Entry("100644", "foo0", file)])
        #expect(try repository.problems(of: sound) == [])
    }

    @Test("a tree is read the same after one that differs from it in a single byte as it is alone")
    func alike() throws {
        let scratch = ScratchRepository.current
        let (file, folder) = (try blob("x"), try scratch.rawTree([Entry("100644", "f", blob("y"))]))
        let names = ["a", "a-1", "a.b", "foo", "foo-bar", "gone", "git", "zz"]
        let sound = try scratch.rawTree(
            names.map { Entry("100644", $0, file) } + [Entry("40000", "zzz", folder), Entry("120000", "zzzz", file)])
        let bytes: [UInt8] = try scratch.rawEntries(of: sound).flatMap { entry -> [UInt8] in
            Array("\(entry.mode) ".utf8) + entry.name + [0] + entry.id.bytes
        }
        let warm = try scratch.open()
        var broken = 0
        for position in bytes.indices {
            for byte in Set([0, 0x2F, bytes[position] ^ 1]) where byte != bytes[position] {
                var changed = bytes
                changed[position] = byte
                let tree = try scratch.rawObject("tree", changed)
                _ = try warm.tree(sound)
                let alone = try scratch.open()
                #expect(try warm.problems(of: tree) == alone.problems(of: tree))
                #expect(try warm.tree(tree) == alone.tree(tree))
                broken += try alone.problems(of: tree).isEmpty ? 0 : 1
            }
        }
        #expect(broken > 100)
    }

    @Test("names in another order than git's are found all the same, and told of")
    func order() throws {
        let scratch = ScratchRepository.current
        let file = try blob("x")
        let tree = try scratch.rawTree([Entry("100644", "b", file), Entry("100644", "a", file)])
        let repository = try scratch.open()
        #expect(try repository.problems(of: tree) == [.unsorted("a")])
        #expect(try repository.tree(tree).map(\.name) == ["a", "b"])
        let folder = try scratch.rawTree([Entry("100644", "f", file)])
        let asFile = try scratch.rawTree([Entry("40000", "a", folder), Entry("100644", "a.b", file)])
        #expect(try repository.problems(of: asFile) == [.unsorted("a.b")])
    }

    @Test(
        "names that git does not check out are left out and told of",
        arguments: [
            "", ".", "..", "a/b", "/", ".git", ".GIT", ".Git ", "git~1", "GIT~1", ".g\u{200C}it", "\u{FEFF}.git",
            ".git:x", "a\\.git", ".git.",
        ])
    func names(_ name: String) throws {
        let scratch = ScratchRepository.current
        let file = try blob("x")
        let entries = [Entry("100644", name, file), Entry("100644", "\u{10FFFF}", file)]
        let repository = try scratch.open()
        let tree = try scratch.rawTree(entries)
        #expect(try repository.problems(of: tree) == [.badName(name)])
        #expect(try repository.tree(tree).map(\.name) == ["\u{10FFFF}"])
    }

    @Test("names that only look like these are sound", arguments: [".gitignore", "git", "a\\b", "...", "git~2", "g"])
    func oddNames(_ name: String) throws {
        let scratch = ScratchRepository.current
        let tree = try scratch.rawTree([Entry("100644", name, blob("x"))])
        #expect(try scratch.open().problems(of: tree) == [])
    }

    @Test("a sound tree has no problem, and what is wrong with another agrees with git fsck", arguments: 1...60)
    func fsck(seed: UInt64) async throws {
        let scratch = ScratchRepository.current
        var random = Randomness(seed: seed)
        let file = try blob("x")
        let folder = try scratch.rawTree([Entry("100644", "f", file)])
        let names = ["a", "a.b", "a-b", "a0", "b", ".git", ".gitx", "A", ".", "git~1"]
        let entries = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            let isFolder = Bool.random(using: &random)
            let modes = isFolder ? ["40000", "40000", "040000"] : ["100644", "100644", "100755", "100664"]
            return Entry(
                modes.randomElement(using: &random) ?? "", names.randomElement(using: &random) ?? "",
                isFolder ? folder : file)
        }
        let tree = try scratch.rawTree(entries)
        let said = try await scratch.process().run(["fsck", "--strict", "--no-dangling", "--no-progress", tree.hex])
        let problems = try scratch.open().problems(of: tree)
        #expect(problems.isEmpty != said.error.contains("in tree \(tree.hex)"), "\(problems) \(said.error)")
    }

    @Test(
        "a damaged tree has the entries before the damage", arguments: ["", "100644", "100644 ", "100644 a", "x a\0"])
    func damaged(_ rest: String) throws {
        let scratch = ScratchRepository.current
        let file = try blob("x")
        let entry = Array("100644 a\0".utf8) + file.bytes
        let tree = try scratch.rawObject("tree", entry + rest.utf8)
        let repository = try scratch.open()
        #expect(try repository.tree(tree).map(\.name) == ["a"])
        #expect(try repository.problems(of: tree) == (rest.isEmpty ? [] : [.damaged(at: entry.count)]))
    }

    @Test("what stands as a folder and is a file is an empty folder, and told of")
    func wrongKind() throws {
        let scratch = ScratchRepository.current
        let tree = try scratch.rawTree([Entry("40000", "models", blob("x"))])
        let repository = try scratch.open()
        #expect(try repository.entry(at: "models/leads.yaml", in: tree) == nil)
        let difference = try repository.difference(from: nil, to: tree)
        #expect(difference.broken == [BrokenTree(path: "models", problem: .notATree)])
    }

    @Test("a difference tells what is wrong with the new tree where it was read, and odd modes only where they are new")
    func difference() throws {
        let scratch = ScratchRepository.current
        let (x, y) = (try blob("x"), try blob("y"))
        let twins = try scratch.rawTree([Entry("100644", "t", x), Entry("100644", "t", y)])
        func tree(_ mode: String, _ file: ObjectID, _ rest: Entry...) throws -> ObjectID {
            try scratch.rawTree([Entry(mode, "a", x), Entry("100644", "b", file)] + rest)
        }
        let repository = try scratch.open()
        let old = try tree("100664", x)
        #expect(try repository.difference(from: old, to: tree("100664", y)).broken == [])
        #expect(
            try repository.difference(from: tree("100644", x), to: old).broken
                == [BrokenTree(path: "", problem: .oddMode("a", mode: "100664"))])
        // All readers take the two for the same.
        #expect(try repository.changes(from: tree("100644", x), to: old).isEmpty)
        let broken = try tree("100664", x, Entry("40000", "f", twins))
        #expect(
            try repository.difference(from: old, to: broken).broken == [BrokenTree(path: "f", problem: .twice("t"))])
        // What is the same on both sides is not read, and the old side is nobody's fault now.
        #expect(try repository.difference(from: broken, to: tree("100664", y, Entry("40000", "f", twins))).broken == [])
        #expect(try repository.difference(from: broken, to: old).broken == [])
    }

    @Test("an edit mends the folders that it writes")
    func mends() throws {
        let scratch = ScratchRepository.current
        let (x, y) = (try blob("x"), try blob("y"))
        let folder = try scratch.rawTree([Entry("100644", "b", x), Entry("100664", "a", x), Entry("100644", "b", y)])
        let tree = try scratch.rawTree([Entry("040000", "models", folder)])
        let repository = try scratch.open()
        let edited = try repository.editTree(tree, [TreeEdit("models/c", .put(x, .file))])
        #expect(try repository.entry(at: "models/b", in: edited)?.id == y)
        #expect(try repository.difference(from: nil, to: edited).broken == [])
    }

    @Test("64 levels are read, one more is told of and not opened, and 40,000 take no time and no stack")
    func deep() throws {
        let scratch = ScratchRepository.current
        let file = Entry("100644", "f", try blob("x"))
        let repository = try scratch.open()
        let within = try scratch.deepTree(65, holding: file)
        let difference = try repository.difference(from: nil, to: within)
        #expect(difference.broken == [] && difference.changes.map(\.path.utf8.count) == [64 * 2 + 1])
        for levels in [66, 40_000] {
            let tree = try scratch.deepTree(levels, holding: file)
            let start = ContinuousClock.now
            for (old, new) in [(nil, tree), (within, tree), (tree, within)] as [(ObjectID?, ObjectID)] {
                let difference = try repository.difference(from: old, to: new)
                let isNew = new == tree
                #expect(difference.broken.map(\.problem) == (isNew ? [.tooDeep] : []))
                #expect(difference.changes.contains { ($0.new ?? $0.old)?.mode == .tree })
            }
            #expect(ContinuousClock.now - start < .seconds(2))
        }
    }

    @Test("ten folders that hold each other ten times make no ten thousand million paths")
    func bomb() throws {
        let scratch = ScratchRepository.current
        var tree = try scratch.rawTree([Entry("100644", "f", blob("x"))])
        for _ in 0..<10 { tree = try scratch.rawTree((0..<10).map { [tree] in Entry("40000", "\($0)", tree) }) }
        let top = try scratch.rawTree([Entry("40000", "bomb", tree), Entry("100644", "z", blob("x"))])
        let difference = try scratch.open().difference(from: nil, to: top)
        #expect(difference.changes.count < 2000)
        #expect(difference.changes.contains { $0.path == "z" })
    }

    @Test("what differs in the work tree is known also where HEAD's tree has no end, and git status ends by a signal")
    func status() async throws {
        let scratch = ScratchRepository.current
        try await scratch.commit(["a/b": "1", "c": "1", "d": "1", "e": "1"], "first")
        let main = try scratch.open().commit(try await scratch.id("main"))
        let tree = try scratch.rawTree(from: main.tree, at: "") {
            $0 + [Entry("40000", "zz", try scratch.deepTree(60_000, holding: Entry("100644", "f", blob("x"))))]
        }
        func change() async throws -> [StatusEntry] {
            try write("2", to: scratch.path + "/a/b")
            try write("new", to: scratch.path + "/a/new")
            try write("2", to: scratch.path + "/d")
            try await scratch.git("add", "d")
            try await scratch.git("rm", "--quiet", "e")
            return try await scratch.process().status(["a", "c", "d", "e"])
        }
        let before = try await change()
        #expect(before.map(\.path) == ["a/b", "a/new", "d", "e"])
        try await scratch.git(
            "update-ref", "HEAD", scratch.git("commit-tree", tree.hex, "-p", "main", "-m", "deep"))
        #expect(try await scratch.process().run(["status"]).status > 128)
        #expect(try await scratch.process().status(["a", "c", "d", "e"]) == before)
    }
}
