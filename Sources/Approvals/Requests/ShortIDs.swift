import Git

/// Ids of requests as people type them: short, and told apart.
package struct ShortIDs: Sendable {
    /// In order.
    private let ids: [String]

    package init(_ ids: [String]) {
        // One that was closed shows twice until the next fetch takes its old ref away.
        self.ids = Set(ids).sorted()
    }

    /// The shortest prefix of an id that tells it from all others, at least 8 digits.
    package func short(_ id: String) -> String {
        // The id that has most in common with this one stands right before or behind it.
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        let behind = low < ids.count && ids[low] == id ? low + 1 : low
        let cache = [low - 1, behind].filter(ids.indices.contains).map { ids[$0] }
        let common = cache.map { zip($0.utf8, id.utf8).prefix { $0 == $1 }.count }.max() ?? 0
        return String(id.prefix(min(max(8, common + 1), 64)))
    }
}

extension Requests {
    /// Of all requests that have a ref.
    package func shortIDs() throws -> ShortIDs {
        let references = try [Refs.requests, Refs.closed].flatMap { try SharedRefs(workspace).shared(under: $0) }
        return ShortIDs(references.compactMap { $0.name.split(separator: "/").last.map(String.init) })
    }
}
