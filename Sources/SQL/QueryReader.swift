import Spelling

/// Reads a query's tokens just far enough to name its columns. Whatever it does not fully recognise is unknown.
final class QueryReader {
    let tokens: TokenTree
    let dialect: Dialect
    /// Tells the names of single entries of a select list.
    let items: SelectItemReader
    /// Tells columns by how their values are made: only a few queries are asked for it.
    let instabilities: InstabilityReader?

    /// What is left to spend on columns.
    let budget = Budget()

    /// How deep queries and parentheses may nest: what is deeper is not known.
    static let depthLimit = 32
    /// How many columns are worth following (`*` over joins of `*` multiplies them).
    static let slotLimit = 2_000
    /// How many common tables may be in sight.
    static let scopeLimit = 1_000

    init(_ tokens: TokenTree, _ dialect: Dialect, findsInstability: Bool = false) {
        self.tokens = tokens
        self.dialect = dialect
        instabilities = findsInstability ? InstabilityReader(tokens: tokens, dialect: dialect) : nil
        items = SelectItemReader(tokens: tokens, dialect: dialect)
    }

    /// Common table expressions in sight by their names in lower case, of several the last.
    typealias Scope = [String: Relation]

    struct Relation {
        var name: String
        var isQuoted: Bool
        var output: QueryOutput
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

extension QueryReader {
    func output() -> QueryOutput {
        guard !tokens.all.contains(where: { $0.kind == .template && isTag($0) }) else {
            return .unknown("the query has template tags")
        }
        guard !tokens.all.contains(where: { $0.kind == .template && $0.text == "!" }) else {
            return .unknown("the query has a comment /*! … */, which MySQL runs")
        }
        let statements = tokens.split(tokens.all.indices, at: ";").filter { !$0.isEmpty }
        guard let statement = statements.first else { return .unknown("the query is empty") }
        guard statements.count == 1 else { return .unknown("the query has several statements") }
        return readQuery(statement, scope: [:], depth: 0)
    }

    /// `{% … %}`, which may leave out or repeat what stands around it. (A `{{ … }}` only stands for itself.)
    private func isTag(_ token: Token) -> Bool { token.text == "%" }
}

extension QueryReader {
    /// `[WITH …] query [UNION query …]`.
    func readQuery(_ range: Range<Int>, scope: Scope, depth: Int) -> QueryOutput {
        guard depth < Self.depthLimit else { return .unknown("the query nests too deep") }
        guard let first = range.first else { return .unknown("a part of the query is empty") }
        switch tokens[first].key {
        case "with":
            guard let (inner, body) = readCommonTables(range, scope: scope, depth: depth) else {
                return .unknown("the query's WITH was not understood")
            }
            return readQuery(body, scope: inner, depth: depth + 1)
        case "(":
            guard isOrdinaryTail(tokens.closing[first] + 1..<range.upperBound) else {
                return .unknown("the query was not understood")
            }
            return readQuery(first + 1..<tokens.closing[first], scope: scope, depth: depth + 1)
        case "select": return readSelect(range, scope: scope, depth: depth)
        case "values": return readValues(range)
        case "from": return .unknown("the query starts with FROM")
        default: return .unknown("the query is not a SELECT")
        }
    }

    /// `VALUES (1, 'a'), …`: columns without names of their own.
    private func readValues(_ range: Range<Int>) -> QueryOutput {
        let reason = "VALUES names no columns"
        let open = range.lowerBound + 1
        guard tokens.key(open, before: range.upperBound) == "(" else { return .unknown(reason) }
        let row = open + 1..<tokens.closing[open]
        guard !row.isEmpty, !tokens[row].contains(where: { $0.kind == .template }) else { return .unknown(reason) }
        return QueryOutput(slots: tokens.split(row).map { _ in .unnamed }, reason: reason)
    }

    /// `WITH [RECURSIVE] name [(columns)] AS [[NOT] MATERIALIZED] (query), … query`.
    private func readCommonTables(_ range: Range<Int>, scope: Scope, depth: Int) -> (Scope, Range<Int>)? {
        let end = range.upperBound
        var index = range.lowerBound + 1
        if tokens.key(index, before: end) == "recursive" { index += 1 }
        // Until it is defined, and within itself, a name may be a table's: unknown.
        let own = ownNames(index..<end)
        guard own.count <= Self.scopeLimit - scope.count, budget.spend(scope.count) else { return nil }
        var scope = scope
        for relation in own { scope[relation.name.asciiLowercased] = relation }
        while index < end, let name = tokens.name(at: index) {
            index += 1
            var columns: Range<Int>?
            if tokens.key(index, before: end) == "(" {
                columns = index + 1..<tokens.closing[index]
                index = tokens.closing[index] + 1
            }
            guard tokens.key(index, before: end) == "as" else { return nil }
            index += 1
            if tokens.key(index, before: end) == "not" { index += 1 }
            if tokens.key(index, before: end) == "materialized" { index += 1 }
            guard tokens.key(index, before: end) == "(" else { return nil }
            let body = index + 1..<tokens.closing[index]
            var output = readQuery(body, scope: scope, depth: depth + 1)
            if let columns {
                guard let renamed = renaming(output, to: columns) else { return nil }
                output = renamed
            }
            scope[name.name.asciiLowercased] = Relation(name: name.name, isQuoted: name.isQuoted, output: output)
            index = tokens.closing[index] + 1
            if tokens.key(index, before: end) == "," {
                index += 1
                // A comma after the last one.
                guard tokens.key(index, before: end) == "select" else { continue }
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
            if tokens.key(next, before: range.upperBound) == "as" || tokens.key(next, before: range.upperBound) == "(",
                let name = tokens.name(at: index), index == range.lowerBound || tokens[index - 1].key == ","
            {
                let output = QueryOutput.unknown("the query selects * from \(name.name)")
                names.append(Relation(name: name.name, isQuoted: name.isQuoted, output: output))
            }
            index = tokens.closing[index] + 1
        }
        return names
    }

    /// `t(a, b)`: new names for the first columns of `t`. nil: not a list of names.
    func renaming(_ output: QueryOutput, to list: Range<Int>) -> QueryOutput? {
        var names: [Slot] = []
        for part in tokens.split(list) {
            // A column may carry its type (`AS t(a int)`).
            guard let first = part.first, let name = tokens.name(at: first) else { return nil }
            guard part.count == 1 || tokens[part].dropFirst().allSatisfy({ $0.kind == .word }) else { return nil }
            names.append(.named(Column(name: name.name, isQuoted: name.isQuoted)))
        }
        guard !output.slots.contains(.several) else {
            return QueryOutput(slots: names + [.several], reason: output.reason)
        }
        guard names.count <= output.slots.count else { return nil }
        return QueryOutput(slots: names + output.slots.dropFirst(names.count), reason: output.reason)
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
                if ["json", "xml"].contains(tokens.key(index + 1, before: range.upperBound)) { return false }
            default: isAfterSetOperation = false
            }
            index = tokens.closing[index] + 1
        }
        return true
    }
}
