/// YAML text for a value in Git Sync's own style: block collections, two spaces, sequences indented under their key,
/// `|-` for text of several lines, quotes only where some reader would else not read the same.
///
/// - Parameter indent: spaces in front of every line but the first, which the caller has put in its place.
/// - Returns: Text without an end of its last line.
package func render(_ value: Value, indent: Int, lineEnd: String) -> String {
    Renderer(lineEnd: lineEnd).block(value, column: indent)
}

/// A string as it may stand in place of any scalar on one line, within `[…]` too: plain if it may be, else in quotes.
///
/// - Parameter style: the quotes to keep, where they can hold it.
package func render(scalar text: String, like style: Scalar.Style = .plain) -> String {
    Renderer().quotedIfNeeded(text, inFlow: true, like: style)
}

/// A whole file that holds `value`.
package func render(document value: Value) -> [UInt8] { Array((render(value, indent: 0, lineEnd: "\n") + "\n").utf8) }

/// Writes values. Columns count from 0 here.
struct Renderer {
    var lineEnd = "\n"
    /// From the column of a key to that of the keys and of the items below it.
    var mappingStep = 2
    var sequenceStep = 2
    /// Whether text that ends with empty lines may be written as `|+`.
    var keepsLines = true

    /// A value on lines of its own; its first line comes without indentation.
    func block(_ value: Value, column: Int) -> String {
        let separator = lineEnd + spaces(column)
        switch value {
        case .mapping(let pairs) where !pairs.isEmpty:
            return pairs.map { key($0.key) + ":" + behindKey($0.value, column: column) }.joined(separator: separator)
        case .sequence(let items) where !items.isEmpty:
            return items.map { "-" + behindDash($0, column: column) }.joined(separator: separator)
        default: return inline(value, column: column - 2, allowsBlock: column > 0)
        }
    }

    /// What follows `key:` where the key is at `column`.
    func behindKey(_ value: Value, column: Int) -> String {
        guard value.isFilledCollection else { return " " + inline(value, column: column, allowsBlock: true) }
        let column = column + (value.items == nil ? mappingStep : sequenceStep)
        return lineEnd + spaces(column) + block(value, column: column)
    }

    /// What follows `-` where the dash is at `column`.
    func behindDash(_ value: Value, column: Int) -> String {
        guard value.isFilledCollection else { return " " + inline(value, column: column, allowsBlock: true) }
        return " " + block(value, column: column + 2)
    }

    /// A scalar or an empty collection; under a parent at `column`.
    func inline(_ value: Value, column: Int, allowsBlock: Bool, like style: Scalar.Style? = nil) -> String {
        guard case .scalar(.string, let text) = value else { return flow(value) }
        if allowsBlock, let (header, body) = literal(text, column: column, indent: column + 2) { return header + body }
        return quotedIfNeeded(text, inFlow: false, like: style)
    }

    /// `[a, b]`, `{a: b}` or a scalar, on one line.
    func flow(_ value: Value, like style: Scalar.Style? = nil) -> String {
        switch value {
        case .scalar(.null, _): "null"
        case .scalar(.string, let text): quotedIfNeeded(text, inFlow: true, like: style)
        case .scalar(_, let text): text
        case .sequence(let items): "[" + items.map { flow($0) }.joined(separator: ", ") + "]"
        case .mapping(let pairs): "{" + pairs.map { flowEntry($0.key, $0.value) }.joined(separator: ", ") + "}"
        }
    }

    func flowEntry(_ key: String, _ value: Value) -> String {
        quotedIfNeeded(key, inFlow: true, like: nil) + ": " + flow(value)
    }

    func key(_ text: String) -> String { text == "<<" ? text : quotedIfNeeded(text, inFlow: false, like: nil) }
}

extension Value {
    var isFilledCollection: Bool { !(items?.isEmpty ?? true) || !(pairs?.isEmpty ?? true) }
}
