internal import CGit2

/// The name of a git object: its SHA-1, 20 bytes. Ordered as the bytes are.
package struct ObjectID: Hashable, Sendable, Comparable, CustomStringConvertible {
    // The 20 bytes as big-endian numbers: hashing and comparing take three steps instead of twenty.
    private let high: UInt64
    private let middle: UInt64
    private let low: UInt32

    /// 40 zeros: in git's protocols "no object".
    package static let zero = ObjectID(high: 0, middle: 0, low: 0)
    /// The tree without entries, which git knows without storing it.
    package static let emptyTree = ObjectID(
        high: 0x4b82_5dc6_42cb_6eb9, middle: 0xa060_e54b_f8d6_9288, low: 0xfbee_4904)

    private init(high: UInt64, middle: UInt64, low: UInt32) {
        self.high = high
        self.middle = middle
        self.low = low
    }

    /// - Parameter bytes: exactly 20.
    package init<Bytes: Collection>(bytes: Bytes) where Bytes.Element == UInt8 {
        precondition(bytes.count == 20)
        var numbers: (UInt64, UInt64, UInt64) = (0, 0, 0)
        for (position, byte) in bytes.enumerated() {
            switch position {
            case 0..<8: numbers.0 = numbers.0 << 8 | UInt64(byte)
            case 8..<16: numbers.1 = numbers.1 << 8 | UInt64(byte)
            default: numbers.2 = numbers.2 << 8 | UInt64(byte)
            }
        }
        self.init(high: numbers.0, middle: numbers.1, low: UInt32(numbers.2))
    }

    /// Exactly 40 hexadecimal digits, in either case; else nil.
    package init?(hex: String) { self.init(hex: hex.utf8) }

    /// The same of digits as they stand in an object.
    init?(hex digits: some Collection<UInt8>) {
        guard digits.count == 40 else { return nil }
        var numbers: (UInt64, UInt64, UInt64) = (0, 0, 0)
        for (position, digit) in digits.enumerated() {
            guard let value = hexValue(digit).map(UInt64.init) else { return nil }
            switch position {
            case 0..<16: numbers.0 = numbers.0 << 4 | value
            case 16..<32: numbers.1 = numbers.1 << 4 | value
            default: numbers.2 = numbers.2 << 4 | value
            }
        }
        self.init(high: numbers.0, middle: numbers.1, low: UInt32(numbers.2))
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: high >> shift)) }
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: middle >> shift)) }
        for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: low >> shift)) }
        return bytes
    }

    /// 40 digits in lower case.
    package var hex: String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: 40) { text in
            for (position, byte) in bytes.enumerated() {
                text[position * 2] = digits.utf8Start[Int(byte >> 4)]
                text[position * 2 + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return 40
        }
    }

    /// The first eight digits, for people.
    package var short: String { String(hex.prefix(8)) }

    package var description: String { hex }

    package static func < (a: ObjectID, b: ObjectID) -> Bool {
        (a.high, a.middle, a.low) < (b.high, b.middle, b.low)
    }
}

extension ObjectID {
    /// What git names this content: the SHA-1 of its kind, its length and itself.
    package init(of content: UnsafeRawBufferPointer, _ kind: ObjectKind) {
        self = ContentHash(of: content, kind).id
    }

    init(_ oid: git_oid) {
        self = withUnsafeBytes(of: oid.id) { id in
            ObjectID(
                high: UInt64(bigEndian: id.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                middle: UInt64(bigEndian: id.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                low: UInt32(bigEndian: id.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
        }
    }

    var oid: git_oid {
        var oid = git_oid()
        withUnsafeMutableBytes(of: &oid.id) { id in
            id.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
            id.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
            id.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
        }
        return oid
    }
}

func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
}
