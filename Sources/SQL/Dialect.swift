/// Whose SQL a query is written in.
package enum Dialect: String, Hashable, Sendable, CaseIterable {
    case snowflake, bigquery, databricks, postgres, redshift, mysql, sqlserver
    /// Names and strings as in the standard, no comments but `--` and `/* */`: Athena, Trino, Oracle, …
    case standard
    /// Not known: a query is then read in every way that makes a difference, and only what all agree on counts.
    case unknown

    /// - Parameter sourceType: the `type` of a source in a manifest.
    package init(sourceType: String) {
        switch sourceType.lowercased() {
        case "snowflake": self = .snowflake
        case "bigquery": self = .bigquery
        case "databricks", "spark": self = .databricks
        case "postgres", "postgresql", "alloydb", "cockroachdb", "greenplum": self = .postgres
        case "redshift": self = .redshift
        case "mysql", "mariadb", "singlestore": self = .mysql
        case "sqlserver", "mssql", "synapse", "azuresynapse", "fabric": self = .sqlserver
        default: self = .unknown
        }
    }
}

extension Dialect {
    /// Whether rows have a column under the name that the query gives it, letter for letter. Where it is not certain: no.
    package func keepsCase(of column: Column) -> Bool {
        switch self {
        case .bigquery, .databricks, .mysql, .sqlserver: true
        case .postgres, .snowflake: column.isQuoted
        case .redshift, .standard, .unknown: false
        }
    }

    /// Every way in which a text of this dialect may be read: more than one where the warehouse's settings decide.
    var lexicons: [Lexicon] {
        switch self {
        case .snowflake: [[.slashComments, .backslashEscapes]]
        case .bigquery: [[.hashComments, .backslashEscapes, .doubleQuotedStrings, .tripleQuotes]]
        case .databricks:
            [
                [.nestedComments, .backslashEscapes, .doubleQuotedStrings],
                [.nestedComments, .backslashEscapes],
            ]
        case .postgres: [[.nestedComments]]
        case .redshift: [[.nestedComments], [.nestedComments, .backslashEscapes]]
        case .mysql:
            [
                [.hashComments, .dashNeedsSpace, .backslashEscapes, .runsComments, .doubleQuotedStrings],
                [.hashComments, .dashNeedsSpace, .backslashEscapes, .runsComments],
            ]
        case .sqlserver: [[.nestedComments, .bracketedNames]]
        case .standard: [[]]
        case .unknown: Self.allCases.filter { $0 != .unknown }.flatMap(\.lexicons)
        }
    }

    /// The readings of a text that can differ, each once.
    func readings(of bytes: [UInt8]) -> [Lexicon] {
        let all = lexicons
        guard all.count > 1 else { return all }
        let relevant = Lexicon(relevantTo: bytes)
        var seen: Set<Lexicon> = []
        return all.map { $0.intersection(relevant) }.filter { seen.insert($0).inserted }
    }
}
