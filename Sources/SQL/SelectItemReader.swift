/// Tells what single entries of a select list are called: by their alias, or because they are a column.
struct SelectItemReader: Sendable {
    let tokens: TokenTree
    let dialect: Dialect

    /// Words that stand for a value and not for a column: warehouses name them each in their own way.
    private static let values: Set<Token.Key> = [
        "null", "true", "false", "default", "unknown", "current_date", "current_time", "current_timestamp",
        "current_datetime", "current_user", "current_role", "current_catalog", "current_schema", "current_database",
        "current_warehouse", "session_user", "system_user", "user", "localtime", "localtimestamp", "sysdate",
        "systimestamp", "utc_date", "utc_time", "utc_timestamp", "end", "case", "inf", "infinity", "nan",
    ]

    /// Words before an operand that make something else of it: no alias follows them.
    private static let prefixes: Set<Token.Key> = [
        "not", "binary", "prior", "connect_by_root", "distinct", "all", "any", "some", "exists", "case", "when", "then",
        "else", "interval", "unique", "row", "new", "old", "table", "lateral", "only", "current", "next", "and", "or",
        "in", "is", "like", "ilike", "rlike", "regexp", "between", "over", "collate", "zone", "escape", "as", "from",
        "by", "on", "using", "with", "within", "filter", "ignore", "respect", "values", "select", "where", "set", "to",
        "of", "for", "format", "div", "mod", "xor", "sounds", "similar", "cast", "overlaps", "member", "limit",
        "character", "at", "time", "without",
    ]

    /// Words that may end an expression without being an alias.
    private static let endings: Set<Token.Key> = [
        "null", "true", "false", "unknown", "end", "isnull", "notnull", "nulls", "zone", "precision", "varying",
        "unsigned", "signed", "ties", "rows", "only", "default", "as", "asc", "desc", "from", "and", "or", "not", "is",
        "in", "like", "between", "case", "when", "then", "else", "over", "collate",
    ]

    /// Words whose literals are written with a string behind them.
    private static let literalTypes: Set<Token.Key> = [
        "date", "time", "timestamp", "timestamptz", "datetime", "numeric", "bignumeric", "decimal", "json", "interval",
        "range", "uuid", "bytea", "variant", "binary", "bit", "char", "real", "float", "double", "timestamp_ntz",
        "timestamp_ltz", "timestamp_tz", "decfloat", "inet",
    ]

    private static let units: Set<Token.Key> = [
        "year", "years", "quarter", "quarters", "month", "months", "week", "weeks", "day", "days", "hour", "hours",
        "minute", "minutes", "second", "seconds", "millisecond", "milliseconds", "microsecond", "microseconds",
    ]

    /// Words that only start the name of a type, behind `::`.
    private static let openTypes: Set<Token.Key> = [
        "national", "long", "interval", "character", "struct", "array", "map",
    ]

    /// One entry of a select list.
    ///
    /// - Parameter star: what it returns if it is one.
    func read(_ item: Range<Int>, star: (Range<Int>) -> QueryOutput?) -> QueryOutput {
        let level = topLevel(item)
        let alias = explicitAlias(item)
        if level.contains(where: { tokens[$0].kind == .template }) {
            let reason = "there is a template among the query's columns"
            return QueryOutput(slots: [.several] + (alias.map { [.named($0)] } ?? []), reason: reason)
        }
        if let columns = star(item) { return columns }
        if let alias = alias ?? leadingAlias(item) { return QueryOutput(slots: [.named(alias)], reason: nil) }
        let isUnclear = level.contains { index in
            switch tokens[index].key {
            case "select", "into", "values", "columns", "inline", "inline_outer", "explode", "explode_outer",
                "posexplode", "posexplode_outer", "stack", "json_tuple", "parse_url_tuple":
                true
            default: false
            }
        }
        if isUnclear { return .unknown("a column of the query was not understood") }
        let column = reference(item) ?? cast(item) ?? impliedAlias(item, level)
        return QueryOutput(
            slots: [column.map { .named($0) } ?? .unnamed],
            reason: column == nil ? "a column of the query has no name of its own" : nil)
    }

    /// The tokens of an item that stand in no brackets; of a bracket pair its closing one.
    private func topLevel(_ item: Range<Int>) -> [Int] {
        var indices: [Int] = []
        var index = item.lowerBound
        while index < item.upperBound {
            indices.append(tokens.closing[index])
            index = tokens.closing[index] + 1
        }
        return indices
    }

    /// `… AS name`.
    func explicitAlias(_ item: Range<Int>) -> Column? {
        guard item.count > 2, tokens[item.upperBound - 2].key == "as" else { return nil }
        let token = tokens[item.upperBound - 1]
        // `AS 'name'` in MySQL and SQL Server; with escapes in it, it is left alone.
        guard !token.text.isEmpty, [.word, .quotedName, .string].contains(token.kind) else { return nil }
        return Column(name: token.text, isQuoted: token.kind != .word)
    }

    /// `name = …`, SQL Server's: there no truth value stands among columns.
    private func leadingAlias(_ item: Range<Int>) -> Column? {
        guard hasLeadingAlias(item) else { return nil }
        let token = tokens[item.lowerBound]
        return Column(name: token.text, isQuoted: token.kind != .word)
    }

    /// What an entry of a select list computes, without the name that SQL Server may have before it.
    func value(of item: Range<Int>) -> Range<Int> {
        hasLeadingAlias(item) ? item.lowerBound + 2..<item.upperBound : item
    }

    private func hasLeadingAlias(_ item: Range<Int>) -> Bool {
        guard dialect == .sqlserver, item.count > 2, tokens[item.lowerBound + 1].key == "=" else { return false }
        let token = tokens[item.lowerBound]
        return !token.text.isEmpty && [.word, .quotedName, .string].contains(token.kind)
    }

    /// `column`, `table.column`, `struct.field`.
    func reference(_ item: Range<Int>) -> Column? {
        guard item.count % 2 == 1 else { return nil }
        for (offset, index) in item.enumerated() {
            guard offset % 2 == 0 ? tokens.name(at: index) != nil : tokens[index].key == "." else { return nil }
        }
        let last = tokens[item.upperBound - 1]
        if item.count == 1, Self.values.contains(last.key) { return nil }
        guard !last.text.isEmpty else { return nil }
        return Column(name: last.text, isQuoted: last.kind == .quotedName)
    }

    /// `column::type`: Postgres and Redshift keep the column's name, others take the whole text.
    private func cast(_ item: Range<Int>) -> Column? {
        guard dialect == .postgres || dialect == .redshift,
            let colon = tokens.first(in: item, where: { tokens[$0].key == "::" })
        else { return nil }
        var type = colon + 1..<item.upperBound
        guard let word = type.first, tokens[word].kind == .word else { return nil }
        type = word + 1..<type.upperBound
        while let next = type.first, tokens[next].key == "(" || tokens[next].key == "[" {
            type = tokens.closing[next] + 1..<type.upperBound
        }
        let isWhole = type.isEmpty || tokens[word].key == "double" && type.count == 1
        return isWhole ? reference(item.lowerBound..<colon) : nil
    }

    /// `expression name`: only where what stands before the name can be nothing but a whole expression.
    private func impliedAlias(_ item: Range<Int>, _ level: [Int]) -> Column? {
        guard level.count > 1, let last = level.last, last == item.upperBound - 1 else { return nil }
        let token = tokens[last]
        let operand = level[level.count - 2]
        let before: Int? = level.count > 2 ? level[level.count - 3] : nil
        // Any interval may end in a unit.
        guard !level.contains(where: { tokens[$0].key == "interval" }), !token.text.isEmpty else { return nil }
        switch token.kind {
        case .word where Self.endings.contains(token.key): return nil
        case .word, .quotedName: break
        // MySQL's `column "Alias"`; but `date "2024-01-01"` is a literal.
        case .string where token.key == "\"" && (tokens[operand].kind == .word || tokens[operand].key == ")"):
            if Self.literalTypes.contains(tokens[operand].key) { return nil }
        default: return nil
        }
        guard isOperandEnd(operand, before: before, level) else { return nil }
        if tokens[operand].kind == .number, Self.units.contains(token.key) { return nil }
        return Column(name: token.text, isQuoted: token.kind != .word)
    }

    private func isOperandEnd(_ operand: Int, before: Int?, _ level: [Int]) -> Bool {
        let token = tokens[operand]
        let previous = before.map { tokens[$0] }
        let isFirst = previous == nil || previous?.kind == .symbol && ![")", "]", "}", "@"].contains(previous?.key)
        switch token.kind {
        case .symbol: return token.key == ")" || token.key == "]" || tokens.typeEnds.contains(operand)
        case .number, .parameter: return isFirst && previous?.key != "::"
        case .string:
            if let previous, previous.kind == .word { return Self.literalTypes.contains(previous.key) }
            return isFirst && previous?.key != "::"
        case .quotedName: return isFirst
        case .word:
            if token.key == "end" { return level.contains { tokens[$0].key == "case" } }
            if previous?.key == "::" { return !Self.openTypes.contains(token.key) }
            return isFirst && !Self.prefixes.contains(token.key)
        case .template: return false
        }
    }
}
