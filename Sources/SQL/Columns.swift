/// A column that a query returns.
package struct Column: Hashable, Sendable {
    /// As written in the query, without its quotes.
    package var name: String
    /// Written in quotes, so that no warehouse changes its letter case.
    package var isQuoted: Bool
    /// What makes the value another one at every run, where that is certain and was asked for: `random()`.
    var instability: String?

    package init(name: String, isQuoted: Bool = false) {
        self.name = name
        self.isQuoted = isQuoted
    }
}

/// The columns that a query returns, as far as its text tells.
///
/// Nothing here asks a warehouse, so much stays unknown, and unknown is what it is then called. The one rule is that a name
/// is only ever given where every reading of the text gives it: a false name would become a false finding.
package enum Columns: Hashable, Sendable {
    /// All of them, in order.
    case known([Column])
    /// These and others; `reason` says why the others cannot be told.
    case partly([Column], reason: String)
    /// `reason` is half a sentence for people: "the query selects * from a table".
    case unknown(reason: String)

    /// Every column whose name is certain.
    package var named: [Column] {
        switch self {
        case .known(let columns), .partly(let columns, _): columns
        case .unknown: []
        }
    }

    /// Whether a name that is not among `named` is certainly not a column.
    package var isComplete: Bool { if case .known = self { true } else { false } }

    /// Why columns are missing from `named`.
    package var reason: String? {
        switch self {
        case .known: nil
        case .partly(_, let reason), .unknown(let reason): reason
        }
    }
}
