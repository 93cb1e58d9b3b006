import Dispatch
import Git
import Support
import Testing

@Suite(.scratch) struct UpdateTests {
    private func update(_ name: String, _ old: ObjectID?, _ new: ObjectID?) -> RefUpdate {
        RefUpdate(name: name, expected: old, new: new, message: "assent: test")
    }

    @Test("refs are made, moved and deleted together, and git sees it", arguments: [false, true])
    func together(packed: Bool) async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        try await scratch.git("update-ref", "refs/assent/requests/aa", first.hex)
        try await scratch.git("update-ref", "refs/heads/x", first.hex)
        if packed { try await scratch.git("pack-refs", "--all") }
        let repository = try scratch.open()
        try repository.update([
            update("refs/heads/x", first, second), update("refs/assent/requests/aa", first, nil),
            update("refs/assent/closed/aa", nil, first),
        ])
        #expect(
            try await scratch.git("for-each-ref", "--format=%(refname) %(objectname)") == """
                refs/assent/closed/aa \(first)
                refs/heads/main \(second)
                refs/heads/x \(second)
                """)
        #expect(try repository.reference("refs/assent/requests/aa") == nil)
        try await scratch.git("fsck", "--strict")
    }

    @Test("a lost compare-and-swap changes nothing at all, whichever ref it is", arguments: [0, 1, 2])
    func lost(which: Int) async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        try await scratch.git("update-ref", "refs/heads/x", first.hex)
        try await scratch.git("update-ref", "refs/heads/y", first.hex)
        let before = try await scratch.git("for-each-ref")
        var updates = [
            update("refs/heads/x", first, second), update("refs/heads/y", first, nil),
            update("refs/heads/z", nil, first),
        ]
        switch which {
        case 0: updates[0] = update("refs/heads/x", second, first)
        case 1: updates[1] = update("refs/heads/y", second, nil)
        default: updates[2] = update("refs/heads/main", nil, first)
        }
        let error = #expect(throws: GitError.self) { try scratch.open().update(updates) }
        #expect(error?.isModified == true)
        #expect(error?.message.hasPrefix(updates[which].name) == true, "\(error?.message ?? "")")
        #expect(try await scratch.git("for-each-ref") == before)
        #expect(names(in: scratch.path + "/.git/refs/heads").filter { $0.hasSuffix(".lock") } == [])
    }

    @Test("a ref that is gone counts as modified")
    func gone() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        for new in [first, nil] {
            let error = #expect(throws: GitError.self) {
                try scratch.open().update([update("refs/heads/none", first, new)])
            }
            #expect(error?.isModified == true)
            #expect(error?.message == "refs/heads/none was \(first.short) and now does not exist")
        }
    }

    @Test("an update that changes nothing still proves the value")
    func same() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        try scratch.open().update([update("refs/heads/main", first, first)])
        let error = #expect(throws: GitError.self) {
            try scratch.open().update([update("refs/heads/main", .emptyTree, .emptyTree)])
        }
        #expect(error?.isModified == true)
    }

    @Test("a lock that is let go in time is waited for; one that stays is an error")
    func locked() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        let lock = scratch.path + "/.git/refs/heads/main.lock"
        try write("", to: lock)
        let error = #expect(throws: GitError.self) {
            try scratch.open().update([update("refs/heads/a", nil, first), update("refs/heads/main", second, first)])
        }
        #expect(error?.isLocked == true)
        #expect(try scratch.open().reference("refs/heads/a") == nil)
        // On a thread of its own: `update` blocks, and tests share few threads.
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(150)) { remove(lock) }
        try scratch.open().update([update("refs/heads/main", second, first)])
        #expect(try await scratch.id("main") == first)
    }

    @Test("of many who move the same refs at once, in any order, exactly one wins each time")
    func race() async throws {
        let scratch = ScratchRepository.current
        let base = try await scratch.commit(["a": "1"], "first")
        try await scratch.git("update-ref", "refs/heads/other", base.hex)
        let repository = try scratch.open()
        let commits = try (0..<8).map { index in
            try repository.writeCommit(
                tree: .emptyTree, parents: [base], author: ScratchRepository.person,
                committer: ScratchRepository.person, message: "\(index)\n")
        }
        let won = try await withThrowingTaskGroup(of: ObjectID?.self) { group in
            for (index, commit) in commits.enumerated() {
                group.addTask { @concurrent @Sendable in
                    var updates = [
                        RefUpdate(name: "refs/heads/main", expected: base, new: commit, message: "race"),
                        RefUpdate(name: "refs/heads/other", expected: base, new: commit, message: "race"),
                    ]
                    if index.isMultiple(of: 2) { updates.reverse() }
                    do {
                        try scratch.open().update(updates)
                        return commit
                    } catch let error as GitError where error.isModified {
                        return nil
                    }
                }
            }
            var won: [ObjectID] = []
            for try await commit in group { if let commit { won.append(commit) } }
            return won
        }
        #expect(won.count == 1)
        #expect(try repository.reference("refs/heads/main") == won.first)
        #expect(try repository.reference("refs/heads/other") == won.first)
    }

    @Test(
        "a ref cannot be made above or beneath another, packed or not, until that one is gone",
        arguments: [false, true])
    func folders(packed: Bool) async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        try await scratch.git("update-ref", "refs/heads/draft/x", first.hex)
        if packed { try await scratch.git("pack-refs", "--all") }
        for name in ["refs/heads/draft", "refs/heads/draft/x/y"] {
            let error = #expect(throws: GitError.self, "\(name)") {
                try scratch.open().update([update(name, nil, first)])
            }
            #expect(error?.isModified == false && error?.isLocked == false)
            #expect(error?.message.contains("refs/heads/draft") == true)
        }
        #expect(try await scratch.git("for-each-ref", "--format=%(refname)") == "refs/heads/draft/x\nrefs/heads/main")
        try scratch.open().update([update("refs/heads/draft/x", first, nil)])
        try scratch.open().update([update("refs/heads/draft", nil, first)])
        #expect(try await scratch.id("refs/heads/draft") == first)
    }

    @Test("names and objects that cannot be are refused before anything moves")
    func impossible() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let absent = try #require(ObjectID(hex: "00000000000000000000000000000000000000aa"))
        try await scratch.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
        for (second, words) in [
            (update("refs/heads/a..b", nil, first), "the given reference name 'refs/heads/a..b' is not valid"),
            (update("refs/heads/b", nil, absent), "there is no object 00000000 for refs/heads/b"),
            (update("refs/heads/a", nil, first), "a ref is named twice in one update"),
            (update("refs/heads/alias", first, nil), "refs/heads/alias is a symbolic ref, which is never moved"),
        ] {
            expectRefused(words) { try scratch.open().update([update("refs/heads/a", nil, first), second]) }
            #expect(try scratch.open().reference("refs/heads/a") == nil)
        }
    }

    @Test("the reflog says who and why")
    func reflog() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        let bo = AuthorStamp(name: "Bo Chen", email: "bo@acme.example", time: 1_700_000_099, offsetMinutes: 60)
        try scratch.open().update([update("refs/heads/main", second, first)], by: bo)
        for ref in ["main", "HEAD"] {
            let line = try await scratch.git("reflog", "-1", "--format=%H %gn <%ge> %gs", ref)
            #expect(line == "\(first) Bo Chen <bo@acme.example> assent: test")
        }
    }
}
