import Spelling

/// One place in the row that a query returns.
enum Slot: Hashable, Sendable {
    case named(Column)
    /// One column whose name cannot be told.
    case unnamed
    /// Any number of columns.
    case several
}

/// What a query, or a part of it, returns.
struct QueryOutput: Sendable {
    var slots: [Slot]
    /// Why some slot is not named.
    var reason: String?

    static func unknown(_ reason: String) -> QueryOutput { QueryOutput(slots: [.several], reason: reason) }

    var named: [Column] {
        slots.compactMap { if case .named(let column) = $0 { column } else { nil } }
    }

    func hasSameNames(as other: QueryOutput) -> Bool {
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
        var seen = Set<String>(minimumCapacity: named.count)
        if let twice = named.first(where: { !seen.insert($0.name.asciiLowercased).inserted }) {
            return .partly(named, reason: "the query returns two columns named \(twice.name)")
        }
        return .known(named)
    }
}

extension QueryOutput {
    var withoutInstability: QueryOutput {
        let slots = slots.map { slot -> Slot in
            guard case .named(var column) = slot else { return slot }
            column.instability = nil
            return .named(column)
        }
        return QueryOutput(slots: slots, reason: reason)
    }
}
