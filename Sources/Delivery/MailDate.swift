#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Moments as mail writes them (RFC 5322, 3.3).
enum MailDate {
    /// `Mon, 5 Jan 2026 09:50:00 +0000`, of Unix seconds. The names are the C library's, in its own locale: nobody sets
    /// another.
    static func text(_ seconds: Int) -> String {
        var moment = time_t(seconds)
        var parts = tm()
        guard gmtime_r(&moment, &parts) != nil else { return text(0) }
        return String(unsafeUninitializedCapacity: 64) { text in
            text.withMemoryRebound(to: CChar.self) {
                strftime($0.baseAddress, $0.count, "%a, %d %b %Y %H:%M:%S +0000", &parts)
            }
        }
    }
}
