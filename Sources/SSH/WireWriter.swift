/// Writes SSH's wire encoding (RFC 4251, section 5).
package struct WireWriter {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// As they are.
    package mutating func raw(_ bytes: some Collection<UInt8>) { self.bytes += bytes }

    package mutating func uint32(_ number: UInt32) {
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// Preceded by their number.
    ///
    /// - Precondition: fewer than 2^32 bytes.
    package mutating func string(_ bytes: some Collection<UInt8>) {
        uint32(UInt32(bytes.count))
        raw(bytes)
    }

    /// The `mpint` of a positive number.
    package mutating func number(_ bytes: some Collection<UInt8>) {
        let digits = bytes.drop { $0 == 0 }
        string((digits.first ?? 0) >= 0x80 ? [0] + Array(digits) : Array(digits))
    }
}
