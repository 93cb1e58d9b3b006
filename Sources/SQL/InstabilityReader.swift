/// Which columns are made anew at every run, so that nothing can be known by them again. Said only where it is certain:
/// what does it must reach the column's value whatever the data is, through nothing but functions that keep it.
struct InstabilityReader: Sendable {
    let tokens: TokenTree
    let dialect: Dialect
    private let hasOrder: Bool

    init(tokens: TokenTree, dialect: Dialect) {
        self.tokens = tokens
        self.dialect = dialect
        hasOrder = tokens.all.contains { $0.key == "order" }
    }

    /// What makes a value another one at every run.
    struct Cause {
        var words: String
        /// A moment: what is only its day may be the same again.
        var isMoment = false
    }
}

extension InstabilityReader {
    /// Of an expression; what is not fully understood, or nests too deep, counts as stable.
    func instability(of expression: Range<Int>) -> String? { cause(of: expression, isWhole: true, depth: 0)?.words }

    /// - Parameter isWhole: the column is this expression, or made of it alone.
    func cause(of expression: Range<Int>, isWhole: Bool, depth: Int) -> Cause? {
        guard depth < QueryReader.depthLimit else { return nil }
        if let counter = counter(expression) { return counter }
        var found: Cause?
        var index = expression.lowerBound
        while index < expression.upperBound {
            let token = tokens[index]
            let close = tokens.closing[index]
            switch token.kind {
            case .template, .parameter: return nil
            case .string, .number: break
            case .symbol where token.key == "(":
                let isWhole = isWhole && isAlone(index...close, in: expression)
                let inner = scalarQuery(index + 1..<close) ?? index + 1..<close
                found = found ?? cause(of: inner, isWhole: isWhole, depth: depth + 1)
            case .symbol: if !Self.operators.contains(token.key) { return nil }
            case .word, .quotedName:
                if token.kind == .word, Self.opaque.contains(token.key) { return nil }
                if tokens.key(index + 1, before: expression.upperBound) == "(" {
                    guard let (cause, end) = called(index, in: expression, isWhole: isWhole, depth: depth) else {
                        return nil
                    }
                    found = found ?? cause
                    index = end
                } else if token.kind == .word {
                    found = found ?? named(index, in: expression)
                }
            }
            index = tokens.closing[index] + 1
        }
        if let found, found.isMoment, isDay(expression, isArgument: depth > 0) { return nil }
        return found
    }

    /// What stands behind the SELECT of `(select uuid())`: it reads no rows, so that it has one value. nil: something else.
    private func scalarQuery(_ part: Range<Int>) -> Range<Int>? {
        guard let first = part.first, tokens[first].key == "select" else { return nil }
        let value = first + 1..<part.upperBound
        let isOne = tokens.first(in: value) { Self.clauses.contains(tokens[$0].key) } == nil
        return isOne && tokens.split(value).count == 1 ? value : nil
    }

    /// Whether nothing else of an expression goes into its value: a type or an alias may follow.
    private func isAlone(_ part: ClosedRange<Int>, in expression: Range<Int>) -> Bool {
        part.lowerBound == expression.lowerBound
            && tokens[part.upperBound + 1..<expression.upperBound].allSatisfy { $0.kind != .symbol || $0.key == "::" }
    }

    /// `now()::date`, `cast(now() as date)`: of a moment no more than its day.
    private func isDay(_ expression: Range<Int>, isArgument: Bool) -> Bool {
        expression.dropFirst().contains { index in
            guard tokens[index].key == "date" else { return false }
            return tokens[index - 1].key == "::" || isArgument && tokens[index - 1].key == "as"
        }
    }
}

// MARK: - Functions

extension InstabilityReader {
    /// A call, or a window function, and where it ends. nil: not understood.
    private func called(
        _ name: Int, in expression: Range<Int>, isWhole: Bool, depth: Int
    ) -> (cause: Cause?, end: Int)? {
        let close = tokens.closing[name + 1]
        let isQualified = name > expression.lowerBound && tokens[name - 1].key == "."
        guard tokens.key(close + 1, before: expression.upperBound) == "over" else {
            let isWhole = isWhole && isAlone(name...close, in: expression)
            return (cause(ofCall: name, isQualified, isWhole: isWhole, depth: depth), close)
        }
        let window = close + 2
        guard window < expression.upperBound else { return nil }
        let end = tokens.closing[window]
        guard !isQualified, let specification = specification(of: window) else { return (nil, end) }
        let isWhole = isWhole && isAlone(name...end, in: expression)
        return (numbering(by: key(of: name), over: specification, isWhole: isWhole, depth: depth), end)
    }

    /// Of a word, and of the name in quotes of a function: `"UUID_STRING"()`.
    private func key(of index: Int) -> Token.Key {
        guard tokens[index].kind == .quotedName else { return tokens[index].key }
        var text = tokens[index].text
        return text.withUTF8 { Token.Key($0) }
    }

    private func cause(ofCall name: Int, _ isQualified: Bool, isWhole: Bool, depth: Int) -> Cause? {
        let arguments = name + 2..<tokens.closing[name + 1]
        let key = key(of: name)
        let words = "\(tokens[name].text)()"
        // `public.uuid_generate_v4()`; but somebody's own `my.random()` may be anything.
        if isQualified, !Self.unmistakable.contains(key) {
            guard ["pg_catalog", "dbms_random", "sys"].contains(tokens[name - 2].key) else { return nil }
        }
        if Self.sequences.contains(key) { return Cause(words: words) }
        let parts = arguments.isEmpty ? [] : tokens.split(arguments)
        if parts.isEmpty, Self.unstable.contains(key) { return Cause(words: words) }
        if parts.allSatisfy(isConstant) {
            if Self.moments.contains(key) { return Cause(words: words, isMoment: true) }
            // One argument is a seed to some, and makes the same numbers again.
            if Self.counters.contains(key) || key == "random" && parts.count == 2 { return Cause(words: words) }
        }
        guard !isQualified, Self.transparent.contains(key), !parts.isEmpty else { return nil }
        let cause = cause(of: arguments, isWhole: isWhole, depth: depth + 1)
        // A format may leave most of a moment out.
        let keepsMoments = Self.whole.contains(key) || parts.count == 1 && Self.texts.contains(key)
        return cause.flatMap { $0.isMoment && !keepsMoments ? nil : $0 }
    }

    /// `current_timestamp`, `t.ctid`, `orders_seq.nextval`, `next value for orders_seq`.
    private func named(_ index: Int, in expression: Range<Int>) -> Cause? {
        let key = tokens[index].key
        let before: Token.Key = index > expression.lowerBound ? tokens[index - 1].key : ""
        let isQualified = before == "."
        // Elsewhere it may be an alias or a type.
        guard before == "" || before != "::" && Self.operators.contains(before) else { return nil }
        if tokens.key(index + 1, before: expression.upperBound) == "." { return nil }
        switch key {
        case "ctid": return dialect == .postgres ? Cause(words: Self.placeOfRow) : nil
        case "nextval": return isQualified ? Cause(words: "\(tokens[index - 2].text).\(tokens[index].text)") : nil
        case "value", "random":
            return isQualified && tokens[index - 2].key == "dbms_random" ? Cause(words: "dbms_random") : nil
        case "next":
            let isSequence =
                tokens.key(index + 1, before: expression.upperBound) == "value"
                && tokens.key(index + 2, before: expression.upperBound) == "for"
            return isSequence ? Cause(words: "next value for a sequence") : nil
        case "sysdate":
            let isKeyword = [.redshift, .standard, .unknown].contains(dialect)
            return isKeyword && !isQualified ? Cause(words: Self.sysdate, isMoment: true) : nil
        default:
            guard Self.momentWords.contains(key), !isQualified else { return nil }
            return Cause(words: tokens[index].text, isMoment: true)
        }
    }

    /// `@r := @r + 1`: rows are numbered as they happen to come, unless something in the query orders them.
    private func counter(_ expression: Range<Int>) -> Cause? {
        guard expression.count > 5 else { return nil }
        let start = expression.lowerBound
        guard tokens[start].key == "@", tokens[start + 1].kind == .word, tokens[start + 2].key == ":=" else {
            return nil
        }
        let isCount = tokens[expression].dropFirst(3).contains { $0.key == "+" }
        guard isCount, !hasOrder else { return nil }
        return Cause(words: "@\(tokens[start + 1].text), which counts the rows in no order")
    }
}

// MARK: - Window functions

extension InstabilityReader {
    /// How far behind a window function its window is looked for.
    private static let reach = 4_000

    /// What stands in the parentheses of `OVER (…)`, or in those of the window that `OVER w` names. nil: not understood.
    private func specification(of window: Int) -> Range<Int>? {
        if tokens[window].key == "(" { return window + 1..<tokens.closing[window] }
        guard tokens[window].kind == .word else { return nil }
        let name = tokens[window].key
        // The clauses of the same SELECT follow, up to the end of its parentheses.
        var index = window + 1
        var isInClause = false
        while index < min(tokens.all.count, window + Self.reach) {
            switch tokens[index].key {
            case ")", "union", "except", "intersect", "minus": return nil
            case "window": isInClause = true
            case name where isInClause && tokens.key(index + 1, before: tokens.all.count) == "as":
                guard tokens.key(index + 2, before: tokens.all.count) == "(" else { return nil }
                return index + 3..<tokens.closing[index + 2]
            default: break
            }
            index = tokens.closing[index] + 1
        }
        return nil
    }

    /// `ROW_NUMBER() OVER (…)`: without an order, or ordered by something that orders nothing, rows are numbered as they happen to come.
    private func numbering(
        by function: Token.Key, over specification: Range<Int>, isWhole: Bool, depth: Int
    ) -> Cause? {
        let isRowNumber = function == "row_number"
        guard isRowNumber || Self.rankings.contains(function) else { return nil }
        let name = isRowNumber ? "row_number()" : "a rank"
        let noOrder = isRowNumber ? Cause(words: "row_number() over no order") : nil
        var rest = specification
        if let first = rest.first, tokens[first].key == "partition" {
            let order = tokens.first(in: rest) { tokens[$0].key == "order" } ?? rest.upperBound
            let isOne = first + 2 < order && tokens.split(first + 2..<order).allSatisfy(isConstant)
            // Within a partition of one row every order is the same, and the number is always 1; then no row is known by
            // the number alone.
            guard isOne || isWhole else { return nil }
            rest = order..<rest.upperBound
        }
        guard let first = rest.first else { return noOrder }
        guard tokens[first].key == "order", tokens.key(first + 1, before: rest.upperBound) == "by" else { return nil }
        for part in tokens.split(first + 2..<rest.upperBound) where !isConstant(part) {
            let order = cause(of: withoutDirection(part), isWhole: false, depth: depth + 1)
            return order.map { Cause(words: "\(name) over the order of \($0.words)") }
        }
        return noOrder
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
        // `nextval('s'::regclass)`.
        if part.count == 3, tokens[part.lowerBound + 1].key == "::" { part = part.lowerBound..<part.lowerBound + 1 }
        guard part.count == 1, let token = tokens[part].first else { return false }
        switch token.kind {
        // Some warehouses read "x" as a name.
        case .string: return token.key == "'"
        case .number: return true
        case .word: return ["null", "true", "false"].contains(token.key)
        default: return false
        }
    }
}
