/// What a text needs to be read back as the string that it is.
private struct Demands {
    var hasLineEnd = false
    /// A character that only `"…"` can hold, as an escape.
    var needsEscape = false
    /// `,[]{}`, `:` or `?`, which a plain scalar within `[…]` may not hold for every reader.
    var endsInFlow = false
    /// `: ` or ` #` or a tab: not plain, wherever it stands.
    var endsAnywhere = false

    init(_ text: String) {
        var last: UInt32 = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: hasLineEnd = true
            case 0x09: endsAnywhere = true
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: needsEscape = true
            case 0x20: if last == 0x3A { endsAnywhere = true }  // ": "
            case 0x23: if last == 0x20 { endsAnywhere = true }  // " #"
            case 0x2C, 0x5B, 0x5D, 0x7B, 0x7D, 0x3A, 0x3F: endsInFlow = true  // , [ ] { } : ?
            default: break
            }
            last = scalar.value
        }
        if last == 0x3A { endsAnywhere = true }
    }
}

extension Renderer {
    /// A string on one line: plain if it may be, else quoted; quoted like before, if the quotes can hold it.
    func quotedIfNeeded(_ text: String, inFlow: Bool, like style: Scalar.Style?) -> String {
        let demands = Demands(text)
        if demands.needsEscape || demands.hasLineEnd || style == .doubleQuoted { return doubleQuoted(text) }
        let isPlain = style != .singleQuoted && !demands.endsAnywhere && !(inFlow && demands.endsInFlow)
        return isPlain && canStartPlain(text) ? text : "'" + text.split("'").joined(separator: "''") + "'"
    }

    private func canStartPlain(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let first = bytes.first, first != 0x20, bytes.last != 0x20 else { return false }
            return ScalarKind.ofPlain(bytes) == .string && Grammar.startsPlain(bytes) && !Grammar.isNumberLike(bytes)
        }
    }

    /// `|-` and its lines, each led by a line end; `nil` if the text is of one line or only escapes can hold it.
    ///
    /// - Parameter column: of the parent: an indentation indicator counts from there.
    func literal(_ text: String, column: Int, indent: Int) -> (header: String, body: String)? {
        let demands = Demands(text)
        guard demands.hasLineEnd, !demands.needsEscape, text.utf8.contains(where: { $0 != 0x0A }) else { return nil }
        var lines = text.split("\n")
        var header = "|"
        // A first line that is empty or starts with a blank would pass for indentation.
        if text.utf8.first.map({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }) ?? false {
            guard (1...9).contains(indent - column) else { return nil }
            header += String(indent - column)
        }
        if lines.last != "" {
            header += "-"
        } else {
            lines.removeLast()
            if lines.last == "" {
                guard keepsLines else { return nil }
                header += "+"
            }
        }
        let body = lines.map { lineEnd + ($0.isEmpty ? "" : spaces(indent) + $0) }.joined()
        return (header, body)
    }

    func doubleQuoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x00: quoted += "\\0"
            case 0x09: quoted += "\\t"
            case 0x0A: quoted += "\\n"
            case 0x0D: quoted += "\\r"
            case 0..<0x20, 0x7F..<0xA0: quoted += "\\x" + hexadecimal(scalar.value, digits: 2)
            case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: quoted += "\\u" + hexadecimal(scalar.value, digits: 4)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private func hexadecimal(_ number: UInt32, digits: Int) -> String {
        let text = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

extension String {
    /// Split at one byte, byte by byte: a `Character` may hold more than what is looked for (`\r\n`, a combining mark).
    func split(_ separator: Unicode.Scalar) -> [String] {
        utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false).map { String($0) ?? "" }
    }
}
