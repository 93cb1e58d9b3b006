extension SQL {
    /// The columns that a query returns, as far as its text tells.
    ///
    ///     SQL.outputColumns("select id, lower(email) as email from users")   // known: id, email
    ///     SQL.outputColumns("select id, count(*) from users group by 1")     // partly: id, and one without a name
    ///     SQL.outputColumns("select * from users")                           // unknown
    ///
    /// Linear in the length of the query, but for its nesting (32 levels are read) and its stars, which are followed up to a bound.
    package static func outputColumns(_ query: String, dialect: Dialect = .unknown) -> Columns {
        let outputs = outputs(query, dialect)
        guard let first = outputs.first else {
            return .unknown(reason: "the query leaves a quote, comment or parenthesis open")
        }
        let rest = outputs.dropFirst()
        if rest.allSatisfy({ $0.hasSameNames(as: first) }) { return first.columns }
        // Warehouses would read it differently: what all of them name is certain, nothing else.
        let others = rest.map { Set($0.named.map(\.name.asciiLowercased)) }
        let agreed = first.named.filter { column in
            others.allSatisfy { $0.contains(column.name.asciiLowercased) }
        }
        let reason = "warehouses read the query differently, and this one's kind is not known"
        return agreed.isEmpty ? .unknown(reason: reason) : .partly(agreed, reason: reason)
    }

    /// What makes the values of an output column others at every run: `uuid()`; nil where that is not certain.
    ///
    ///     SQL.instability(of: "id", in: "select uuid() as id, email from users")                // uuid()
    ///     SQL.instability(of: "id", in: "with t as (select newid() as id from u) select id from t")   // newid()
    ///     SQL.instability(of: "id", in: "select coalesce(id, uuid()) as id from users")         // nil
    ///
    /// - Parameter column: in any letter case.
    package static func instability(of column: String, in query: String, dialect: Dialect = .unknown) -> String? {
        unstableColumns(of: query, dialect: dialect)[column.asciiLowercased]
    }

    /// The same for all columns at once, by their names in lower case.
    package static func unstableColumns(of query: String, dialect: Dialect = .unknown) -> [String: String] {
        guard QueryReader.mayBeUnstable(Array(query.utf8)) else { return [:] }
        let readings = outputs(query, dialect, findsInstability: true).map { output -> [String: String] in
            var causes: [String: String] = [:]
            var seen: Set<String> = []
            for column in output.named {
                let name = column.name.asciiLowercased
                // Of two columns of one name neither is known.
                causes[name] = seen.insert(name).inserted ? column.instability : nil
            }
            return causes
        }
        guard let first = readings.first else { return [:] }
        return first.filter { cause in readings.allSatisfy { $0[cause.key] != nil } }
    }

    /// What a query returns, by every reading of its text.
    private static func outputs(_ query: String, _ dialect: Dialect, findsInstability: Bool = false) -> [Output] {
        let bytes = Array(query.utf8)
        return dialect.readings(of: bytes).compactMap { lexicon in
            // A reading that leaves a quote or a parenthesis open, or reads names as strings, is not the warehouse's.
            guard let tokens = try? tokens(bytes, lexicon: lexicon), !hasStringsForNames(tokens),
                let reader = QueryReader(tokens: tokens, dialect: dialect, findsInstability: findsInstability)
            else { return nil }
            return reader.output()
        }
    }

    /// `t."id"`, `from "users"`: where only a name can stand.
    private static func hasStringsForNames(_ tokens: [Token]) -> Bool {
        zip(tokens, tokens.dropFirst()).contains { left, right in
            if right.kind == .string, right.key == "\"" { return ["from", "join", "."].contains(left.key) }
            return left.kind == .string && left.key == "\"" && right.key == "."
        }
    }

    /// One place in the row that a query returns.
    enum Slot: Hashable, Sendable {
        case named(Column)
        /// One column whose name cannot be told.
        case unnamed
        /// Any number of columns.
        case several
    }

    /// What a query, or a part of it, returns.
    struct Output: Sendable {
        var slots: [Slot]
        /// Why some slot is not named.
        var reason: String?

        static func unknown(_ reason: String) -> Output { Output(slots: [.several], reason: reason) }

        var named: [Column] {
            slots.compactMap { if case .named(let column) = $0 { column } else { nil } }
        }

        func hasSameNames(as other: Output) -> Bool {
            guard slots.count == other.slots.count else { return false }
            return zip(slots, other.slots).allSatisfy { a, b in
                switch (a, b) {
                case (.named(let a), .named(let b)): a.name.asciiLowercased == b.name.asciiLowercased
                default: a == b
                }
            }
        }

        var columns: Columns {
            let named = named
            guard named.count == slots.count else {
                let reason = reason ?? "a column of the query has no name of its own"
                return named.isEmpty ? .unknown(reason: reason) : .partly(named, reason: reason)
            }
            guard !named.isEmpty else { return .unknown(reason: reason ?? "the query selects nothing") }
            // Some warehouses number them (`id_1`), some refuse.
            if let twice = named.firstRepeated(by: \.name.asciiLowercased) {
                return .partly(named, reason: "the query returns two columns named \(twice.name)")
            }
            return .known(named)
        }
    }
}
