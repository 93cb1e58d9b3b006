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
    /// The bytes with all replacements made; `nil` if they are not in order or overlap.
    func applied(to bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var offset = 0
        for replacement in self {
            guard (offset...bytes.count).contains(replacement.range.lowerBound),
                replacement.range.upperBound <= bytes.count
            else { return nil }
            result += bytes[offset..<replacement.range.lowerBound]
            result += replacement.text.utf8
            offset = replacement.range.upperBound
        }
        return result + bytes[offset...]
    }
}

/// From one offset to another, or nothing: text in an unusual layout may put its parts in another order. An edit that
/// goes wrong by that does not pass its check.
func span(_ start: Int, _ end: Int) -> Range<Int> { start..<max(start, end) }

func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
