/// The tokens of a query with their brackets matched. A class, for all its readers hold on to it.
final class TokenTree: Sendable {
    let all: [Token]
    /// For each opening bracket the index of its closing one; for every other token its own index.
    let closing: [Int]
    /// The `>` of `MAP<STRING, INT>` and its like.
    let typeEnds: Set<Int>

    /// nil: brackets do not match.
    init?(_ tokens: [Token]) {
        var closing = Array(tokens.indices)
        var open: [(symbol: Token.Key, index: Int)] = []
        for (index, token) in tokens.enumerated() where token.kind == .symbol {
            switch token.key {
            case "(": open.append((")", index))
            case "[": open.append(("]", index))
            case "{": open.append(("}", index))
            case ")", "]", "}":
                guard let last = open.popLast(), last.symbol == token.key else { return nil }
                closing[last.index] = index
            default: break
            }
        }
        guard open.isEmpty else { return nil }
        typeEnds = TypeArguments.close(in: tokens, &closing)
        all = tokens
        self.closing = closing
    }

    subscript(index: Int) -> Token { all[index] }
    subscript(range: Range<Int>) -> ArraySlice<Token> { all[range] }

    /// The key of a token; the empty one behind the end.
    func key(_ index: Int, before end: Int) -> Token.Key { index < end ? all[index].key : "" }

    /// The first token at this level, from `start` on, that satisfies a condition.
    func first(in range: Range<Int>, where condition: (Int) -> Bool) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if condition(index) { return index }
            index = max(closing[index], index) + 1
        }
        return nil
    }

    /// The parts of a range between the commas at its level.
    func split(_ range: Range<Int>, at symbol: Token.Key = ",") -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            if all[index].key == symbol, all[index].kind == .symbol {
                parts.append(start..<index)
                start = index + 1
            }
            index = closing[index] + 1
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    /// A name without a qualifier.
    func name(at index: Int) -> (name: String, isQuoted: Bool)? {
        switch all[index].kind {
        case .word: (all[index].text, false)
        case .quotedName: (all[index].text, true)
        default: nil
        }
    }
}
