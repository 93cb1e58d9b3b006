/// Bytes of a file, and what takes their place.
struct Replacement {
    var range: Range<Int>
    var text: String

    init(_ range: Range<Int>, _ text: String) {
        self.range = range
        self.text = text
    }

    static func insert(_ text: String, at offset: Int) -> Replacement { Replacement(offset..<offset, text) }
}

extension [Replacement] {
    /// The bytes with all replacements made; they do not overlap.
    func applied(to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var offset = 0
        for replacement in self {
            result += bytes[offset..<replacement.range.lowerBound]
            result += replacement.text.utf8
            offset = replacement.range.upperBound
        }
        return result + bytes[offset...]
    }
}
