import Testing

@testable import Resources

@Suite("Edit scripts") struct EditScriptTests {
    @Test("a script of short sequences is as short as can be, and makes the one the other")
    func shortest() {
        var random = SystemRandomNumberGenerator()
        for round in 0..<400 {
            let letters = 1 + round % 7
            let (old, new) = (sequence(letters, &random), sequence(letters, &random))
            let script = EditScript(from: old, to: new)
            #expect(leads(script, from: old, to: new), "\(old) → \(new)")
            #expect(changes(script) == new.difference(from: old).count, "\(old) → \(new)")
        }
    }

    @Test("of long texts in which everything differs, everything goes and comes, at once")
    func allDifferent() {
        let (old, new) = (Array(0..<60_000), Array(60_000..<120_000))
        let script = EditScript(from: old, to: new)
        #expect(script.goes.allSatisfy { $0 } && script.comes.allSatisfy { $0 })
    }

    @Test("thousands of changes far apart in a long text are told one by one")
    func farApart() {
        let old = Array(0..<60_000)
        let new = old.map { $0 % 10 == 3 ? -$0 : $0 }
        let script = EditScript(from: old, to: new)
        #expect(leads(script, from: old, to: new))
        #expect(changes(script) == 12_000)
    }

    @Test("lines that recur do not hide where a long text changed")
    func recurring() {
        // Each third line is one of its own, the others stand everywhere.
        let old = (0..<30_000).flatMap { [-1, $0, -2] }
        let new = (0..<30_000).flatMap { $0 % 5 == 0 ? [-1, -2, -3] : [-1, $0, -2] }
        let script = EditScript(from: old, to: new)
        #expect(leads(script, from: old, to: new))
        #expect(changes(script) <= 4 * 6_000)
    }

    @Test("what would cost too much is replaced as a whole, and still makes the one the other")
    func tooMuch() {
        var random = SystemRandomNumberGenerator()
        let (old, new) = (
            (0..<50_000).map { _ in Int.random(in: 0..<200, using: &random) },
            (0..<40_000).map { _ in Int.random(in: 0..<200, using: &random) }
        )
        #expect(leads(EditScript(from: old, to: new), from: old, to: new))
        let moved = Array(stride(from: 59_999, through: 0, by: -1))
        #expect(leads(EditScript(from: Array(0..<60_000), to: moved), from: Array(0..<60_000), to: moved))
    }

    @Test("nothing differs from nothing, and something from nothing in all")
    func empty() {
        #expect(changes(EditScript(from: [Int](), to: [])) == 0)
        #expect(EditScript(from: [1, 2], to: []).goes == [true, true])
        #expect(EditScript(from: [], to: [1, 2]).comes == [true, true])
        #expect(changes(EditScript(from: [1, 1, 1], to: [1, 1, 1])) == 0)
    }

    private func sequence(_ letters: Int, _ random: inout SystemRandomNumberGenerator) -> [Int] {
        (0..<Int.random(in: 0...24, using: &random)).map { _ in Int.random(in: 0..<letters, using: &random) }
    }

    private func changes(_ script: EditScript) -> Int { (script.goes + script.comes).count { $0 } }

    private func leads(_ script: EditScript, from old: [Int], to new: [Int]) -> Bool {
        zip(old, script.goes).filter { !$0.1 }.map(\.0) == zip(new, script.comes).filter { !$0.1 }.map(\.0)
    }
}
