package import FoundationEssentials

/// RFC 3339 times of events, in UTC. Nothing is decided by them.
package enum Timestamp {
    package static func date(_ text: String) -> Date? {
        do { return try Date(text, strategy: .iso8601) } catch { return nil }
    }

    /// Unix seconds; 0 for what is no time, as a commit needs some.
    static func seconds(_ text: String) -> Int64 {
        date(text).map { Int64($0.timeIntervalSince1970) } ?? 0
    }
}
