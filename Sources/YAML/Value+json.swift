extension Value {
    /// This value as JSON for people: members in their order, two spaces a level, lists of plain values on one line. Of
    /// scalars that JSON has no form for, the text.
    package var json: String { json(indent: 0) }

    private func json(indent: Int) -> String {
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch self {
        case .scalar(.null, _): return "null"
        case .scalar(.bool, let text), .scalar(.int, let text): return text
        case .scalar(_, let text): return Value.quoted(text)
        case .sequence(let items):
            if items.allSatisfy({ $0.items == nil && $0.pairs == nil }) {
                return "[" + items.map { $0.json(indent: 0) }.joined(separator: ", ") + "]"
            }
            return "[\n" + items.map { inner + $0.json(indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
        case .mapping(let pairs):
            if pairs.isEmpty { return "{}" }
            let members = pairs.map { "\(inner)\(Value.quoted($0.key)): \($0.value.json(indent: indent + 2))" }
            return "{\n" + members.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    /// RFC 8259, 7.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
