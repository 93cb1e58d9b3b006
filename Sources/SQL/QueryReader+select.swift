extension QueryReader {
    /// The places of a SELECT's clauses.
    struct Select {
        var list: Range<Int>
        /// The relations after FROM, if there is one.
        var from: Range<Int>?
    }

    func readSelect(_ range: Range<Int>, scope: Scope, depth: Int) -> QueryOutput {
        guard let select = clauses(of: range) else { return .unknown("the query was not understood") }
        var list = tokens.split(select.list)
        // `a, b, FROM t` is taken by Snowflake, BigQuery and Databricks.
        if list.count > 1, list.last?.isEmpty == true { list.removeLast() }
        guard list.allSatisfy({ !$0.isEmpty }) else { return .unknown("the query selects nothing") }
        // Read once, and only for a star or for what columns are made of: subqueries may nest.
        let stars = instabilities != nil || list.contains { tokens[$0].contains { $0.key == "*" } }
        let sources = stars ? select.from.map { self.sources($0, scope: scope, depth: depth) } : nil
        var output = QueryOutput(slots: [], reason: nil)
        for item in list {
            var isStar = false
            var part = items.read(item) {
                let columns = readStar($0, from: sources)
                isStar = columns != nil
                return columns
            }
            if instabilities != nil, !isStar { note(instability(of: item, from: sources), in: &part) }
            output.slots.append(contentsOf: part.slots)
            output.reason = output.reason ?? part.reason
            guard output.slots.count < Self.slotLimit, budget.spend(part.slots.count) else { return .tooManyColumns }
        }
        return output
    }

    /// nil: not understood.
    private func clauses(of range: Range<Int>) -> Select? {
        guard let start = skipModifiers(from: range.lowerBound + 1, before: range.upperBound) else { return nil }
        let rest = start..<range.upperBound
        var end = range.upperBound
        var from: Int?
        var index = start
        while index < range.upperBound {
            if isFrom(index, in: rest) {
                from = index
                end = index
                break
            }
            if tokens[index].key == "select" || tokens[index].key == "|>" { return nil }
            if isClause(index, in: rest) {
                // `select a offset from t`: a column or alias that only looks like a clause.
                let isSetOperation = ["union", "except", "intersect", "minus"].contains(tokens[index].key)
                if !isSetOperation, tokens.first(in: index..<range.upperBound, where: { isFrom($0, in: rest) }) != nil {
                    return nil
                }
                end = index
                break
            }
            index = tokens.closing[index] + 1
        }
        guard let from else {
            return isOrdinaryTail(end..<range.upperBound) ? Select(list: start..<end) : nil
        }
        let after = from + 1..<range.upperBound
        let fromEnd = tokens.first(in: after) { isClause($0, in: after) }
        guard isOrdinaryTail(after) else { return nil }
        return Select(list: start..<end, from: from + 1..<(fromEnd ?? range.upperBound))
    }

    /// `FROM`, unless it belongs to `IS DISTINCT FROM` or `NTH_VALUE(…) FROM LAST`.
    private func isFrom(_ index: Int, in range: Range<Int>) -> Bool {
        guard tokens[index].key == "from", tokens[index].kind == .word else { return false }
        if index - 2 >= range.lowerBound, tokens[index - 1].key == "distinct",
            ["is", "not"].contains(tokens[index - 2].key)
        {
            return false
        }
        let following = tokens.key(index + 2, before: range.upperBound)
        let isWindow = ["over", "ignore", "respect"].contains(following)
        return !(["first", "last"].contains(tokens.key(index + 1, before: range.upperBound)) && isWindow)
    }

    /// What shows that a word begins a clause and is not a name.
    private enum Clause {
        case setOperation, by, connect, with, firstOrNext, window, parenthesis, count, expression
    }

    private static let clauses: [Token.Key: Clause] = [
        "union": .setOperation, "except": .setOperation, "intersect": .setOperation, "minus": .setOperation,
        "group": .by, "order": .by, "cluster": .by, "distribute": .by, "sort": .by, "connect": .connect,
        "start": .with, "fetch": .firstOrNext, "window": .window, "option": .parenthesis, "limit": .count,
        "offset": .count, "where": .expression, "having": .expression, "qualify": .expression,
        "prewhere": .expression, "settings": .expression, "into": .expression, "for": .expression,
    ]

    /// A word that ends a select list without FROM, or the relations of a FROM: only where it stands as a clause does,
    /// for to most warehouses many of them are also names (`select x, offset from t`).
    private func isClause(_ index: Int, in range: Range<Int>) -> Bool {
        guard tokens[index].kind == .word, index > range.lowerBound, let clause = Self.clauses[tokens[index].key] else {
            return false
        }
        let next = tokens.key(index + 1, before: range.upperBound)
        let previous = tokens[index - 1].key
        if previous == "," || previous == "." || previous == "as" { return false }
        // `NEXT VALUE FOR orders`.
        if previous == "value", index > range.lowerBound + 1, tokens[index - 2].key == "next" { return false }
        switch clause {
        case .setOperation where tokens[index].key == "except" && previous == "*" && next == "(":
            // `* EXCEPT (a)` takes columns away.
            return ["select", "with", "values", "("].contains(tokens.key(index + 2, before: range.upperBound))
        case .setOperation:
            return ["select", "all", "distinct", "(", "with", "values", "by", "corresponding", "outer"].contains(next)
        case .by: return next == "by"
        case .connect: return next == "by" || next == "nocycle"
        case .with: return next == "with"
        case .firstOrNext: return next == "first" || next == "next"
        case .window: return tokens.key(index + 2, before: range.upperBound) == "as"
        case .parenthesis: return next == "("
        case .count:
            guard index + 1 < range.upperBound else { return false }
            let kind = tokens[index + 1].kind
            return kind == .number || kind == .parameter || kind == .template || ["(", "all", "null"].contains(next)
        case .expression:
            return index + 1 < range.upperBound && ![",", ".", "on", "join", "using", "from", "as"].contains(next)
        }
    }

    /// `ALL`, `DISTINCT [ON (…)]`, `TOP n`. nil: `AS STRUCT` and the like, which change what is returned.
    private func skipModifiers(from start: Int, before end: Int) -> Int? {
        var index = start
        while index < end {
            switch tokens[index].key {
            case "all", "distinct":
                index += 1
                if tokens.key(index, before: end) == "on", tokens.key(index + 1, before: end) == "(" {
                    index = tokens.closing[index + 1] + 1
                }
            case "top":
                let next = index + 1
                guard next < end else { return index }
                var after: Int
                if tokens[next].kind == .number || tokens[next].kind == .parameter {
                    after = next + 1
                } else if tokens[next].key == "(" {
                    after = tokens.closing[next] + 1
                    // A function of that name, or `top(3) AS x`.
                    guard after < end, tokens[after].kind != .symbol || tokens[after].key == "*",
                        tokens[after].key != "as", tokens[after].key != "from"
                    else { return index }
                } else {
                    return index
                }
                let isBeforeItem = after + 1 < end && ![",", "from", "."].contains(tokens[after + 1].key)
                if tokens.key(after, before: end) == "percent", isBeforeItem { after += 1 }
                if tokens.key(after, before: end) == "with", tokens.key(after + 1, before: end) == "ties" { after += 2 }
                index = after
            case "as", "with": return nil
            default: return index
            }
        }
        return index
    }
}
