import Git
import Support
import Testing

/// Replace refs and grafts: plain git believes them, and here they are told of and nothing else.
@Suite(.scratch) struct OverrideTests {
    @Test("replace refs and grafts change nothing of what is read, by us and by the git that we start")
    func ignored() async throws {
        let scratch = ScratchRepository.current
        let first = try await scratch.commit(["a": "1"], "first")
        let second = try await scratch.commit(["a": "2"], "second")
        let third = try await scratch.commit(["a": "3"], "third")
        #expect(try HistoryOverrides(of: scratch.open()).isEmpty)
        try await scratch.git("replace", second.hex, first.hex)
        try write("# nothing\n\n", to: scratch.path + "/.git/info/grafts")
        #expect(try HistoryOverrides(of: scratch.open()) == HistoryOverrides(replaced: [second], graftFile: nil))
        try write("\(third) \(first)\n", to: scratch.path + "/.git/info/grafts")

        let repository = try scratch.open()
        #expect(try HistoryOverrides(of: repository).graftFile == scratch.path + "/.git/info/grafts")
        #expect(try repository.commit(third).parents == [second])
        #expect(try repository.commit(second).message == "second\n")
        #expect(try repository.firstParents(from: third) == [third, second, first])
        #expect(try repository.mergeBases(third, second) == [second])
        #expect(try repository.isAncestor(second, of: third))
        #expect(try repository.commits(reachableFrom: [third], hiding: [first]) == [third, second])
        let said = try await scratch.process().check(["log", "--format=%H", "main"])
        #expect(said.text.split(separator: "\n").map(String.init) == [third, second, first].map(\.hex))
        #expect(said.error.isEmpty)
    }
}
