/// A bounded cache of what was read lately. An entry is dropped if it was not used while the cache filled up once more.
struct RecentCache<Key: Hashable, Value> {
    private var recent: [Key: Value] = [:]
    /// What was read before `recent` was full last, and not asked for since.
    private var older: [Key: Value] = [:]
    private let limit: Int

    init(limit: Int = 2048) { self.limit = limit }

    subscript(key: Key) -> Value? {
        mutating get {
            if let value = recent[key] { return value }
            guard let value = older.removeValue(forKey: key) else { return nil }
            keep(value, as: key)
            return value
        }
    }

    mutating func keep(_ value: Value, as key: Key) {
        if recent.count >= limit {
            older = recent
            recent = [:]
        }
        recent[key] = value
    }
}
