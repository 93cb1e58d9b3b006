extension Array {
    /// The first element with the key of one before it. Few are compared with each other, many by their hashes.
    func firstRepeated<Key: Hashable>(by key: (Element) -> Key) -> Element? {
        guard count > 8 else {
            let keys = map(key)
            return indices.first { keys[..<$0].contains(keys[$0]) }.map { self[$0] }
        }
        var seen: Set<Key> = []
        seen.reserveCapacity(count)
        return first { !seen.insert(key($0)).inserted }
    }
}
