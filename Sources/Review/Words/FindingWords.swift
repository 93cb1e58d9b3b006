import Approvals
import Resources

/// What a finding says, safe to print.
struct FindingWords {
    /// Names from a file are in backticks.
    let message: Words
    /// `config.mappings[Email].from names emial, a column that model/leads does not have: did you mean email?`
    let sentence: String
    /// What to do, or what is known, line by line.
    let help: [String]

    init(_ finding: Finding) {
        message = Words(prose: SafeText.line(finding.message))
        sentence = SafeText.line(finding.label.map { "\(finding.message): \($0)" } ?? finding.message)
        help = finding.help.map(SafeText.lines) ?? []
    }
}

extension [Finding] {
    /// A name for each finding that no other has, and that stays when lines move: of its code, file, field and words,
    /// and of how many like it stand before it.
    var fingerprints: [String] {
        var seen: [String: Int] = [:]
        return map { finding in
            let parts = [finding.code.rawValue, finding.path, finding.field?.description ?? "", finding.message]
            // No part holds a NUL: a path cannot, and the others are made of what YAML allows.
            let name = parts.joined(separator: "\0")
            let count = seen[name, default: 0]
            seen[name] = count + 1
            return Digest.sha256([UInt8]("\(name)\0\(count)".utf8))
        }
    }

    /// What blocks first, then by weight; of risks, the worst first.
    var worstFirst: [Finding] {
        sorted { a, b in
            if a.isInherited != b.isInherited { return b.isInherited }
            if a.severity != b.severity { return a.severity > b.severity }
            if a.code.riskRank != b.code.riskRank { return a.code.riskRank < b.code.riskRank }
            return Finding.isBefore(a, b)
        }
    }
}
