import Approvals
import Resources

extension Finding {
    /// The message; what it names of a file stands in backticks.
    var words: Words { Words(prose: SafeText.line(message)) }

    /// `config.mappings[Email].from names emial, a column that model/leads does not have: did you mean email?`
    var sentence: String { SafeText.line(label.map { "\(message): \($0)" } ?? message) }

    /// What to do, or what is known, line by line.
    var helpLines: [String] { help.map(SafeText.lines) ?? [] }
}

extension [Finding] {
    /// A name for each finding that no other has, and that stays when lines move: of its code, file, field and words, and
    /// of how many like it stand before it.
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
