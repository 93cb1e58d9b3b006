/// Which columns are made anew at every run, so that nothing can be known by them again. Said only where it is certain:
/// the call that does it must reach the column's value whatever the data is, through nothing but functions that keep it.
struct InstabilityReader: Sendable {
    let tokens: TokenTree

    /// Functions that, called with nothing between their parentheses, return something else each time. With a seed or a
    /// name between them, some return the same again.
    private static let unstable: Set<Token.Key> = [
        "random", "rand", "randn", "uuid", "gen_random_uuid", "generate_uuid", "newid", "newsequentialid",
        "uuid_string",
        "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v4", "uuidv4", "uuidv7", "generateuuidv4", "sys_guid",
        "monotonically_increasing_id",
    ]

    /// Functions whose value changes with what they are given. `coalesce`, `case` and the like may drop it.
    private static let transparent: Set<Token.Key> = [
        "cast", "try_cast", "safe_cast", "convert", "to_varchar", "to_char", "to_string", "varchar", "string", "text",
        "md5", "md5_hex", "sha", "sha1", "sha1_hex", "sha2", "sha2_hex", "sha256", "sha512", "hash", "hashbytes",
        "farm_fingerprint", "xxhash64", "checksum", "to_hex", "hex", "lower", "upper", "trim", "replace", "concat",
        "concat_ws", "abs", "floor", "round", "ceil", "ceiling",
    ]

    /// Words that make a choice, a truth value or another query of what stands around them.
    private static let opaque: Set<Token.Key> = [
        "case", "when", "then", "else", "end", "and", "or", "not", "is", "in", "like", "ilike", "rlike", "regexp",
        "between", "select", "exists", "any", "all", "some", "over", "within", "filter", "collate", "escape",
    ]

    private static let operators: Set<Token.Key> = ["||", "+", "-", "*", "/", "%", ".", ",", "::"]

    /// Whether some word of a text, wherever it stands, could make a value another one at every run. It costs a look at
    /// each word, so that most queries need not be read by the rules of every warehouse.
    static func mayBeUnstable(_ query: [UInt8]) -> Bool {
        query.withUnsafeBufferPointer { text in
            var index = 0
            while index < text.count {
                let start = index
                while index < text.count, isPartOfWord(text[index]) { index += 1 }
                let key = Token.Key(UnsafeBufferPointer(rebasing: text[start..<index]))
                if index > start, unstable.contains(key) || key == "row_number" { return true }
                index += 1
            }
            return false
        }
    }

    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Of an expression; what is not fully understood, or nests too deep, counts as stable.
    func instability(of expression: Range<Int>, depth: Int = 0) -> String? {
        guard depth < QueryReader.depthLimit else { return nil }
        var found: String?
        var index = expression.lowerBound
        while index < expression.upperBound {
            let token = tokens[index]
            switch token.kind {
            case .template, .parameter: return nil
            case .string, .number, .quotedName: break
            case .symbol:
                if token.key == "(" {
                    found = found ?? instability(of: index + 1..<tokens.closing[index], depth: depth + 1)
                } else if !Self.operators.contains(token.key) {
                    return nil
                }
            case .word:
                if Self.opaque.contains(token.key) { return nil }
                guard tokens.key(index + 1, before: expression.upperBound) == "(" else { break }
                let close = tokens.closing[index + 1]
                let isQualified = index > expression.lowerBound && tokens[index - 1].key == "."
                if tokens.key(close + 1, before: expression.upperBound) == "over" {
                    let window = close + 2
                    guard window < expression.upperBound else { return nil }
                    if token.key == "row_number", !isQualified {
                        found = found ?? numbering(over: window, depth: depth)
                    }
                    index = tokens.closing[window]
                } else {
                    if !isQualified {
                        found = found ?? instability(ofCall: index, arguments: index + 2..<close, depth: depth)
                    }
                    index = close
                }
            }
            index = tokens.closing[index] + 1
        }
        return found
    }

    private func instability(ofCall name: Int, arguments: Range<Int>, depth: Int) -> String? {
        if arguments.isEmpty { return Self.unstable.contains(tokens[name].key) ? "\(tokens[name].text)()" : nil }
        return Self.transparent.contains(tokens[name].key) ? instability(of: arguments, depth: depth + 1) : nil
    }

    /// `ROW_NUMBER() OVER (…)`: without an order, or with one that is none, rows are numbered as they happen to come.
    private func numbering(over window: Int, depth: Int) -> String? {
        guard tokens[window].key == "(" else { return nil }
        let specification = window + 1..<tokens.closing[window]
        let words = "row_number() over no order"
        guard let first = specification.first else { return words }
        // Within a partition of one row every order is the same.
        guard tokens[first].key == "order", tokens.key(first + 1, before: specification.upperBound) == "by" else {
            return nil
        }
        for part in tokens.split(first + 2..<specification.upperBound) where !isConstant(part) {
            let order = instability(of: withoutDirection(part), depth: depth + 1)
            return order.map { "row_number() over the order of \($0)" }
        }
        return words
    }

    private func withoutDirection(_ part: Range<Int>) -> Range<Int> {
        let directions: Set<Token.Key> = ["asc", "desc", "nulls", "first", "last"]
        var end = part.upperBound
        while end > part.lowerBound, directions.contains(tokens[end - 1].key) { end -= 1 }
        return part.lowerBound..<end
    }

    /// `1`, `null`, `'x'`, `(select null)`: no order at all.
    private func isConstant(_ part: Range<Int>) -> Bool {
        var part = withoutDirection(part)
        while let first = part.first, tokens[first].key == "(", tokens.closing[first] == part.upperBound - 1 {
            part = first + 1..<part.upperBound - 1
        }
        if let first = part.first, tokens[first].key == "select" { part = first + 1..<part.upperBound }
        guard part.count == 1, let token = tokens[part].first else { return false }
        switch token.kind {
        // Some warehouses read "x" as a name.
        case .string: return token.key == "'"
        case .number: return true
        case .word: return token.key == "null"
        default: return false
        }
    }
}
