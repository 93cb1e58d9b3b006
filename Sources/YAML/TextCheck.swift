/// What a pass over the raw bytes finds before any parser sees them.
struct TextCheck {
    /// Every byte is ASCII: then characters are bytes.
    var isASCII = true
    /// Where the first U+0085, U+2028 or U+2029 is.
    var lineSeparator: Int?
    var problem: (kind: Problem.Kind, message: String, range: Range<Int>)?

    /// - Parameter start: the first byte behind a byte-order mark.
    init(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte &- 0x20 < 0x5F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                index += 1
                continue
            }
            if byte < 0x80 {
                problem = (.controlCharacter, Self.message(UInt32(byte)), index..<index + 1)
                return
            }
            isASCII = false
            guard let (scalar, length) = Self.decode(text, at: index) else {
                problem = (.notUTF8, "the text is not UTF-8 here", index..<index + 1)
                return
            }
            if Self.isForbidden(scalar) {
                problem = (.controlCharacter, Self.message(scalar), index..<index + length)
                return
            }
            if scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029 { lineSeparator = lineSeparator ?? index }
            index += length
        }
    }

    private static func message(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return switch scalar {
        case 0: "a NUL character (\(name)) is not allowed in YAML"
        case 0xFEFF: "a byte-order mark (\(name)) is allowed at the start of the file only"
        default: "the control character \(name) is not allowed in YAML"
        }
    }

    /// YAML 1.2.2, 5.1: not `c-printable`; and a byte-order mark within the text, which libyaml refuses.
    private static func isForbidden(_ scalar: UInt32) -> Bool {
        scalar < 0xA0 && scalar != 0x85 || scalar == 0xFEFF || scalar == 0xFFFE || scalar == 0xFFFF
    }

    /// The scalar that starts at `index`, if it is well-formed (Unicode 15, table 3-7).
    private static func decode(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (UInt32, Int)? {
        let first = text[index]
        let length: Int
        var scalar: UInt32
        let least: UInt32
        switch first {
        case 0xC2...0xDF: (length, scalar, least) = (2, UInt32(first & 0x1F), 0x80)
        case 0xE0...0xEF: (length, scalar, least) = (3, UInt32(first & 0x0F), 0x800)
        case 0xF0...0xF4: (length, scalar, least) = (4, UInt32(first & 0x07), 0x10000)
        default: return nil
        }
        guard index + length <= text.count else { return nil }
        for next in text[index + 1..<index + length] {
            guard next & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(next & 0x3F)
        }
        guard scalar >= least, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return nil }
        return (scalar, length)
    }
}
