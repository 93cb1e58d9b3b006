import Testing
import YAML

@testable import Resources

struct AttributesTests {
    private func findings(_ attributes: [String: String], root: String = "") -> [Finding] {
        var sample = Sample(attributes.mapValues { Optional($0) })
        if !root.isEmpty {
            sample.files = Dictionary(
                uniqueKeysWithValues: sample.files.map { path, text in
                    let isInRoot = path != "assent.yaml" && attributes[path] == nil
                    return (isInRoot ? "\(root)/\(path)" : path, text)
                })
            sample.root = root
        }
        return sample.findings
    }

    @Test(
        "A108 attributes that make git show other bytes, or merge otherwise, are told",
        arguments: [
            "*.yaml filter=tidy", "* working-tree-encoding=UTF-16", "assent.yaml ident", "syncs/* eol=crlf",
            "models/** merge=union", "**/leads.yaml filter=x", "[a-m]*/leads*.yaml filter=x", "/assent.yaml filter=x",
            "\"models/leads.yaml\" filter=x", "[attr]evil filter=x\n*.yaml evil", "mo?els/leads.y[!b]ml filter=x",
            "*.yaml -filter\n*.yaml filter=x", "columns/leads.yaml filter=x",
        ])
    func told(_ text: String) {
        let findings = findings([".gitattributes": text + "\n"])
        #expect(findings.brief.allSatisfy { $0.hasPrefix("A108 warning .gitattributes:") } && findings.count == 1)
        #expect(findings.first?.range?.start.line == text.split(separator: "\n").count)
    }

    @Test(
        "A108 others are not",
        arguments: [
            "* text=auto", "*.yaml merge=assent", "*.sql filter=x", "*.yaml filter=x\n*.yaml -filter", "# * filter=x",
            "docs/** filter=lfs", "*.yaml -text", "*.yaml binary", "models filter=x", "models/ filter=x",
            "*.yaml eol=lf", "!*.yaml filter=x", "leads.yaml/* filter=x", "model?/x/** filter=x", "", "* ", "\"",
        ])
    func fine(_ text: String) { #expect(findings([".gitattributes": text + "\n"]).brief == []) }

    @Test("A108 files of attributes hold at any level down to the folders, the deeper one last")
    func levels() {
        for path in [
            ".gitattributes", "data/.gitattributes", "data/ht/.gitattributes", "data/ht/models/.gitattributes",
        ] {
            #expect(findings([path: "*.yaml filter=x\n"], root: "data/ht").map(\.path) == [path], "\(path)")
        }
        #expect(
            findings(
                ["data/.gitattributes": "*/*/*.yaml filter=x\n", "data/ht/.gitattributes": "* -filter\n"],
                root: "data/ht") == [])
        #expect(findings(["docs/.gitattributes": "* filter=x\n"], root: "data/ht") == [])
    }

    @Test("a pattern of many stars takes no longer than it is")
    func slow() {
        let pattern = String(repeating: "*a", count: 400)
        let start = ContinuousClock.now
        #expect(PathPattern(Array((pattern + "b").utf8))?.matches(String(repeating: "a", count: 400).utf8) == false)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
