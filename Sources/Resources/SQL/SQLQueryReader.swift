extension SQL {
    /// Reads a query's tokens just far enough to name its columns. Whatever it does not fully recognise is unknown.
    struct QueryReader {
        let tokens: [Token]
        let dialect: Dialect
        /// For each opening bracket the index of its closing one; for every other token its own index.
        let closing: [Int]
        /// Whether columns are told apart by how their values are made: only a few queries are asked for it.
        let findsInstability: Bool

        /// What is left to spend on columns.
        let budget = Budget()

        /// How deep queries and parentheses may nest: what is deeper is not known.
        static let depthLimit = 32
        /// How many columns are worth following (`*` over joins of `*` multiplies them).
        static let slotLimit = 2_000
        /// How many common tables may be in sight.
        static let scopeLimit = 1_000

        /// nil: brackets do not match.
        init?(tokens: [Token], dialect: Dialect, findsInstability: Bool = false) {
            var closing = Array(tokens.indices)
            var open: [(symbol: Key, index: Int)] = []
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
            Self.closeTypeArguments(tokens, &closing)
            self.tokens = tokens
            self.dialect = dialect
            self.closing = closing
            self.findsInstability = findsInstability
        }

        /// Common table expressions in sight by their names in lower case, of several the last.
        typealias Scope = [String: Relation]

        struct Relation {
            var name: String
            var isQuoted: Bool
            var output: Output
        }

        /// Stars over tables of stars multiply: a short query may return more columns than anybody can wait for. All that
        /// is copied while a query is read is paid for here.
        final class Budget {
            private var left = 300_000

            func spend(_ count: Int) -> Bool {
                left -= count
                return left >= 0
            }
        }
    }
}

extension SQL.QueryReader {
    /// `STRUCT<a INT64, b ARRAY<STRING>>(…)`: the angle brackets of a type before its value are brackets too.
    private static func closeTypeArguments(_ tokens: [SQL.Token], _ closing: inout [Int]) {
        for index in tokens.indices.dropLast()
        where tokens[index + 1].key == "<" && ["struct", "array", "map"].contains(tokens[index].key) {
            var depth = 0
            scan: for next in (index + 1)..<min(tokens.count, index + 200) {
                switch (tokens[next].kind, tokens[next].key) {
                case (.symbol, "<"): depth += 1
                case (.symbol, ">"):
                    depth -= 1
                    guard depth == 0 else { continue }
                    let value = next + 1 < tokens.count ? tokens[next + 1].key : ""
                    if value == "(" || value == "[" { closing[index + 1] = next }
                    break scan
                case (.word, _), (.quotedName, _), (.number, _), (.symbol, ","), (.symbol, ":"), (.symbol, "("),
                    (.symbol, ")"):
                    continue
                default: break scan
                }
            }
        }
    }

    func key(_ index: Int, before end: Int) -> SQL.Key { index < end ? tokens[index].key : "" }

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
    func split(_ range: Range<Int>, at symbol: SQL.Key = ",") -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            if tokens[index].key == symbol, tokens[index].kind == .symbol {
                parts.append(start..<index)
                start = index + 1
            }
            index = closing[index] + 1
        }
        parts.append(start..<range.upperBound)
        return parts
    }

    func output() -> SQL.Output {
        guard !tokens.contains(where: { $0.kind == .template && isTag($0) }) else {
            return .unknown("the query has template tags")
        }
        let statements = split(tokens.startIndex..<tokens.endIndex, at: ";").filter { !$0.isEmpty }
        guard let statement = statements.first else { return .unknown("the query is empty") }
        guard statements.count == 1 else { return .unknown("the query has several statements") }
        return readQuery(statement, scope: [:], depth: 0)
    }

    /// `{% … %}`, which may leave out or repeat what stands around it. (A `{{ … }}` only stands for itself.)
    private func isTag(_ token: SQL.Token) -> Bool { token.text == "%" }
}

extension SQL.QueryReader {
    /// `[WITH …] query [UNION query …]`.
    func readQuery(_ range: Range<Int>, scope: Scope, depth: Int) -> SQL.Output {
        guard depth < Self.depthLimit else { return .unknown("the query nests too deep") }
        guard let first = range.first else { return .unknown("a part of the query is empty") }
        switch tokens[first].key {
        case "with":
            guard let (inner, body) = readCommonTables(range, scope: scope, depth: depth) else {
                return .unknown("the query's WITH was not understood")
            }
            return readQuery(body, scope: inner, depth: depth + 1)
        case "(":
            guard isOrdinaryTail(closing[first] + 1..<range.upperBound) else {
                return .unknown("the query was not understood")
            }
            return readQuery(first + 1..<closing[first], scope: scope, depth: depth + 1)
        case "select": return readSelect(range, scope: scope, depth: depth)
        case "values": return readValues(range)
        case "from": return .unknown("the query starts with FROM")
        default: return .unknown("the query is not a SELECT")
        }
    }

    /// `VALUES (1, 'a'), …`: columns without names of their own.
    private func readValues(_ range: Range<Int>) -> SQL.Output {
        let reason = "VALUES names no columns"
        let open = range.lowerBound + 1
        guard key(open, before: range.upperBound) == "(" else { return .unknown(reason) }
        let row = open + 1..<closing[open]
        guard !row.isEmpty, !tokens[row].contains(where: { $0.kind == .template }) else { return .unknown(reason) }
        return SQL.Output(slots: split(row).map { _ in .unnamed }, reason: reason)
    }

    /// `WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query), … query`.
    private func readCommonTables(_ range: Range<Int>, scope: Scope, depth: Int) -> (Scope, Range<Int>)? {
        let end = range.upperBound
        var index = range.lowerBound + 1
        if key(index, before: end) == "recursive" { index += 1 }
        // Until it is defined, and within itself, a name may be a table's: unknown.
        let own = ownNames(index..<end)
        guard own.count <= Self.scopeLimit - scope.count, budget.spend(scope.count) else { return nil }
        var scope = scope
        for relation in own { scope[relation.name.asciiLowercased] = relation }
        while index < end, let name = name(at: index) {
            index += 1
            var columns: Range<Int>?
            if key(index, before: end) == "(" {
                columns = index + 1..<closing[index]
                index = closing[index] + 1
            }
            guard key(index, before: end) == "as" else { return nil }
            index += 1
            if key(index, before: end) == "not" { index += 1 }
            if key(index, before: end) == "materialized" { index += 1 }
            guard key(index, before: end) == "(" else { return nil }
            let body = index + 1..<closing[index]
            var output = readQuery(body, scope: scope, depth: depth + 1)
            if let columns {
                guard let renamed = renaming(output, to: columns) else { return nil }
                output = renamed
            }
            scope[name.name.asciiLowercased] = Relation(name: name.name, isQuoted: name.isQuoted, output: output)
            index = closing[index] + 1
            if key(index, before: end) == "," {
                index += 1
                // A comma after the last one.
                guard key(index, before: end) == "select" else { continue }
            }
            return (scope, index..<end)
        }
        return nil
    }

    /// Names that this WITH defines, as yet unknown.
    private func ownNames(_ range: Range<Int>) -> [Relation] {
        var names: [Relation] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let next = index + 1
            if key(next, before: range.upperBound) == "as" || key(next, before: range.upperBound) == "(",
                let name = name(at: index), index == range.lowerBound || tokens[index - 1].key == ","
            {
                let output = SQL.Output.unknown("the query selects * from \(name.name)")
                names.append(Relation(name: name.name, isQuoted: name.isQuoted, output: output))
            }
            index = closing[index] + 1
        }
        return names
    }

    /// A name without a qualifier.
    func name(at index: Int) -> (name: String, isQuoted: Bool)? {
        switch tokens[index].kind {
        case .word: (tokens[index].text, false)
        case .quotedName: (tokens[index].text, true)
        default: nil
        }
    }

    /// `t(a, b)`: new names for the first columns of `t`. nil: not a list of names.
    func renaming(_ output: SQL.Output, to list: Range<Int>) -> SQL.Output? {
        var names: [SQL.Slot] = []
        for part in split(list) {
            // A column may carry its type (`AS t(a int)`).
            guard let first = part.first, let name = name(at: first) else { return nil }
            guard part.count == 1 || tokens[part].dropFirst().allSatisfy({ $0.kind == .word }) else { return nil }
            names.append(.named(SQL.Column(name: name.name, isQuoted: name.isQuoted)))
        }
        guard !output.slots.contains(.several) else {
            return SQL.Output(slots: names + [.several], reason: output.reason)
        }
        guard names.count <= output.slots.count else { return nil }
        return SQL.Output(slots: names + output.slots.dropFirst(names.count), reason: output.reason)
    }

    /// What follows the first SELECT (or its parenthesis) changes no names: set operations take those of the first.
    func isOrdinaryTail(_ range: Range<Int>) -> Bool {
        var isAfterSetOperation = false
        var index = range.lowerBound
        while index < range.upperBound {
            let token = tokens[index]
            switch token.key {
            case "union", "except", "intersect", "minus": isAfterSetOperation = true
            case "all", "distinct": break
            case "by", "corresponding", "strict", "outer":
                // UNION BY NAME, UNION CORRESPONDING.
                if isAfterSetOperation { return false }
            case "select":
                guard isAfterSetOperation else { return false }
                isAfterSetOperation = false
            case "|>": return false
            case "for":
                // SQL Server then returns one column.
                if ["json", "xml"].contains(key(index + 1, before: range.upperBound)) { return false }
            default: isAfterSetOperation = false
            }
            index = closing[index] + 1
        }
        return true
    }
}
