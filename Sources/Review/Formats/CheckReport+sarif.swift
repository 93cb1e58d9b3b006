import Approvals
import Resources
import YAML

extension CheckReport {
    /// SARIF 2.1.0 (OASIS): findings as code scanning takes them, each with its rule, the rule with what `explain` says of
    /// it, and fixes where the finding knows what could stand there instead.
    ///
    /// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    ///
    /// - Parameter version: of the program.
    package func sarifLog(version: String) -> String {
        let rules = Explanation.all.sorted { $0.code < $1.code }
        let positions = Dictionary(
            rules.enumerated().map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let results = zip(findings, findings.fingerprints).map { finding, fingerprint in
            SARIF.result(finding, rule: positions[finding.code], fingerprint)
        }
        return SafeText.json([
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "assent", "version": .string(version),
                            "rules": .array(rules.map(SARIF.rule)),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints", "results": .array(results),
                    "properties": ["checked": .string(checked.plain)],
                ]
            ],
        ])
    }
}

/// The objects that a log is made of.
private enum SARIF {
    static func rule(_ explanation: Explanation) -> JSON {
        let page = ExplanationPage(explanation)
        let title = explanation.title
        let paragraphs = explanation.why.split(separator: "\n\n").map {
            $0.split(separator: "\n").joined(separator: " ")
        }
        return [
            "id": .string(explanation.code.rawValue),
            "shortDescription": ["text": .string(title)],
            "fullDescription": ["text": .string(paragraphs.first ?? title)],
            "help": [
                "text": .string(page.plainText), "markdown": .string(page.markdown),
            ],
            "properties": ["tags": explanation.code.isRisk ? ["risk"] : []],
        ]
    }

    static func result(_ finding: Finding, rule: Int?, _ fingerprint: String) -> JSON {
        let words = FindingWords(finding)
        let lines = [words.sentence] + words.help
        var logical: [JSON] = []
        if let resource = finding.resource {
            logical.append(["fullyQualifiedName": .string(resource.description), "kind": "resource"])
        }
        if let field = finding.field {
            let name = [finding.resource?.description, field.description].compactMap { $0 }.joined(separator: "#")
            logical.append(["fullyQualifiedName": .string(name), "kind": "member"])
        }
        let severity = finding.severity
        var result: JSON.Members = [
            "ruleId": .string(finding.code.rawValue),
            "level": .string(severity == .notice ? "note" : severity.rawValue),
            "message": ["text": .string(lines.joined(separator: "\n"))],
            "locations": [
                [
                    // A finding about the file as a whole stands at its top: readers ask for a line.
                    "physicalLocation": [
                        "artifactLocation": artifact(finding.path),
                        "region": finding.range.map(region) ?? ["startLine": 1],
                    ],
                    "logicalLocations": .array(logical),
                ]
            ],
            "partialFingerprints": ["assent/v1": .string(fingerprint)],
            "properties": ["inherited": .bool(finding.isInherited)],
        ]
        if let rule { result["ruleIndex"] = .int(rule) }
        if let range = finding.range, !finding.replacements.isEmpty {
            result["fixes"] = .array(finding.replacements.map { fix($0, of: finding.path, at: range) })
        }
        return .object(result)
    }

    private static func fix(_ text: String, of path: String, at range: SourceRange) -> JSON {
        [
            "description": ["text": .string("Write \(SafeText.line(text)).")],
            "artifactChanges": [
                [
                    "artifactLocation": artifact(path),
                    "replacements": [
                        ["deletedRegion": region(range), "insertedContent": ["text": .string(text)]]
                    ],
                ]
            ],
        ]
    }

    /// From the top of the repository.
    private static func artifact(_ path: String) -> JSON {
        ["uri": .string(URIPath.escaped(path)), "uriBaseId": "%SRCROOT%"]
    }

    private static func region(_ range: SourceRange) -> JSON {
        [
            "startLine": .int(range.start.line), "startColumn": .int(range.start.column),
            "endLine": .int(range.end.line), "endColumn": .int(range.end.column),
        ]
    }
}

private enum URIPath {
    /// A path as a relative reference (RFC 3986, 4.2): what is not unreserved is written in percent signs, so that no
    /// first segment passes for a scheme.
    static func escaped(_ path: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var escaped: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                escaped.append(byte)
            default: escaped += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
