import YAML

/// A file that checks talk about: what was read, and how findings name it.
struct SourceFile: Sendable {
    let path: String
    let resource: ResourceID?
    let document: Document

    func finding(
        _ code: FindingCode, _ severity: Severity, _ range: SourceRange?, _ message: String, label: String? = nil,
        help: String? = nil, field: FieldPath? = nil
    ) -> Finding {
        Finding(
            code, severity, resource: resource, path: path, range: range,
            line: range.flatMap { document.line(around: $0.start.offset) }, message: message, label: label, help: help,
            field: field)
    }

    /// A finding for each of these, as far as anybody would read on: who made a file with a million slips shall not make
    /// everybody else wait for them.
    func findings<Things: Collection>(
        forEach things: Things, _ code: FindingCode, _ severity: Severity, _ make: (Things.Element) -> Finding
    ) -> [Finding] {
        let most = 100
        let findings = things.prefix(most).map(make)
        if things.count <= most { return findings }
        return findings + [finding(code, severity, nil, "\(things.count - most) more like the first \(most)")]
    }
}

extension Node {
    /// The text of any scalar but null: for what is a name to people, whatever YAML makes of it (`name: 2024`).
    var anyText: String? {
        guard let scalar, scalar.kind != .null else { return nil }
        return scalar.text
    }

    /// True or false, as every YAML reader takes it.
    var bool: Bool? {
        guard let scalar, scalar.kind == .bool else { return nil }
        return scalar.text.lowercased() == "true"
    }

    var int: Int? {
        guard let scalar, scalar.kind == .int else { return nil }
        return Int(scalar.text)
    }

    var isNull: Bool { scalar?.kind == .null }

    /// What the node is, for people.
    var kindInWords: String {
        switch content {
        case .sequence: "a list"
        case .mapping: "a map"
        case .scalar(let scalar):
            switch scalar.kind {
            case .null: "empty"
            case .bool: "true or false"
            case .int, .float: "a number"
            case .string, .ambiguous: scalar.text.isEmpty ? "empty" : "text"
            }
        }
    }
}

/// `a`, `a and b`, `a, b and c`; for people.
func inWords(_ names: [String], last: String = "and") -> String {
    guard let final = names.last else { return "" }
    if names.count == 1 { return final }
    return names.dropLast().joined(separator: ", ") + " \(last) " + final
}

/// `did you mean email?`, `did you mean email or e_mail?`; nil if nothing is near.
func didYouMean(_ name: String, among names: some Sequence<String>) -> String? {
    let near = nearest(name, among: Array(names))
    return near.isEmpty ? nil : "did you mean \(inWords(near, last: "or"))?"
}

extension FieldPath {
    static func keys(_ keys: String...) -> FieldPath { FieldPath(keys.map { .key($0) }) }

    func key(_ key: String) -> FieldPath { appending(.key(key)) }
}
