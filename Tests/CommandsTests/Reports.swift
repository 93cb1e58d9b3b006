import Approvals
import FoundationEssentials
import Git
import Support
import Testing

/// Readers of what `check` reports, as the readers of those formats are.
enum Reports {
    private static let validator =
        #filePath.split(separator: "/").dropLast(2).reduce("") { "\($0)/\($1)" } + "/Harness/reports.py"

    /// What the format's own validator finds wrong; empty for a valid report.
    static func problems(_ kind: String, _ report: String) async throws -> String {
        let path = "\(ScratchRepository.current.folder)/report.\(kind)"
        try write(report, to: path)
        let output = try await Program.shell("'\(validator)' \(kind) '\(path)'")
        return output.isSuccess ? "" : "\(output.text)\(output.error)status \(output.status)"
    }

    /// A workflow command as GitHub's runner takes it apart (actions/runner, ActionCommand.TryParseV2).
    struct Annotation: Equatable {
        var level: String
        var properties: [String: String] = [:]
        var message: String

        init?(_ line: some StringProtocol) {
            guard line.hasPrefix("::"), let end = line.dropFirst(2).firstRange(of: "::") else { return nil }
            let head = line.dropFirst(2)[..<end.lowerBound]
            let parts = head.split(separator: " ", maxSplits: 1)
            level = String(parts.first ?? "")
            for property in parts.count > 1 ? parts[1].split(separator: ",") : [] {
                let pair = property.split(separator: "=", maxSplits: 1)
                guard pair.count == 2 else { continue }
                properties[String(pair[0])] = Self.read(String(pair[1]), ["%3A": ":", "%2C": ","])
            }
            message = Self.read(String(line[end.upperBound...]), [:])
        }

        private static func read(_ text: String, _ more: [String: String]) -> String {
            var text = text
            for (code, character) in [("%0D", "\r"), ("%0A", "\n")] + more.map({ ($0, $1) }) + [("%25", "%")] {
                text = text.replacing(code, with: character)
            }
            return text
        }
    }

    /// JSON of any kind.
    private struct Read: Decodable {
        let document: JSON

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            // Of another kind; whatever else is wrong is thrown.
            func decoded<Kind: Decodable>(_ kind: Kind.Type) throws -> Kind? {
                do { return try value.decode(kind) } catch DecodingError.typeMismatch { return nil }
            }
            if value.decodeNil() {
                document = .null
            } else if let flag = try decoded(Bool.self) {
                document = .bool(flag)
            } else if let number = try decoded(Int.self) {
                document = .int(number)
            } else if let text = try decoded(String.self) {
                document = .string(text)
            } else if let items = try decoded([Read].self) {
                document = .array(items.map(\.document))
            } else {
                let members = try value.decode([String: Read].self)
                document = .object(JSON.Members(members.map { ($0.key, $0.value.document) }))
            }
        }
    }

    static func annotations(_ output: String) -> [Annotation] {
        output.split(separator: "\n").compactMap { Annotation($0) }
    }

    static func document(_ output: String) throws -> JSON {
        try JSONDecoder().decode(Read.self, from: Data(output.utf8)).document
    }
}

extension StringProtocol {
    fileprivate func firstRange(of part: String) -> Range<Index>? {
        indices.lazy.compactMap { start in
            self[start...].hasPrefix(part) ? start..<self.index(start, offsetBy: part.count) : nil
        }.first
    }
}
