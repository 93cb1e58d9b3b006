/// In what two texts of one query differ where warehouses read the same in both.
package struct Restyling: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let whiteSpace = Restyling(rawValue: 1)
    package static let comments = Restyling(rawValue: 2)
    package static let keywordCase = Restyling(rawValue: 4)
}

/// How one text was only written another way; nil where it says something else, or may to some warehouse.
///
///     SQL.restyling(from: "select a from t", to: "SELECT a\nFROM t -- all")   // white space, comments, keyword case
///     SQL.restyling(from: "select a from t", to: "select A from t")           // nil: the column may get another name
///
/// Comments that give hints (`/*+ … */`) count as part of the query.
package func restyling(from before: String, to after: String) -> Restyling? {
    let (old, new) = (Array(before.utf8), Array(after.utf8))
    var found: Restyling?
    for lexicon in Dialect.unknown.readings(of: old + [10] + new) {
        let readings = [old, new].map { bytes in Text(bytes, lexicon) }
        switch (readings[0], readings[1]) {
        // No warehouse's reading.
        case (nil, nil): continue
        case (let a?, let b?):
            guard let restyling = a.restyling(to: b) else { return nil }
            found = (found ?? []).union(restyling)
        default: return nil
        }
    }
    return found
}

/// A text with its tokens and comments, by one reading.
private struct Text {
    let bytes: [UInt8]
    let tokens: [Token]
    let comments: [Range<Int>]

    init?(_ bytes: [UInt8], _ lexicon: Lexicon) {
        var tokenizer = Tokenizer(bytes: bytes, lexicon: lexicon)
        do throws(Unterminated) { try tokenizer.run() } catch { return nil }
        self.bytes = bytes
        tokens = tokenizer.tokens
        comments = tokenizer.comments
    }

    func restyling(to other: Text) -> Restyling? {
        guard tokens.count == other.tokens.count, hints == other.hints else { return nil }
        var restyling: Restyling = []
        for index in tokens.indices {
            let (a, b) = (tokens[index], other.tokens[index])
            guard a.kind == b.kind, isJoined(index) == other.isJoined(index) else { return nil }
            if bytes[a.range] == other.bytes[b.range] { continue }
            guard isKeyword(index), other.isKeyword(index), a.key == b.key else { return nil }
            restyling.insert(.keywordCase)
        }
        if commentTexts != other.commentTexts { restyling.insert(.comments) }
        if bare != other.bare { restyling.insert(.whiteSpace) }
        return restyling
    }

    private func isHint(_ comment: Range<Int>) -> Bool {
        comment.count > 2 && bytes[comment.lowerBound + 2] == UInt8(ascii: "+")
    }

    /// Symbols that are one with what they touch.
    private static let joining: Set<Token.Key> = ["@", ":", "#", "\\", "~", "!", "&", "?", "$"]

    private var hints: [[UInt8]] { comments.filter(isHint).map { Array(bytes[$0]) } }
    private var commentTexts: [[UInt8]] { comments.map { Array(bytes[$0]) } }

    /// Whether white space between a token and the one before it says something, and what.
    private func isJoined(_ index: Int) -> Bool? {
        guard index > 0 else { return nil }
        let (left, right) = (tokens[index - 1], tokens[index])
        let touches = left.range.upperBound == right.range.lowerBound
        switch (left.kind, right.kind) {
        // `'a' 'b'` is one string in Postgres if a line ends between them.
        case (.string, .string): return bytes[left.range.upperBound..<right.range.lowerBound].contains(10)
        case (.template, _), (_, .template), (.word, .string), (.symbol, .string): return touches
        case (.symbol, .symbol):
            let isBracket = { (token: Token) in ["(", ")", ",", ";", "[", "]", "{", "}"].contains(token.key) }
            return isBracket(left) || isBracket(right) ? nil : touches
        case (.symbol, _): return Text.joining.contains(left.key) ? touches : nil
        case (_, .symbol): return Text.joining.contains(right.key) ? touches : nil
        default: return nil
        }
    }

    /// A keyword where it is one: not behind AS or beside a dot, where even `end` is a name.
    private func isKeyword(_ index: Int) -> Bool {
        guard tokens[index].kind == .word, keywords.contains(tokens[index].key) else { return false }
        let before: Token.Key = index > 0 ? tokens[index - 1].key : ""
        let after: Token.Key = index + 1 < tokens.count ? tokens[index + 1].key : ""
        return before != "as" && before != "." && after != "."
    }

    /// The text in lower case without its comments, and without the lines that hold nothing else.
    private var bare: [[UInt8]] {
        let mark: UInt8 = 1
        var text: [UInt8] = []
        var start = 0
        for comment in comments {
            text += bytes[start..<comment.lowerBound]
            text.append(mark)
            start = comment.upperBound
        }
        text += bytes[start...]
        return text.split(separator: 10, omittingEmptySubsequences: false).compactMap { line in
            let lowered = line.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
            guard lowered.contains(mark) else { return lowered }
            var rest = lowered.filter { $0 != mark }
            while let last = rest.last, last <= 32 { rest.removeLast() }
            return rest.isEmpty ? nil : rest
        }
    }
}

/// Words that no common warehouse takes as a name without quotes, and which therefore have no letter case of their own.
private let keywords: Set<Token.Key> = [
    "all", "and", "any", "as", "asc", "between", "by", "case", "cast", "cross", "desc", "distinct", "else", "end",
    "except", "exists", "false", "from", "full", "group", "having", "in", "inner", "intersect", "is", "join",
    "left",
    "like", "limit", "natural", "not", "null", "on", "or", "order", "outer", "over", "partition", "preceding",
    "qualify", "right", "select", "then", "true", "unbounded", "union", "using", "when", "where", "with",
]
