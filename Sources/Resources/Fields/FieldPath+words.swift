extension FieldPath: CustomStringConvertible {
    /// The path for people: `config.mappings[Email].from`, `schedule.schedule.expressions[2].time` (counted from 0),
    /// `config."a.b"`. Keys of other people are quoted and escaped where they could be taken for something else.
    package var description: String {
        if segments.isEmpty { return "the whole file" }
        var words = ""
        for segment in segments {
            switch segment {
            case .key(let key):
                if !words.isEmpty { words += "." }
                words += FieldPath.isPlainKey(key) ? key : FieldPath.quoted(key)
            case .item(let text), .element(let text):
                words += "[\(FieldPath.isPlainItem(text) ? text : FieldPath.quoted(text))]"
            case .index(let index): words += "[\(index)]"
            case .order: words += words.isEmpty ? "order" : " (order)"
            }
        }
        return words
    }

    /// The key that people speak of: `mappings` for `config.mappings[Email].from`.
    package var shortName: String {
        let keys = segments.prefix { if case .key = $0 { true } else { false } }.compactMap { segment in
            if case .key(let key) = segment { key } else { nil }
        }
        let isWrapper = keys.first == "config" || keys.first == "members" || keys.first == "approvals"
        return (isWrapper ? keys.dropFirst().first : nil) ?? keys.first ?? "the whole file"
    }

    private static func isPlainKey(_ key: String) -> Bool {
        !key.isEmpty && key.unicodeScalars.allSatisfy { $0 == "_" || $0 == "-" || isWordly($0) }
    }

    private static func isPlainItem(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
        if first == " " || last == " " || text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            if scalar.value < 0x20 || scalar.value > 0x7E { return isWordly(scalar) }
            return !"[]\"\\".unicodeScalars.contains(scalar)
        }
    }

    /// A letter, digit or mark that shows as itself.
    private static func isWordly(_ scalar: Unicode.Scalar) -> Bool {
        // Most are, and to look into Unicode's tables takes long.
        if case "a"..."z" = scalar { return true }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                    quoted += "\\u{\(String(scalar.value, radix: 16))}"
                default: quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
