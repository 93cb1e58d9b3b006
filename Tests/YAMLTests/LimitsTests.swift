import Testing
import YAML

@Suite struct LimitsTests {
    private func problem(_ text: String, limits: Limits = .standard) -> String {
        let document = Document(Array(text.utf8), limits: limits)
        guard let problem = document.problems.last else { return "fine" }
        #expect(document.root == nil && document.opaque == .unreadable)
        return "\(problem.kind.rawValue) \(place(problem.range)) \(problem.message)"
    }

    @Test("A103 a file of 50 MB is not read")
    func large() {
        let document = Document([UInt8](repeating: 0x61, count: 50_000_000))
        #expect(document.problems.map(\.kind) == [.tooLarge])
        #expect(document.problems.first?.message == "the file has 50000000 bytes; the limit is 1048576")
        #expect(problem(String(repeating: " ", count: 1 << 20)) == "fine")
        #expect(problem(String(repeating: " ", count: 1 << 20 + 1)).hasPrefix("tooLarge 1:1-1:1"))
    }

    @Test("A103 100,000 levels end at the 65th", arguments: ["[", "{a: ", "- ", "? "])
    func deep(_ open: String) {
        let text = String(repeating: open, count: 100_000)
        let column = open.utf8.count * 64 + 1
        #expect(problem(text).hasPrefix("tooDeep 1:\(column)-1:"))
        #expect(problem(text).hasSuffix("nested more than 64 levels deep"))
    }

    @Test("A103 64 levels are read, 65 are not")
    func edge() {
        func nested(_ count: Int) -> String {
            String(repeating: "[", count: count) + String(repeating: "]", count: count)
        }
        #expect(problem(nested(64)) == "fine")
        #expect(problem(nested(65)).hasPrefix("tooDeep 1:65"))
        let lines = (0..<65).map { String(repeating: " ", count: $0) + "a:\n" }
        #expect(problem(lines.dropLast().joined()) == "fine")
        #expect(problem(lines.joined()).hasPrefix("tooDeep 65:65"))
        #expect(problem("[[[]]]", limits: Limits(depth: 2)).hasPrefix("tooDeep 1:3"))
    }

    @Test("A103 levels count through aliases")
    func deepByAlias() {
        let lines = (1..<10).map { "- &n\($0) [[[[[[[*n\($0 - 1)]]]]]]]\n" }
        #expect(problem("- &n0 []\n" + lines.prefix(8).joined()) == "fine")
        #expect(problem("- &n0 []\n" + lines.joined()).hasPrefix("tooDeep 10:"))
    }

    @Test("A103 an alias bomb ends where its expansion passes the limit, and is never expanded")
    func aliasBomb() {
        let lines = (1..<30).map { level in
            "n\(level): &n\(level) [\(Array(repeating: "*n\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        #expect(
            problem("n0: &n0 [lol]\n" + lines.joined())
                == "tooManyAliasNodes 5:35-5:38 aliases expand to more than 10000 nodes here")
    }

    @Test("A103 nodes by alias are counted as if each was written out")
    func aliasWeight() {
        let list = "- &a [" + Array(repeating: "x", count: 99).joined(separator: ",") + "]\n"
        #expect(problem(list + String(repeating: "- *a\n", count: 100)) == "fine")
        #expect(problem(list + String(repeating: "- *a\n", count: 101)).hasPrefix("tooManyAliasNodes 102:3"))
        #expect(problem("- &a x\n- [*a, *a, *a]\n", limits: Limits(aliasNodes: 2)).hasPrefix("tooManyAliasNodes 2:12"))
    }

    @Test("A103 what is made to be slow takes time in proportion to its length", arguments: Slow.allCases)
    func slow(_ slow: Slow) { #expect(Document(slow.text).bytes.count == slow.text.utf8.count) }

    enum Slow: CaseIterable {
        case duplicates, keys, brackets, wide, block, escapes, separators, blankLines, nextLines, anchors, tags, quotes
        case anchored

        var text: String {
            switch self {
            case .duplicates: String(repeating: "a: 1\n", count: 40_000)
            case .keys: (0..<18_000).map { "k\($0): 1\n" }.joined()
            case .brackets: "[" + String(repeating: "{},", count: 60_000) + "]"
            case .wide: String(repeating: "é ", count: 60_000)
            case .block: "a: |\n" + String(repeating: "  é\n", count: 40_000)
            case .escapes: "\"" + String(repeating: "\\u00e9", count: 30_000) + "\""
            case .separators: String(repeating: "? ", count: 60) + String(repeating: "é\u{2028}", count: 20_000)
            case .blankLines: "a: |\n" + String(repeating: "\n", count: 180_000)
            case .nextLines: String(repeating: "\u{85}- é\n", count: 20_000)
            case .anchors: String(repeating: "&a ", count: 60_000)
            case .tags: String(repeating: "!a ", count: 60_000)
            case .quotes: String(repeating: "'\n", count: 100_000)
            case .anchored: (0..<10_000).map { "- &a\($0) x\n- !b x\n" }.joined()
            }
        }
    }
}
