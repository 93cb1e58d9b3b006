import Foundation
import Support
import Testing

/// What documents and comments point to is there.
struct CitationTests {
    @Test("Every document that a comment or a document cites is in the repository, under one name")
    func cited() throws {
        let cited = try Pattern("[A-Za-z]+\\.md\\b")
        let names = Dictionary(grouping: Written.documents.keys) {
            $0.split(separator: "/").last.map(String.init) ?? ""
        }
        #expect(Written.texts.count > 500)
        for (path, text) in try Written.prose.get() {
            for match in cited.matches(in: text) {
                let count = names[match[0]]?.count ?? 0
                let isClear = count == 1 || count > 1 && match[0] == "README.md"
                #expect(isClear, "\(path) cites \(match[0]), of which there are \(count)")
            }
        }
    }

    @Test("Every heading that is cited with its document is there")
    func headings() throws {
        // protocol.md, Subject · format.md, "Identity inside lists"
        let cited = try Pattern("\\b([a-z]+\\.md), \"?([A-Z][A-Za-z]+)")
        var count = 0
        for (path, text) in try Written.prose.get() where path.hasSuffix(".swift") {
            for match in cited.matches(in: text) {
                let document = Written.documents.first { $0.key.hasSuffix("/\(match[1])") }?.value ?? ""
                let isThere = document.split(separator: "\n").contains { line in
                    line.hasPrefix("#") && line.contains(" \(match[2])") || line.hasPrefix("**\(match[2]) ")
                }
                #expect(isThere, "\(path) cites \(match[0])")
                count += 1
            }
        }
        #expect(count > 10)
    }

    @Test("Every rule that a test or a comment names is in flows.md")
    func rules() throws {
        let flows = try #require(Written.texts["Sources/Approvals/flows.md"])
        let known = Set(try Pattern("\\*\\*([FB][0-9]+) ").matches(in: flows).map { $0[1] })
        #expect(known.count == 18)
        let named = try Pattern("\\b[FB][1-9][0-9]?\\b")
        let test = try Pattern("@Test\\(\\s*\"([FB][0-9]+)\\b")
        for (path, text) in try Written.prose.get() where path.hasSuffix(".swift") && !path.contains("/Fuzz") {
            for match in named.matches(in: text) {
                #expect(known.contains(match[0]), "\(path) names the rule \(match[0])")
            }
        }
        var proven: Set<String> = []
        for (path, text) in Written.texts where path.hasPrefix("Tests/") {
            proven.formUnion(test.matches(in: text).map { $0[1] })
        }
        #expect(proven.isSubset(of: known), "tests name rules that flows.md lacks")
        // F10 and B7 are planned, B5 and B6 are proven by benchmarks and fixtures.
        #expect(known.subtracting(proven).isSubset(of: ["F10", "B5", "B6", "B7"]), "rules that no test names")
    }

    @Test("Every link of a document leads to a file")
    func links() throws {
        let link = try Pattern("\\]\\(([^)#:]+)(?:#[^)]*)?\\)")
        for (path, text) in Written.documents {
            let folder = path.split(separator: "/").dropLast().map { "\($0)/" }.joined()
            for match in link.matches(in: text) {
                #expect(Written.isThere(folder + match[1]), "\(path) links to \(match[1])")
            }
        }
    }

    @Test("Every file and every type that a document names is there")
    func names() throws {
        let code = try Pattern("`([^`\\n]+)`")
        let place = try Pattern("^(Sources|Tests|\\.ci)/[A-Za-z/.+-]*$")
        let file = try Pattern("^[A-Za-z_+]+\\.(swift|py)$")
        let type = try Pattern("^([A-Z][A-Za-z]*[a-z])([.(].*)?$")
        let files = Set(Written.texts.keys.compactMap { $0.split(separator: "/").last.map(String.init) })
        let folders = Set(Written.texts.keys.flatMap { $0.split(separator: "/").dropLast().map(String.init) })
        let words = Set(
            Written.texts.filter { $0.key.hasSuffix(".swift") }.values.joined(separator: "\n")
                .components(separatedBy: CharacterSet.alphanumerics.inverted))
        let blocks = try Pattern("(?s)```.*?```")
        for (path, text) in Written.documents where path.hasPrefix("Sources/") || path.hasPrefix(".github/") {
            for match in code.matches(in: blocks.removed(from: text)) {
                let name = match[1]
                let word = type.matches(in: name).first?[1]
                let isThere =
                    if !place.matches(in: name).isEmpty {
                        Written.isThere(name)
                    } else if !file.matches(in: name).isEmpty { files.contains(name) } else if let word {
                        words.contains(word) || folders.contains(word)
                    } else {
                        true
                    }
                #expect(isThere, "\(path) names \(name)")
            }
        }
    }
}
