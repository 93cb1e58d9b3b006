import Dispatch

extension Array where Element: Sendable {
    /// `map` on all cores, in order; plain `map` where starting them would cost more than it saves.
    ///
    /// - Parameter chunk: how many elements a core takes up at a time.
    func concurrentMap<Result: Sendable>(chunk: Int = 32, _ transform: @Sendable (Element) -> Result) -> [Result] {
        guard count > 2 * chunk else { return map(transform) }
        return [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
            // Every element is written once, by one iteration alone, before `concurrentPerform` returns.
            nonisolated(unsafe) let results = buffer
            DispatchQueue.concurrentPerform(iterations: (count + chunk - 1) / chunk) { iteration in
                for index in (iteration * chunk)..<Swift.min((iteration + 1) * chunk, count) {
                    results.initializeElement(at: index, to: transform(self[index]))
                }
            }
            initialized = count
        }
    }
}
