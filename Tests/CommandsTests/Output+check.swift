import Approvals
import Testing

@testable import Commands
@testable import Review

/// Holds a document against its description, more strictly than its schema does: a member that is not described is wrong
/// too.
extension Output {
    /// What is wrong with a document that a command printed; nil: nothing.
    func problem(with document: JSON) -> String? {
        let problems = (documents + [.refusal]).map { $0.problem(with: document, at: "") }
        // The refusal tells least of a document that is none.
        return problems.contains(nil) ? nil : problems.dropLast().compactMap(\.self).joined(separator: ", or ")
    }

    /// What is wrong with what `assent` printed for these arguments; nil: nothing, or no JSON was asked for.
    static func problem(with text: String, printedBy arguments: [String]) throws -> String? {
        let typed = TypedCommand(arguments)
        guard typed.wantsJSON, !arguments.contains("--help") else { return nil }
        let output = (typed.type as? any RunnableCommand.Type)?.output ?? .start
        let isSchema = output.command == Output.schema.command
        let documents = isSchema ? [text[...]] : text.split(separator: "\n")
        if !output.isLines, documents.count != 1 { return "\(documents.count) documents" }
        for line in documents {
            if let problem = output.problem(with: try Reports.document(String(line))) { return problem }
        }
        return nil
    }
}

extension JSONObject {
    fileprivate func problem(with document: JSON, at place: String) -> String? {
        guard case .object(let values) = document else { return "\(place) is not an object" }
        for member in members {
            let path = place.isEmpty ? member.name : "\(place).\(member.name)"
            guard let value = values[member.name] else { return "\(path) is missing" }
            if let problem = member.type.problem(with: value, at: path) { return problem }
        }
        let others = values.map(\.name).filter { name in !members.contains { $0.name == name } }
        return isOpen || others.isEmpty ? nil : "\(place) has \(others), which are not described"
    }
}

extension JSONType {
    fileprivate func problem(with value: JSON, at path: String) -> String? {
        func expect(_ isRight: Bool, _ what: String) -> String? { isRight ? nil : "\(path) is not \(what): \(value)" }
        func isHex(_ count: Int) -> Bool {
            value.string.map { $0.count == count && $0.allSatisfy { "0123456789abcdef".contains($0) } } ?? false
        }
        switch self {
        case .text: return expect(value.string != nil, "a text")
        case .commit: return expect(isHex(40), "a commit")
        case .digest: return expect(isHex(64), "a digest")
        case .time: return expect(value.string.map { $0.hasSuffix("Z") && $0.contains("T") } ?? false, "a time")
        case .flag: return expect(value.bool != nil, "a flag")
        case .version: return expect(value == 1, "version 1")
        case .count: return expect((value.int ?? -1) >= 0, "a count")
        case .choice(let texts): return expect(value.string.map(texts.contains) ?? false, "one of \(texts)")
        case .anything: return nil
        case .optional(let type): return value == .null ? nil : type.problem(with: value, at: path)
        case .object(let object): return object.problem(with: value, at: path)
        case .list(let type):
            guard let items = value.array else { return "\(path) is not a list" }
            return items.lazy.enumerated().compactMap { type.problem(with: $1, at: "\(path)[\($0)]") }.first
        case .map(_, let type):
            guard case .object(let values) = value else { return "\(path) is not an object" }
            return values.lazy.compactMap { type.problem(with: $0.value, at: "\(path).\($0.name)") }.first
        }
    }
}
