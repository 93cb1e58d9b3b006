import Spelling

/// What makes the values of an output column others at every run: `uuid()`; nil where that is not certain.
///
///     SQL.instability(of: "id", in: "select uuid() as id, email from users")                // uuid()
///     SQL.instability(of: "id", in: "with t as (select newid() as id from u) select id from t")   // newid()
///     SQL.instability(of: "id", in: "select coalesce(id, uuid()) as id from users")         // nil
///
/// - Parameter column: in any letter case.
package func instability(of column: String, in query: String, dialect: Dialect = .unknown) -> String? {
    unstableColumns(of: query, dialect: dialect)[column.asciiLowercased]
}

/// The same for all columns at once, by their names in lower case.
package func unstableColumns(of query: String, dialect: Dialect = .unknown) -> [String: String] {
    guard InstabilityReader.mayBeUnstable(Array(query.utf8)) else { return [:] }
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
