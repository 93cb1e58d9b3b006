import Support
import Testing

@testable import Resources

/// The table of codes in checks.md.
struct ChecksTableTests {
    @Test("checks.md lists every code with its severities and its meaning")
    func table() throws {
        let groups = [
            ("A1", "Files"), ("A2", "References"), ("A3", "Shape"), ("A4", "Risks: what a reviewer must see"),
        ]
        var text = "| code | severity | what it says |\n| --- | --- | --- |\n"
        for (prefix, title) in groups {
            text += "| | | **\(title)** |\n"
            for explanation in Explanation.all where explanation.code.rawValue.hasPrefix(prefix) {
                let severities = explanation.code.severities.sorted(by: >).map(\.rawValue)
                text += "| \(explanation.code) | \(severities.joined(separator: ", ")) | \(explanation.title) |\n"
            }
        }
        try Documents.expect(text, as: "checks", in: "Sources/Resources/checks.md")
    }

    /// Those that are listed are held against what the checks say by `Finding` itself, wherever one is made.
    @Test(
        "Every code has each severity that is listed, in a fixture or an explained example", arguments: Explanation.all)
    func severities(_ explanation: Explanation) throws {
        let code = explanation.code
        var found = Set(explanation.wrong.findings.filter { $0.code == code }.map(\.severity))
        for name in Fixture.names {
            for line in try Fixture(name).expected where line.text.hasPrefix("\(code) ") {
                found.insert(try #require(Severity(rawValue: String(line.text.split(separator: " ")[1]))))
            }
        }
        // Folders that only a hand can write, and names in templates that may be filled in elsewhere, have tests of their own.
        let others: [FindingCode: Set<Severity>] = [.misplacedFile: [.notice], .badTemplate: [.warning]]
        #expect(found.union(others[code] ?? []) == code.severities)
    }
}
