#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What this machine is called, as SMTP wants to know it (RFC 5321, 4.1.1.1).
enum HostName {
    static let own: String = {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let isFit = !name.isEmpty && name.utf8.allSatisfy { $0 == 45 || $0 == 46 || isLetterOrDigit($0) }
        return isFit ? name : "localhost"
    }()

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
