import Spelling

/// What makes the values of an output column others at every run: `uuid()`; nil where that is not certain.
///
///     SQL.instability(of: "id", in: "select uuid() as id, email from users")                // uuid()
///     SQL.instability(of: "id", in: "with t as (select newid() as id from u) select id from t")   // newid()
///     SQL.instability(of: "id", in: "select coalesce(id, uuid()) as id from users")         // nil
///
/// - Parameter column: in any letter case.
package func instability(of column: String, in query: String, dialect: Dialect = .unknown) -> String? {
    instability(ofOneAmong: [column], in: query, dialects: [dialect])?.cause
}

/// The first of these columns that the rules of one of these dialects say it of, and what makes its values others.
///
/// - Parameter dialects: the one that the query is said to be of first.
package func instability(
    ofOneAmong columns: [String], in query: String, dialects: [Dialect]
) -> (column: String, cause: String)? {
    guard InstabilityReader.mayBeUnstable(Array(query.utf8)) else { return nil }
    for dialect in dialects {
        let unstable = unstableColumns(of: query, dialect: dialect)
        for column in columns {
            guard let cause = unstable[column.asciiLowercased] else { continue }
            if dialect == dialects.first || !InstabilityReader.ofOneWarehouse.contains(cause) { return (column, cause) }
        }
    }
    return nil
}

/// By their names in lower case.
private func unstableColumns(of query: String, dialect: Dialect) -> [String: String] {
    let causes = readings(of: query, dialect, findsInstability: true).map { output -> [String: String] in
        var causes: [String: String] = [:]
        var seen: Set<String> = []
        for column in output.named {
            let name = column.name.asciiLowercased
            // Of two columns of one name neither is known.
            causes[name] = seen.insert(name).inserted ? column.instability : nil
        }
        return causes
    }
    guard let first = causes.first else { return [:] }
    return first.filter { cause in causes.allSatisfy { $0[cause.key] != nil } }
}
