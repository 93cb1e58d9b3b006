import Resources
package import YAML

extension Words {
    /// A value as YAML would write it on one line. A text that could be taken for something else is quoted, so that
    /// `014` and `"014"` show as the two values that they are.
    package init(_ value: Value) {
        switch value {
        case .scalar(.null, _): self = "null"
        case .scalar(.string, let text): self.init(Self.isPlain(text) ? text : Self.quoted(text))
        case .scalar(_, let text): self.init(text)
        case .sequence(let items): self = "[" + items.map { Words(item: $0) }.joined(by: ", ") + "]"
        case .mapping(let pairs):
            self = "{" + pairs.map { "\($0.key): " + Words(item: $0.value) }.joined(by: ", ") + "}"
        }
    }

    /// Within a collection a comma or bracket would read as its own.
    private init(item value: Value) {
        if case .scalar(.string, let text) = value, text.contains(where: { ",[]{}:".contains($0) }) {
            self.init(Self.quoted(text))
        } else {
            self.init(value)
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        if first.properties.isWhitespace || last.properties.isWhitespace || "\"'[{".unicodeScalars.contains(first) {
            return false
        }
        return ScalarKind.ofPlain(text) == .string && !text.contains("→") && !text.contains("\n")
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }

    /// A field before and after.
    static func versions(from before: Value?, to after: Value?) -> (before: Words, after: Words) {
        let old = before.map { Words($0).toned(.removed) } ?? "(not set)"
        let new = after.map { Words($0).toned(.added) } ?? "(removed)"
        let isAlike = before != nil && after != nil && old.plain == new.plain
        return (old, isAlike ? new + " (different characters that look the same)" : new)
    }
}
