package import YAML

/// A column of a model.
package struct ModelColumn: Hashable, Sendable {
    package var name: String
    /// As declared; nil if inferred, or declared without one.
    package var type: String?
    /// Where it is declared; nil if inferred.
    package var range: SourceRange?
    /// Whether rows have it under this name, letter for letter: a warehouse may fold what its query writes.
    var keepsCase: Bool

    package init(name: String, type: String? = nil, range: SourceRange? = nil, keepsCase: Bool = true) {
        self.name = name
        self.type = type
        self.range = range
        self.keepsCase = keepsCase
    }
}

/// What is known of a model's columns. An unknown is said as such: nothing is found missing in it.
package enum ModelColumns: Hashable, Sendable {
    /// Declared, in the model or in `columns/<slug>.yaml`; `path` is where.
    case declared([ModelColumn], path: String)
    /// From the query's select list.
    case inferred([ModelColumn])
    /// Some columns of the query have names that cannot be told.
    case partly([ModelColumn], reason: String)
    /// For people, after "because": `it reads the whole table PUBLIC.USERS`.
    case unknown(reason: String)
    /// The model, or its columns, could not be read, which has findings of its own.
    case unread
}

extension ModelColumns {
    /// Every column, if all are known.
    package var all: [ModelColumn]? {
        switch self {
        case .declared(let columns, _), .inferred(let columns): columns
        case .partly, .unknown, .unread: nil
        }
    }

    /// Those that are known to be there; there may be others.
    package var known: [ModelColumn] {
        switch self {
        case .declared(let columns, _), .inferred(let columns), .partly(let columns, _): columns
        case .unknown, .unread: []
        }
    }

    /// Why some or all columns are not known; nil if all are, or if a finding says it already.
    package var reason: String? {
        switch self {
        case .partly(_, let reason), .unknown(let reason): reason
        case .declared, .inferred, .unread: nil
        }
    }

    /// What may be found in these columns, made once for many questions.
    package var names: Names {
        Names(of: known, areAll: all != nil)
    }

    package struct Names: Hashable, Sendable {
        private let folded: Set<String>
        /// Those whose letter case is known.
        private let exact: Set<String>
        /// The others in lower case.
        private let loose: Set<String>
        let areAll: Bool

        init(of columns: [ModelColumn], areAll: Bool) {
            self.areAll = areAll
            folded = Set(columns.lazy.map { $0.name.lowercased() })
            exact = Set(columns.lazy.filter(\.keepsCase).map(\.name))
            // Nearly always all of them or none.
            loose = exact.isEmpty ? folded : Set(columns.lazy.filter { !$0.keepsCase }.map { $0.name.lowercased() })
        }

        /// Whether the column is known to be there. Warehouses fold letter case, so `USER_ID` finds `user_id`.
        ///
        /// What follows a dot or a bracket reaches into a column that holds an object: `address.city`.
        package func has(_ name: String) -> Bool {
            let name = name.lowercased()
            if folded.contains(name) { return true }
            guard let end = name.firstIndex(where: { $0 == "." || $0 == "[" }) else { return false }
            return folded.contains(String(name[..<end]))
        }

        /// Whether a row has the column under this name, as a template asks for it: Liquid tells letter case apart.
        package func hasInTemplate(_ name: String) -> Bool {
            exact.contains(name)
                || has(name) && (loose.contains(name.lowercased()) || !folded.contains(name.lowercased()))
        }

        /// Whether the model may have the column: always, where not all are known.
        package func mayHave(_ name: String) -> Bool { !areAll || has(name) }
    }
}
