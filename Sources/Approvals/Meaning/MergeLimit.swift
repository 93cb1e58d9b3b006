import Synchronization

/// How much merging of files that both sides changed is done for one request. Anybody may push a request that takes
/// minutes to merge, and that must hold up nobody who looks at others. Work is counted in bytes that are merged.
package struct MergeLimit: Sendable {
    /// Merge bases; more histories than these never cross each other by chance.
    let bases: Int
    /// Bytes of all versions of the files that have to be merged.
    let bytes: Int
    /// What requests share that are planned together.
    let budget: MergeBudget?

    package init(bases: Int = 4, bytes: Int, budget: MergeBudget? = nil) {
        self.bases = bases
        self.bytes = bytes
        self.budget = budget
    }

    /// For a request that somebody asked for.
    package static let alone = MergeLimit(bytes: 16 << 20)
    /// For one's own draft, which main is brought into so that less is left to merge.
    static let none = MergeLimit(bases: .max, bytes: .max)

    /// For one of many requests.
    package static func listed(_ budget: MergeBudget = MergeBudget()) -> MergeLimit {
        MergeLimit(bytes: 2 << 20, budget: budget)
    }

    /// Whether there is room for all that a request has to merge.
    package func allows(_ bytes: Int) -> Bool {
        bytes <= self.bytes && (bytes <= MergeBudget.free || budget?.take(bytes) ?? true)
    }
}

/// What the requests of a listing may take together.
package final class MergeBudget: Sendable {
    /// What each request may take besides, so that ordinary ones are always shown.
    package static let free = 1 << 18
    private let left: Mutex<Int>

    package init(bytes: Int = 8 << 20) { left = Mutex(bytes) }

    func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard bytes <= left else { return false }
            left -= bytes
            return true
        }
    }
}
