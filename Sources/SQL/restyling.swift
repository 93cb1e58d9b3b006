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
/// Only what all warehouses read alike is judged (`SharedSQL`). From the first thing on that one of them may read another
/// way, both texts must have the same bytes.
package func restyling(from before: String, to after: String) -> Restyling? {
    let (old, new) = (SharedSQL(Array(before.utf8)), SharedSQL(Array(after.utf8)))
    guard old.pieces.count == new.pieces.count, old.rest == new.rest else { return nil }
    var restyling: Restyling = []
    for index in old.pieces.indices {
        let (a, b) = (old.pieces[index], new.pieces[index])
        guard a.kind == b.kind, old.joint(index) == new.joint(index) else { return nil }
        if old.bytes[a.range] == new.bytes[b.range] { continue }
        guard old.isKeyword(index), new.isKeyword(index), a.key == b.key else { return nil }
        restyling.insert(.keywordCase)
    }
    if old.commentTexts != new.commentTexts { restyling.insert(.comments) }
    if old.bare != new.bare { restyling.insert(.whiteSpace) }
    // Such as blanks that end the line of a comment.
    if restyling.isEmpty, old.bytes != new.bytes { restyling = .whiteSpace }
    return restyling
}

// MARK: - What stands between two pieces

extension SharedSQL {
    fileprivate enum Joint: Equatable {
        case anything
        case touches(Bool)
        case exactly(ArraySlice<UInt8>)
    }

    /// What a text says by what it has between a piece and the one before it.
    fileprivate func joint(_ index: Int) -> Joint {
        guard index > 0 else { return .anything }
        let (left, right) = (pieces[index - 1], pieces[index])
        // `'a' 'b'` is one string in Postgres if a line ends between them, and in MySQL always.
        let mayBeString: Set<Kind> = [.quoted, .opaque, .rest]
        if mayBeString.contains(left.kind), mayBeString.contains(right.kind) {
            return .exactly(bytes[left.range.upperBound..<right.range.lowerBound])
        }
        return isFree(left, right, at: index)
            ? .anything : .touches(left.range.upperBound == right.range.lowerBound)
    }

    private func isFree(_ left: Piece, _ right: Piece, at index: Int) -> Bool {
        switch (left.kind, right.kind) {
        case (.rest, _), (_, .rest), (.opaque, _), (_, .opaque): false
        case (.word, .word): true
        case (.symbol, .symbol):
            Self.apart.contains(left.key) && Self.apart.contains(right.key)
                && (Self.brackets.contains(left.key) || Self.brackets.contains(right.key))
        case (.symbol, _): Self.apart.contains(left.key)
        // MySQL calls its own functions only where the parenthesis touches the name.
        case (.word, .symbol) where right.key == "(":
            isKeyword(index - 1) && !["cast", "left", "right"].contains(left.key)
        case (.quoted, .symbol) where right.key == "(": false
        case (_, .symbol): Self.apart.contains(right.key)
        default: false
        }
    }

    private static let brackets: Set<Token.Key> = ["(", ")", ",", ";"]
    /// Symbols that no warehouse takes as one with what they touch, other symbols aside: `a-b` may be a name, and `1e+5` a
    /// number.
    private static let apart: Set<Token.Key> = ["(", ")", ",", ";", "=", "<", ">", "*", "/", "||"]
}

// MARK: - Keywords

extension SharedSQL {
    /// Whether a word is surely a keyword, which has no letter case of its own. To some warehouses nearly every keyword may
    /// be a name: it is none where an operand follows.
    fileprivate func isKeyword(_ index: Int) -> Bool {
        let word = pieces[index]
        guard word.kind == .word, keywords.contains(word.key) else { return false }
        let before = index > 0 ? pieces[index - 1] : nil
        let after = index + 1 < pieces.count ? pieces[index + 1] : nil
        // There what stands beside it is not known.
        if before?.kind == .opaque || after?.kind == .opaque || after?.kind == .rest { return false }
        let (left, right): (Token.Key, Token.Key) = (before?.key ?? "", after?.key ?? "")
        if ["as", ".", "from", "join"].contains(left) || right == "." { return false }
        if word.closesCase || word.isOrder { return true }
        if word.key == "null" { return ["is", "not", "then", "else", "select", "(", ",", "="].contains(left) }
        if left == ",", !["case", "not", "exists"].contains(word.key) { return false }
        switch (word.key, right) {
        case ("case", "when"), ("not", "in"), ("not", "like"), ("not", "between"), ("outer", "join"),
            ("left", "join"), ("right", "join"), ("inner", "join"), ("cross", "join"), ("natural", "join"),
            ("left", "outer"), ("right", "outer"), ("natural", "left"), ("natural", "right"), ("natural", "inner"):
            return true
        default: return after != nil && !itemEnds.contains(right)
        }
    }
}

/// Words that no common warehouse takes as a name of a table without quotes.
private let keywords: Set<Token.Key> = [
    "all", "and", "as", "asc", "between", "by", "case", "cast", "cross", "desc", "distinct", "else", "end", "except",
    "exists", "from", "group", "having", "in", "inner", "intersect", "is", "join", "left", "like", "limit", "natural",
    "not", "null", "on", "or", "order", "outer", "over", "partition", "right", "select", "then", "union", "using",
    "when",
    "where", "with",
]

/// What may follow a name that stands for a column, a table or an alias.
private let itemEnds: Set<Token.Key> = [
    ",", ")", ";", "]", "}", "=", "<", ">", "!", "+", "/", "%", "||", "::", ":", "|", "&", "^", "~", "?",
    "and", "as", "asc", "between", "cross", "desc", "else", "end", "except", "from", "full", "group", "having", "in",
    "inner", "intersect", "is", "join", "left", "like", "limit", "natural", "on", "or", "order", "outer", "over",
    "partition", "qualify", "right", "then", "union", "using", "when", "where", "window",
]

// MARK: - What is told of the difference

extension SharedSQL {
    fileprivate var commentTexts: [ArraySlice<UInt8>] { comments.map { bytes[$0] } }

    /// The text in lower case without its comments, and without the lines that hold nothing else.
    fileprivate var bare: [[UInt8]] {
        let mark: UInt8 = 1
        var text: [UInt8] = []
        var start = 0
        for comment in comments {
            text += bytes[start..<comment.lowerBound]
            text.append(mark)
            start = comment.upperBound
        }
        text += bytes[start..<end]
        return text.split(separator: 10, omittingEmptySubsequences: false).compactMap { line in
            let lowered = line.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }
            guard lowered.contains(mark) else { return lowered }
            var rest = lowered.filter { $0 != mark }
            while let last = rest.last, last <= 32 { rest.removeLast() }
            return rest.isEmpty ? nil : rest
        }
    }
}
