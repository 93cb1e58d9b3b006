extension SQL {
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

    /// How a dialect splits a text into tokens, where dialects differ.
    package struct Lexicon: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// `#` starts a comment.
        package static let hashComments = Lexicon(rawValue: 1)
        /// `//` starts a comment.
        package static let slashComments = Lexicon(rawValue: 2)
        /// `--` starts a comment only where white space follows.
        package static let dashNeedsSpace = Lexicon(rawValue: 4)
        /// `/* /* */ */` is one comment.
        package static let nestedComments = Lexicon(rawValue: 8)
        /// `\'` does not end a string.
        package static let backslashEscapes = Lexicon(rawValue: 16)
        /// `"…"` is a string, not a name.
        package static let doubleQuotedStrings = Lexicon(rawValue: 32)
        /// `[…]` is a name.
        package static let bracketedNames = Lexicon(rawValue: 64)
        /// `'''…'''` and `"""…"""` are strings, and a raw string goes on behind `\'`: BigQuery's.
        package static let tripleQuotes = Lexicon(rawValue: 128)
    }
}

extension SQL.Dialect {
    /// Every way in which a text of this dialect may be read: more than one where the warehouse's settings decide.
    package var lexicons: [SQL.Lexicon] {
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
                [.hashComments, .dashNeedsSpace, .backslashEscapes, .doubleQuotedStrings],
                [.hashComments, .dashNeedsSpace, .backslashEscapes],
            ]
        case .sqlserver: [[.nestedComments, .bracketedNames]]
        case .standard: [[]]
        case .unknown: Self.allCases.filter { $0 != .unknown }.flatMap(\.lexicons)
        }
    }

    /// The readings of a text that can differ, each once.
    func readings(of bytes: [UInt8]) -> [SQL.Lexicon] {
        let all = lexicons
        guard all.count > 1 else { return all }
        let relevant = SQL.Lexicon(relevantTo: bytes)
        var seen: Set<SQL.Lexicon> = []
        return all.map { $0.intersection(relevant) }.filter { seen.insert($0).inserted }
    }
}

extension SQL.Lexicon {
    /// What could matter in this text.
    init(relevantTo bytes: [UInt8]) {
        self = []
        var previous: UInt8 = 0
        var comments = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "#"): insert(.hashComments)
            case UInt8(ascii: "\\"): formUnion([.backslashEscapes, .tripleQuotes])
            // Behind an operand it is an index; nobody writes an alias like that.
            case UInt8(ascii: "[") where !previous.mayEndOperand: insert(.bracketedNames)
            case UInt8(ascii: "/") where previous == byte: insert(.slashComments)
            case UInt8(ascii: "*") where previous == UInt8(ascii: "/"):
                comments += 1
                if comments > 1 { insert(.nestedComments) }
            case UInt8(ascii: "-") where previous == byte:
                // `a--b` may be two signs; what stands apart (`id, --the key`) is a comment to everybody.
                let next = index + 1 < bytes.count ? bytes[index + 1] : 10
                if next > 32, index > 1, bytes[index - 2].mayEndOperand { insert(.dashNeedsSpace) }
            case UInt8(ascii: "\""):
                insert(.doubleQuotedStrings)
                if previous == byte { insert(.tripleQuotes) }
            case UInt8(ascii: "'") where previous == byte: insert(.tripleQuotes)
            default: break
            }
            previous = byte
        }
    }
}

extension UInt8 {
    fileprivate var mayEndOperand: Bool {
        switch self {
        case 48...57, 65...90, 97...122, 128...255: true
        case UInt8(ascii: "_"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "'"), UInt8(ascii: "\""),
            UInt8(ascii: "`"), UInt8(ascii: "$"):
            true
        default: false
        }
    }
}
