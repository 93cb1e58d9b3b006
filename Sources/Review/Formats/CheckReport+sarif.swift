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
            finding.sarifResult(rule: positions[finding.code], fingerprint)
        }
        return SafeText.json([
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "assent", "version": .string(version),
                            "rules": .array(rules.map(\.sarifRule)),
                        ]
                    ],
                    "columnKind": "unicodeCodePoints", "results": .array(results),
                    "properties": ["checked": .string(checked.plain)],
                ]
            ],
        ])
    }
}

extension Explanation {
    fileprivate var sarifRule: JSON {
        let paragraphs = why.split(separator: "\n\n").map { $0.split(separator: "\n").joined(separator: " ") }
        return [
            "id": .string(code.rawValue),
            "shortDescription": ["text": .string(title)],
            "fullDescription": ["text": .string(paragraphs.first ?? title)],
            "help": [
                "text": .string(plainText), "markdown": .string(markdown),
            ],
            "properties": ["tags": code.isRisk ? ["risk"] : []],
        ]
    }
}

extension Finding {
    fileprivate func sarifResult(rule: Int?, _ fingerprint: String) -> JSON {
        let lines = [sentence] + helpLines
        var logical: [JSON] = []
        if let resource {
            logical.append(["fullyQualifiedName": .string(resource.description), "kind": "resource"])
        }
        if let field {
            let name = [resource?.description, field.description].compactMap { $0 }.joined(separator: "#")
            logical.append(["fullyQualifiedName": .string(name), "kind": "member"])
        }
        var result: JSON.Members = [
            "ruleId": .string(code.rawValue), "level": .string(severity == .notice ? "note" : severity.rawValue),
            "message": ["text": .string(lines.joined(separator: "\n"))],
            "locations": [
                [
                    // A finding about the file as a whole stands at its top: readers ask for a line.
                    "physicalLocation": [
                        "artifactLocation": artifact, "region": range.map(\.sarifRegion) ?? ["startLine": 1],
                    ],
                    "logicalLocations": .array(logical),
                ]
            ],
            "partialFingerprints": ["assent/v1": .string(fingerprint)],
            "properties": ["inherited": .bool(isInherited)],
        ]
        if let rule { result["ruleIndex"] = .int(rule) }
        if let range, !replacements.isEmpty {
            result["fixes"] = .array(replacements.map { fix($0, at: range) })
        }
        return .object(result)
    }

    private func fix(_ text: String, at range: SourceRange) -> JSON {
        [
            "description": ["text": .string("Write \(SafeText.line(text)).")],
            "artifactChanges": [
                [
                    "artifactLocation": artifact,
                    "replacements": [
                        ["deletedRegion": range.sarifRegion, "insertedContent": ["text": .string(text)]]
                    ],
                ]
            ],
        ]
    }

    /// From the top of the repository.
    private var artifact: JSON { ["uri": .string(URIPath.escaped(path)), "uriBaseId": "%SRCROOT%"] }
}

extension SourceRange {
    fileprivate var sarifRegion: JSON {
        [
            "startLine": .int(start.line), "startColumn": .int(start.column), "endLine": .int(end.line),
            "endColumn": .int(end.column),
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
