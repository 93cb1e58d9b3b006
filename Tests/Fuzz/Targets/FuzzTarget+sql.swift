import SQL

extension FuzzTarget {
    static let sql = FuzzTarget("sql", seeds: [".sql", ".yaml"], dictionary: "sql") { bytes in
        let text = bytes.text
        for dialect in [SQL.Dialect.unknown, .snowflake, .bigquery, .postgres, .mysql] {
            let columns = SQL.outputColumns(text, dialect: dialect)
            try hold(columns == SQL.outputColumns(text, dialect: dialect), "a query has the same columns twice")
            _ = SQL.instability(of: "id", in: text, dialect: dialect)
        }
        if let restyling = SQL.restyling(from: text, to: text) {
            try hold(restyling.isEmpty, "a query is written as it is written")
        }
        let (before, after) = bytes.halves
        let forth = SQL.restyling(from: before.text, to: after.text)
        try hold(forth == SQL.restyling(from: after.text, to: before.text), "a query is restyled in both directions")
        if forth != nil {
            let names = { (text: [UInt8]) in SQL.outputColumns(text.text).named.map { $0.name.lowercased() } }
            try hold(names(before) == names(after), "a query that is only restyled has the same columns")
        }
    }
}
