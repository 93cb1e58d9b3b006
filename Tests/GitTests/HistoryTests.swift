import Git
import Support
import Testing

@Suite(.scratch) struct HistoryTests {
    /// Commits with up to three parents among those before them, some far back, several roots.
    private func makeHistory(_ count: Int, seed: UInt64, in repository: Repository) throws -> [ObjectID] {
        var random = Randomness(seed: seed)
        var commits: [ObjectID] = []
        for index in 0..<count {
            var parents: [ObjectID] = []
            if index > 0, index % 17 != 0 {
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let back = Int.random(in: 1...min(index, 6), using: &random)
                    if !parents.contains(commits[index - back]) { parents.append(commits[index - back]) }
                }
            }
            var person = ScratchRepository.person
            // Clocks of different people disagree.
            person.time += Int64(Int.random(in: -5...5, using: &random) + index)
            commits.append(
                try repository.writeCommit(
                    tree: .emptyTree, parents: parents, author: person, committer: person, message: "\(index)\n"))
        }
        return commits
    }

    @Test("merge bases and ancestry agree with git, over tangled histories", arguments: [1, 2, 5])
    func agree(seed: UInt64) async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let commits = try makeHistory(60, seed: seed, in: repository)
        var random = Randomness(seed: seed + 100)
        var several = 0
        for _ in 0..<40 {
            let a = try #require(commits.randomElement(using: &random))
            let b = try #require(commits.randomElement(using: &random))
            let run = try await scratch.process().run(["merge-base", "--all", a.hex, b.hex])
            let expected = run.text.split(separator: "\n").map(String.init).sorted()
            let bases = try repository.mergeBases(a, b).map(\.hex)
            #expect(bases == expected, "\(a) \(b)")
            if bases.count > 1 { several += 1 }
            let isAncestor = try await scratch.process().run(["merge-base", "--is-ancestor", a.hex, b.hex]).isSuccess
            #expect(try repository.isAncestor(a, of: b) == isAncestor, "\(a) \(b)")
        }
        #expect(several > 0, "the histories have no criss-cross merge and prove little")
    }

    @Test("walks agree with git rev-list")
    func walks() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let commits = try makeHistory(80, seed: 9, in: repository)
        for (tip, hidden) in [(79, [40]), (70, [60, 65]), (50, []), (10, [79])] {
            let revisions = [commits[tip].hex] + hidden.map { "^" + commits[$0].hex }
            let expected = try await scratch.git(["rev-list"] + revisions).split(separator: "\n").map(String.init)
            let walked = try repository.commits(reachableFrom: [commits[tip]], hiding: hidden.map { commits[$0] })
            #expect(walked.map(\.hex).sorted() == expected.sorted())
            let place = Dictionary(uniqueKeysWithValues: zip(walked, walked.indices))
            for (index, id) in walked.enumerated() {
                for parent in try repository.commit(id).parents { #expect((place[parent] ?? .max) > index) }
            }
            let first = try await scratch.git("rev-list", "--first-parent", commits[tip].hex)
            #expect(
                try repository.firstParents(from: commits[tip]).map(\.hex)
                    == first.split(separator: "\n").map(String.init))
        }
    }

    @Test("the first-parent chain ends at a commit that lies on it, and is nil for one that does not")
    func firstParents() async throws {
        let scratch = ScratchRepository.current
        let a = try await scratch.commit(["a": "1"], "a")
        let b = try await scratch.commit(["a": "2"], "b")
        try await scratch.git("checkout", "--quiet", "-b", "side", a.hex)
        let side = try await scratch.commit(["b": "1"], "side")
        try await scratch.git("checkout", "--quiet", "main")
        try await scratch.git("merge", "--quiet", "--no-ff", "-m", "merge", "side")
        let merge = try await scratch.id("HEAD")
        let repository = try scratch.open()
        #expect(try repository.firstParents(from: merge) == [merge, b, a])
        #expect(try repository.firstParents(from: merge, until: a) == [merge, b])
        #expect(try repository.firstParents(from: merge, until: merge) == [])
        #expect(try repository.firstParents(from: merge, until: side) == nil)
        #expect(try repository.mergeBases(merge, side) == [side])
    }

    @Test("commits that do not say who made them, or when, are walked over as git walks over them")
    func oddCommits() async throws {
        let scratch = ScratchRepository.current
        let repository = try scratch.open()
        let person = "m <m@x> 1 +0000"
        func write(_ parents: [ObjectID], _ rest: [String]) async throws -> ObjectID {
            let lines = ["tree \(ObjectID.emptyTree)"] + parents.map { "parent \($0)" } + rest + ["", "x", ""]
            let id = try await scratch.git(
                ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"], input: lines.joined(separator: "\n"))
            return try #require(ObjectID(hex: id))
        }
        _ = try await scratch.git("hash-object", "-t", "tree", "-w", "/dev/null")
        let root = try await write([], ["author \(person)", "committer \(person)"])
        let odd: [[String]] = [
            ["committer \(person)"], ["author \(person)"], [],
            ["author \(person)", "committer m <m@x> 99999999999999999999999999 +0000"],
            ["author \(person)", "parent \(root)", "committer \(person)"],
            ["author \(person)", "committer \(person)", "tree \(root)", "parent \(root)"],
        ]
        for headers in odd {
            let first = try await write([root], headers)
            let tip = try await write([first], headers)
            let beside = try await write([root], ["author \(person)", "committer \(person)"])
            #expect(try repository.firstParents(from: tip) == [tip, first, root])
            #expect(try repository.firstParents(from: tip, until: root) == [tip, first])
            #expect(try repository.isAncestor(root, of: tip))
            #expect(try !repository.isAncestor(beside, of: tip))
            #expect(try repository.mergeBases(tip, beside) == [root])
            #expect(try repository.commits(reachableFrom: [tip], hiding: [beside]) == [tip, first])
        }
        // A parent that does not stand right behind the tree is none.
        let rootless = try await write([], ["author \(person)", "parent \(root)", "committer \(person)"])
        #expect(try repository.firstParents(from: rootless) == [rootless])
        #expect(try await scratch.git("rev-list", "--count", rootless.hex) == "1")
    }

    @Test("histories that share nothing have no merge base")
    func unrelated() async throws {
        let scratch = ScratchRepository.current
        let a = try await scratch.commit(["a": "1"], "a")
        try await scratch.git("checkout", "--quiet", "--orphan", "other")
        let b = try await scratch.commit(["a": "2"], "b")
        let repository = try scratch.open()
        #expect(try repository.mergeBases(a, b) == [])
        #expect(try !repository.isAncestor(a, of: b))
        #expect(try repository.isAncestor(a, of: a))
    }
}
