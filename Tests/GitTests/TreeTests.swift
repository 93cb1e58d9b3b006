import Git
import Support
import Testing

@Suite(.scratch) struct TreeTests {
    /// As `git diff-tree --raw` puts it.
    private func raw(_ change: TreeChange) -> String {
        func mode(_ entry: TreeEntry?) -> String {
            guard let entry else { return "000000" }
            let digits = String(entry.mode.rawValue, radix: 8)
            return String(repeating: "0", count: 6 - digits.count) + digits
        }
        func kind(_ entry: TreeEntry) -> UInt32 { entry.mode.rawValue & 0o170000 }
        let letter =
            switch (change.old, change.new) {
            case (nil, _): "A"
            case (_, nil): "D"
            case (let old?, let new?): kind(old) == kind(new) ? "M" : "T"
            }
        let ids = "\(change.old?.id ?? .zero) \(change.new?.id ?? .zero)"
        return ":\(mode(change.old)) \(mode(change.new)) \(ids) \(letter)\t\(change.path)"
    }

    private func gitChanges(_ a: ObjectID, _ b: ObjectID, _ paths: [String] = []) async throws -> [String] {
        let words = try await ScratchRepository.current.git(
            ["diff-tree", "-r", "-z", "--raw", "--no-renames", a.hex, b.hex, "--"] + paths
        ).split(separator: "\0").map(String.init)
        return stride(from: 0, to: words.count, by: 2).map { words[$0] + "\t" + words[$0 + 1] }
    }

    @Test("changes between two trees agree with git diff-tree", arguments: 1...12)
    func agree(seed: UInt64) async throws {
        let scratch = ScratchRepository.current
        var made = RandomTree(seed: seed)
        var files = made.files(40)
        let a = try await RandomTree.write(files, with: scratch)
        for _ in 0..<12 {
            if Bool.random(using: &made.random), let path = files.keys.sorted().randomElement(using: &made.random) {
                made.remove(path, in: &files)
            } else {
                let file = RandomTree.File(content: made.content(), mode: made.mode())
                made.put(made.path(), file, in: &files)
            }
        }
        let b = try await RandomTree.write(files, with: scratch)
        let repository = try scratch.open()
        for (old, new) in [(a, b), (b, a), (a, ObjectID.emptyTree), (ObjectID.emptyTree, b)] {
            let changes = try repository.changes(from: old, to: new)
            #expect(changes.map(raw).sorted() == (try await gitChanges(old, new)).sorted())
            #expect(
                changes.map { Array($0.path.utf8) }
                    == changes.map { Array($0.path.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
        }
        #expect(try repository.changes(from: nil, to: b) == repository.changes(from: .emptyTree, to: b))
        #expect(try repository.changes(from: a, to: a) == [])
        let scoped = try repository.changes(from: a, to: b, under: ["a", "b/a"])
        let within = try await gitChanges(a, b).filter { line in
            let path = line.split(separator: "\t")[1]
            return path == "a" || path.hasPrefix("a/") || path == "b/a" || path.hasPrefix("b/a/") || path == "b"
        }
        #expect(scoped.map(raw).sorted() == within.sorted())
    }

    @Test("entries are listed and found as git ls-tree has them")
    func entries() async throws {
        let scratch = ScratchRepository.current
        var made = RandomTree(seed: 77)
        let files = made.files(60)
        let tree = try await RandomTree.write(files, with: scratch)
        let repository = try scratch.open()
        let listed = try await scratch.git("ls-tree", "-z", tree.hex).split(separator: "\0").map(String.init)
        let entries = try repository.tree(tree)
        #expect(
            entries.map { entry in
                let digits = String(entry.mode.rawValue, radix: 8)
                let mode = String(repeating: "0", count: 6 - digits.count) + digits
                return "\(mode) \(entry.mode == .tree ? "tree" : "blob") \(entry.id)\t\(entry.name)"
            } == listed)
        for (path, file) in files {
            let entry = try #require(try repository.entry(at: path, in: tree), "\(path)")
            #expect(entry.mode == file.mode)
            #expect(try repository.blob(entry.id) == Array(file.content.utf8))
            #expect(try repository.entry(at: path + "/x", in: tree) == nil)
        }
        for path in ["none", "a/none", "", "/", "a//b", "a/"] {
            #expect(try repository.entry(at: path, in: tree) == nil, "\(path)")
        }
        #expect(try repository.tree(.emptyTree) == [])
    }

    @Test("every entry is found by its name where files and folders of like names stand apart in git's order")
    func likeNames() async throws {
        let names = ["a", "a-b/x", "a.b", "a0", "ab", "b/x", "b-", "b.c/x", "b0/x", "c/x", "c.d"]
        let files = Dictionary(
            uniqueKeysWithValues: names.map { ($0, RandomTree.File(content: $0, mode: .file)) })
        let scratch = ScratchRepository.current
        let tree = try await RandomTree.write(files, with: scratch)
        let repository = try scratch.open()
        let entries = try repository.tree(tree)
        #expect(entries.count == names.count)
        for entry in entries {
            #expect(try repository.entry(at: entry.name, in: tree) == entry)
            for other in ["\(entry.name)0", "\(entry.name)/none", "\(entry.name.dropLast())-"] {
                #expect(try repository.entry(at: other, in: tree) == entries.first { $0.name == other }, "\(other)")
            }
        }
    }

    @Test("names that are equal as text and differ in bytes are two files")
    func unicode() async throws {
        let scratch = ScratchRepository.current
        let files = [
            "caf\u{E9}.yaml": RandomTree.File(content: "composed", mode: .file)
        ]
        let base = try await RandomTree.write(files, with: scratch)
        let repository = try scratch.open()
        let blob = try repository.writeBlob(Array("decomposed".utf8))
        let tree = try repository.editTree(base, [TreeEdit("cafe\u{301}.yaml", .put(blob, .file))])
        #expect(try repository.tree(tree).count == 2)
        #expect(try repository.entry(at: "cafe\u{301}.yaml", in: tree)?.id == blob)
        #expect(try repository.entry(at: "caf\u{E9}.yaml", in: tree)?.id != blob)
        let changes = try repository.changes(from: base, to: tree)
        #expect(changes.count == 1)
    }

    @Test("a link in place of a folder is a change where it stands, with the scope beneath it")
    func scope() async throws {
        let scratch = ScratchRepository.current
        let file = RandomTree.File(content: "x", mode: .file)
        let a = try await RandomTree.write(
            ["top/folder/models/x.yaml": file, "top/other": file, "z": file], with: scratch)
        let b = try await RandomTree.write(
            ["top": RandomTree.File(content: "z", mode: .link), "z": file], with: scratch)
        let changes = try scratch.open().changes(from: a, to: b, under: ["top/folder/models"])
        #expect(changes.map(\.path) == ["top", "top/folder/models/x.yaml"])
        #expect(changes[0].old == nil && changes[0].new?.mode == .link)
        #expect(changes[1].new == nil)
    }

    @Test("modes that git does not write count as what git takes them for")
    func modes() throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let blob = try repository.writeBlob([])
        for (mode, meant) in [
            ("100664", FileMode.file), ("100775", .executable), ("040000", .tree), ("10000", .submodule),
            ("0100644", .file),
        ] {
            let tree = try scratch.rawTree([ScratchRepository.RawEntry(mode, "a", blob)])
            #expect(try repository.tree(tree).map(\.mode) == [meant])
            #expect(try repository.problems(of: tree) == [.oddMode("a", mode: mode)])
        }
        for mode in ["100648", "", "10064444444"] {
            let tree = try scratch.rawTree([ScratchRepository.RawEntry(mode, "a", blob)])
            #expect(try repository.tree(tree) == [])
            #expect(try repository.problems(of: tree) == [.damaged(at: 0)])
        }
    }
}
