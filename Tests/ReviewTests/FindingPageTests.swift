import Resources
import Review
import Testing
import YAML

struct FindingPageTests {
    /// A finding about `needle` in a file.
    private func finding(
        _ text: String, _ needle: String, message: String = "config.mappings[Email].from names emial",
        label: String? = "did you mean email?", help: String? = nil, isInherited: Bool = false
    ) throws -> Finding {
        let document = Document(Array(text.utf8))
        let start = try #require(text.utf8.firstRange(of: Array(needle.utf8)))
        let from = text.utf8.distance(from: text.utf8.startIndex, to: start.lowerBound)
        let range = SourceRange(
            start: document.position(ofByte: from), end: document.position(ofByte: from + needle.utf8.count))
        return Finding(
            .unknownColumn, .error, resource: .sync("leads-to-crm"), path: "hightouch/syncs/leads-to-crm.yaml",
            range: range,
            line: document.line(range.start.line), message: message, label: label, help: help, isInherited: isInherited)
    }

    private func shown(_ finding: Finding, width: Int = 80) -> String {
        Page([finding]).text(Style(width: width))
    }

    @Test("A finding shows its line, a caret, what is near and what is known")
    func whole() throws {
        let text = "model: leads\nconfig:\n  mappings:\n    - {to: Email, from: emial, type: standard}\n"
        let finding = try finding(text, "emial", help: "model/leads has id, email, created_at (columns/leads.yaml)")
        #expect(
            shown(finding) == """
                error[A203] hightouch/syncs/leads-to-crm.yaml:4:25  config.mappings[Email].from
                    names emial
                  4 |     - {to: Email, from: emial, type: standard}
                    |                         ^^^^^ did you mean email?
                     model/leads has id, email, created_at (columns/leads.yaml)

                """)
    }

    @Test(
        "The caret stands under what it means, whatever stands before it",
        arguments: [
            ("a: émail", "émail", "  1 | a: émail", "    |    ^^^^^"),
            ("日本語: emial", "emial", "  1 | 日本語: emial", "    |         ^^^^^"),
            ("a: e\u{301}x emial", "emial", "  1 | a: e\u{301}x emial", "    |       ^^^^^"),
            ("{a:\temial}", "emial", "  1 | {a: emial}", "    |     ^^^^^"),
            ("x: 👩‍💻 emial", "emial", "  1 | x: 👩‍💻 emial", "    |       ^^^^^"),
            ("k: \u{202E}x emial", "emial", #"  1 | k: \u{202e}x emial"#, "    |              ^^^^^"),
            ("\u{FEFF}a: emial", "emial", "  1 | a: emial", "    |    ^^^^^"),
        ])
    func caret(_ text: String, _ needle: String, _ line: String, _ caret: String) throws {
        let lines = shown(try finding(text, needle, message: "m", label: nil)).split(separator: "\n").map(String.init)
        #expect(lines.suffix(2) == [line, caret])
    }

    @Test("Of a long line the part around the caret is shown")
    func window() throws {
        let text =
            "body: \(String(repeating: "lorem ipsum ", count: 40))emial \(String(repeating: "dolor sit ", count: 40))"
        let lines = shown(try finding(text, "emial", message: "m")).split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { SafeText.displayWidth($0) <= 80 })
        let line = try #require(lines.first { $0.hasPrefix("  1 |") })
        let carets = try #require(lines.first { $0.contains("^") })
        let at = carets.distance(from: carets.startIndex, to: try #require(carets.firstIndex(of: "^")))
        #expect(line.dropFirst(at).hasPrefix("emial"))
        #expect(line.hasPrefix("  1 | …") && line.hasSuffix("…"))
    }

    @Test("A finding beyond the end of its line, or over several lines, still has a caret")
    func odd() throws {
        let document = Document(Array("a: |\n  one\n  two\n".utf8))
        let range = SourceRange(start: document.position(ofByte: 3), end: document.position(ofByte: 16))
        let finding = Finding(
            .notYAML, .error, path: "x.yaml", range: range, line: document.line(1), message: "m")
        #expect(shown(finding) == "error[A101] x.yaml:1:4  m\n  1 | a: |\n    |    ^\n")
    }

    @Test("What was published before says that it blocks nobody, and a finding without a place needs no line")
    func inherited() {
        let finding = Finding(
            .misplacedFile, .warning, path: "hightouch/models/a.yml", message: "this reads like a model",
            help: "rename it\nor take it away", isInherited: true)
        #expect(
            shown(finding) == """
                warning[A105] hightouch/models/a.yml  this reads like a model (already
                    published; it blocks nobody)
                    rename it
                    or take it away

                """)
    }

    @Test("A closing line counts what was found, and says where was looked")
    func counts() throws {
        let finding = try finding("a: emial", "emial", message: "m", label: nil)
        var inherited = finding
        inherited.isInherited = true
        func last(_ findings: [Finding], conflicts: Int = 0) -> String {
            let report = CheckReport(findings, of: [], conflicts: conflicts, named: "draft/ana/x", unsaved: 0)
            return CheckPage(report).page.text(.plain).split(separator: "\n\n").last.map(String.init) ?? ""
        }
        #expect(last([]) == "no findings in what draft/ana/x changes (0 files)\n")
        #expect(
            last([finding, inherited]) == """
                1 error in what draft/ana/x changes (0 files), and 1 already published
                what it means:  assent explain A203

                """)
        #expect(last([inherited]) == "no findings in what draft/ana/x changes (0 files), and 1 already published\n")
        #expect(
            last([], conflicts: 2) == """
                no findings in what draft/ana/x changes (0 files)
                2 fields conflict with what was published since:  assent view draft/ana/x

                """)
    }

    @Test("Only errors that are new fail a check")
    func fails() throws {
        let error = try finding("a: emial", "emial")
        var inherited = error
        inherited.isInherited = true
        var warning = error
        warning.severity = .warning
        func fails(_ finding: Finding) -> Bool {
            CheckReport([finding], of: [], conflicts: 0, named: "x", unsaved: 0).fails
        }
        #expect(fails(error))
        #expect(!fails(inherited))
        #expect(!fails(warning))
    }
}
