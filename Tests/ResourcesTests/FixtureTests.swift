import Foundation
import Testing
import YAML

@testable import Resources

@Suite("Workspaces with the findings that are expected of them")
struct FixtureTests {
    @Test("every finding is expected, and every expected one is found", arguments: Fixture.names)
    func findings(name: String) throws {
        let fixture = try Fixture(name)
        let found = fixture.findings().map(Fixture.Line.init).sorted()
        let missing = fixture.expected.filter { !found.contains($0) }
        let unexpected = found.filter { !fixture.expected.contains($0) }
        #expect(missing == [], "expected and not found")
        #expect(unexpected == [], "found and not expected")
        #expect(found.count == fixture.expected.count, "each is found once")
    }

    @Test(
        "findings carry what a person needs: a line with the place in it, one sentence, no control characters",
        arguments: Fixture.names)
    func presentation(name: String) throws {
        let fixture = try Fixture(name)
        let findings = fixture.findings()
        #expect(findings == findings.sorted(by: Finding.isBefore))
        for finding in findings {
            #expect(!finding.message.isEmpty && !finding.message.contains("\n"), "\(finding)")
            let texts = [finding.message, finding.label ?? "", finding.help ?? ""]
            #expect(texts.allSatisfy { !$0.unicodeScalars.contains { $0.value < 32 && $0 != "\n" } }, "\(finding)")
            guard let range = finding.range else { continue }
            let line = try #require(finding.line, "\(finding)")
            #expect(range.start.column >= 1 && range.start.column <= line.unicodeScalars.count + 1, "\(finding)")
            #expect(range.start.offset <= range.end.offset, "\(finding)")
        }
    }

    @Test("line ends of Windows and a byte-order mark change no finding", arguments: Fixture.names)
    func otherForms(name: String) throws {
        let fixture = try Fixture(name)
        let crlf = fixture.rewritten { file in
            guard file.isRegular else { return file }
            return FileText(bytes: file.bytes.flatMap { $0 == 10 ? [13, 10] : [$0] }, mode: file.mode)
        }
        #expect(crlf.findings().map(Fixture.Line.init).sorted() == fixture.expected)
        let marked = fixture.rewritten { file in
            file.isRegular ? FileText(bytes: [0xEF, 0xBB, 0xBF] + file.bytes, mode: file.mode) : file
        }
        #expect(marked.findings().map(Fixture.Line.init).sorted() == fixture.expected)
    }

    @Test("a check of some files says nothing that a check of all does not", arguments: Fixture.names)
    func focus(name: String) throws {
        let fixture = try Fixture(name)
        let workspace = fixture.workspace(fixture.after)
        let all = Set(check(in: workspace).map(Fixture.Line.init))
        for file in workspace.files.files.keys {
            let some = check([file], in: workspace).filter { !$0.message.contains("not all columns") }
            #expect(Set(some.map(Fixture.Line.init)).isSubset(of: all), "\(file)")
        }
    }

    @Test("the workspace about which nothing is said is not silent because nothing is seen")
    func silence() throws {
        let fixture = try Fixture("adopted")
        #expect(fixture.findings() == [])
        var slips = 0
        for (path, file) in fixture.after where path.description.contains("/syncs/") {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for use in ["from: ", "row.", "row['", "destination: ", "model: "] where text.contains(use) {
                let slipped = try #require(text.range(of: use))
                let changed = text.replacingCharacters(in: slipped, with: use + "zzz")
                let findings = fixture.rewritten { $0 == file ? FileText(changed) : $0 }.findings()
                #expect(findings.contains { $0.severity == .error && $0.path == path.description }, "\(path) \(use)")
                slips += 1
            }
        }
        #expect(slips > 10)
    }

    @Test("there are workspaces to check")
    func names() throws {
        #expect(Fixture.names.count >= 8)
        let folders = try FileManager.default.contentsOfDirectory(atPath: Fixture.folder).filter {
            FileManager.default.fileExists(atPath: "\(Fixture.folder)/\($0)/.")
        }
        #expect(folders.sorted() == Fixture.names, "each says in expected.txt what is found in it")
    }
}
