import Spelling

/// The columns that a query returns, as far as its text tells.
///
///     SQL.outputColumns("select id, lower(email) as email from users")   // known: id, email
///     SQL.outputColumns("select id, count(*) from users group by 1")     // partly: id, and one without a name
///     SQL.outputColumns("select * from users")                           // unknown
///
/// Linear in the length of the query, but for its nesting (32 levels are read) and its stars, which are followed up to a bound.
package func outputColumns(_ query: String, dialect: Dialect = .unknown) -> Columns {
    let outputs = readings(of: query, dialect)
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
