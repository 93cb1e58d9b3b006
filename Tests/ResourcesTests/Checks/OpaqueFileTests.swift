import Foundation
import Testing
import YAML

@testable import Resources

/// A409, and A304 of settings that are opaque; `Tests/YAMLTests/GrammarTests` has what is.
struct OpaqueFileTests {
    private let sync = "syncs/leads-to-crm.yaml"
    private let anchored = leadsToCRM("schedule:", "x: &x a\nschedule:")

    @Test("A409 a file that becomes opaque, changes or stops being so is a risk of its own, shown where it departs")
    func changes() {
        let becomes = Sample().findings(changing: [sync: anchored])
        #expect(becomes.brief == ["A409 warning syncs/leads-to-crm.yaml:7:4 &"])
        #expect(
            becomes.first?.message
                == "sync/leads-to-crm cannot be compared field by field: it has an anchor (&…) or an alias (*…), which "
                + "programs read differently")
        #expect(becomes.first?.isRisk == true && becomes.first?.isInherited == false)
        let sample = Sample([sync: anchored])
        #expect(sample.findings(changing: [sync: anchored + "# c\n"]).codes == ["A409"])
        let mended = sample.findings(changing: [sync: Explanation.leadsToCRM])
        #expect(mended.brief == ["A409 warning syncs/leads-to-crm.yaml"])
        #expect(mended.first?.message.contains("with what is published: there, it has an anchor") == true)
        #expect(Sample().findings(changing: ["syncs/new.yaml": anchored]).codes == ["A409"])
    }

    @Test("A409 a file that was opaque before and is not touched, or is deleted, is no risk")
    func untouched() {
        let sample = Sample([sync: anchored])
        #expect(sample.findings.brief == [])
        let model = leads("name: Leads", "name: All leads")
        #expect(sample.findings(changing: ["models/leads.yaml": model]).codes == [])
        #expect(sample.findings(changing: [sync: nil]).codes == [])
    }

    @Test("A409 comes before all other risks")
    func rank() {
        let codes: [FindingCode] = [.redirected, .primaryKeyChanged, .sentTwice, .deletes, .missingKey, .runsMore]
        #expect(codes.allSatisfy { FindingCode.opaque.riskRank < $0.riskRank })
    }

    @Test(
        "A409 each reason has words of its own",
        arguments: [
            "x: &a b\n", "x: !!str b\n", "<<: {a: b}\n", "1: a\n", "? a\n", "on: a\n", "x: 1_0e3\n", "x:\n-\n",
            "x:\ta\n", "x: \"a \n  b\"\n",
            "x: |\n  a", "x: \"\\/\"\n", "x: {a}\n", "x: \"\u{2028}\"\n", "%YAML 1.2\n---\nx: a\n", "x: a\n---\ny: a\n",
            "---\nx: yes\n", "x: [\n",
        ])
    func words(_ text: String) {
        let source = SourceFile(path: sync, resource: nil, document: Document(Array(text.utf8)))
        let others = Document.Opaque.allCases.filter { $0 != source.document.opaque }
        #expect(source.document.opaque != nil && others.count == Document.Opaque.allCases.count - 1)
        #expect(!source.reasonForOpacity.isEmpty && !source.reasonForOpacity.contains("\n"))
    }

    @Test(
        "A304 settings outside of what all programs read alike are refused",
        arguments: [
            ("workspace: acme", "workspace: &w acme"), ("members:", "x: *w\nmembers:"),
            ("version: 1", "version: !!int 1"),
            ("version: 1", "%YAML 1.2\n---\nversion: 1"), ("members:", "<<: {root: x}\nmembers:"),
            ("workspace: acme", "workspace:\tacme"),
            ("workspace: acme", "? workspace\n: acme"), ("workspace: acme", "workspace: 1_0e3"),
        ])
    func settings(_ old: String, _ new: String) throws {
        let plain = try #require(Explanation.workspace["assent.yaml"])
        let text = plain.replacing(old, with: new).replacing("x: *w", with: "y: &w a\nx: *w")
        #expect(text != plain)
        let (settings, findings) = Settings.parse(FileText(text))
        #expect(settings == nil)
        #expect(findings.codes == ["A304"] && findings.first?.severity == .error)
        #expect(findings.first?.message.hasPrefix("settings must mean the same to every program: ") == true)
        #expect(Settings.parse(FileText(plain)).settings != nil)
    }

    @Test("A304 settings may have `on:` as a key, on a line of its own too, and a line `---`")
    func settingsKeys() throws {
        let plain = try #require(Explanation.workspace["assent.yaml"])
        let hooks = "notifications:\n  webhooks:\n    - url_from: A_B\n      on: [submitted]\n"
        #expect(!Settings.parse(FileText("---\n" + plain + hooks)).findings.codes.contains("A409"))
        #expect(Settings.parse(FileText("---\n" + plain + hooks)).settings != nil)
    }

    @Test("No file of the example workspace or of the fixtures that can be read is opaque")
    func ours() throws {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var read = 0
        for folder in ["example-workspace", "Tests/Fixtures"] {
            let files = try #require(
                FileManager.default.enumerator(at: top.appending(path: folder), includingPropertiesForKeys: nil))
            for case let file as URL in files where ["yaml", "yml"].contains(file.pathExtension) {
                let document = Document(Array(try Data(contentsOf: file)))
                guard document.problems.isEmpty else { continue }
                read += 1
                let isSettings = file.lastPathComponent == "assent.yaml"
                #expect(FileMeaning.isOurs(document.opaque, in: isSettings ? .settings : nil), "\(file.path)")
            }
        }
        #expect(read > 150)
    }

    @Test("64 levels are compared, merged, checked and written on a stack of 512 KiB", arguments: Nesting.allCases)
    func deep(_ nesting: Nesting) async throws {
        let (base, one, other) = (nesting.text("x", "y"), nesting.text("z", "y"), nesting.text("x", "w"))
        let file = GovernedFile.sync("deep")
        await onSmallStack {
            let document = Document(Array(base.utf8))
            #expect(document.opaque == nil && document.root != nil)
            let changed = compare(file, before: FileText(base), after: FileText(one))
            #expect(changed?.isOpaque == false && changed?.fields.count == 1)
            let value = FileMeaning(file, FileText(base)).value ?? .null
            #expect(file.canonical(value, at: .root).means(value) && value == document.root?.value)
            #expect(Set([value, value]).count == 1 && leaves(of: value, in: file).count >= 1)
            #expect(Document(render(document: value)).root?.value == value)
            let merged = merge(file, base: FileText(base), published: FileText(one), draft: FileText(other))
            // Items of lists that are told apart by position are one field.
            if nesting.isMapped, case .merged(let text?) = merged {
                #expect(compare(file, before: text, after: FileText(nesting.text("z", "w"))) == nil)
            } else {
                #expect(!nesting.isMapped)
            }
            #expect(Sample().findings(changing: ["syncs/deep.yaml": base]).codes.contains("A301"))
        }
    }

    enum Nesting: CaseIterable {
        case lists, maps, block, dashes

        var isMapped: Bool { self == .maps || self == .block }

        /// Two values at the bottom of 64 levels.
        func text(_ one: String, _ other: String) -> String {
            func times(_ text: String) -> String { String(repeating: text, count: 61) }
            return switch self {
            case .lists: "config: \(times("["))[\(one), \(other)]\(times("]"))\n"
            case .maps: "config: \(times("{a: ")){a: \(one), b: \(other)}\(times("}"))\n"
            case .block:
                "config:\n" + (1...61).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
                    + String(repeating: " ", count: 62) + "a: \(one)\n" + String(repeating: " ", count: 62)
                    + "b: \(other)\n"
            case .dashes: "config:\n  \(times("- "))- \(one)\n  \(String(repeating: "  ", count: 61))- \(other)\n"
            }
        }
    }

    private func onSmallStack(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                body()
                continuation.resume()
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }
}
