package import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// RFC 3339 times of events, in UTC. Nothing is decided by them.
package enum Timestamp {
    package static func date(_ text: String) -> Date? {
        do { return try Date(text, strategy: .iso8601) } catch { return nil }
    }

    /// `2026-03-01T12:00:00Z`. By the C library: Foundation's formats take a calendar, which costs as much as an object
    /// that is written.
    package static func text(_ date: Date) -> String {
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        return String(unsafeUninitializedCapacity: 32) { text in
            text.withMemoryRebound(to: CChar.self) { strftime($0.baseAddress, $0.count, "%Y-%m-%dT%H:%M:%SZ", &parts) }
        }
    }

    /// Unix seconds; 0 for what is not a time, as a commit needs some, and for times before 1970, which git's servers refuse.
    static func seconds(_ text: String) -> Int64 {
        date(text).map { max(0, Int64($0.timeIntervalSince1970)) } ?? 0
    }

    /// Whether a text has the form `2026-03-01T12:00:00Z`, and names a day and a moment that there may be.
    static func isWellFormed(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 else { return false }
        let form = Array("0000-00-00T00:00:00Z".utf8)
        for (byte, expected) in zip(bytes, form) {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            guard expected == UInt8(ascii: "0") ? isDigit : byte == expected else { return false }
        }
        func number(_ start: Int) -> Int { Int(bytes[start] - 48) * 10 + Int(bytes[start + 1] - 48) }
        return (1...12).contains(number(5)) && (1...31).contains(number(8)) && number(11) < 24 && number(14) < 60
            && number(17) <= 60
    }
}
