/// What LiquidJS stops at, where only a filter or the end could stand: what it is in other languages, and how Liquid writes
/// that.
struct Unexpected {
    private(set) var kind = Problem.Kind.syntax
    let message: String
    let range: Range<Int>
    let meant: [String]

    private init(_ message: String, at range: Range<Int>, meant: [String] = []) {
        self.message = message
        self.range = range
        self.meant = meant
    }

    /// - Parameter range: of the output or tag that it stands in.
    init(at position: Int, in bytes: [UInt8], _ range: Range<Int>) {
        let place = min(position, max(range.lowerBound, range.upperBound - 1))
        let byte = place < bytes.count ? bytes[place] : 0
        let next = position + 1 < range.upperBound ? bytes[position + 1] : 0
        switch byte {
        case UInt8(ascii: "="): self = Self.equals(at: place, in: bytes, range)
        case UInt8(ascii: "|"): self.init("a value is missing before |", at: place..<place + 1)
        case UInt8(ascii: "&") where next == byte:
            self.init("Liquid writes and, not &&", at: place..<place + 2, meant: ["and"])
        case UInt8(ascii: "}"): self.init("a tag ends with %}", at: place..<place + 1)
        case UInt8(ascii: "!"): self.init("Liquid writes not, or !=", at: place..<place + 1)
        case _ where bytes.isCurlyQuote(at: place):
            self.init("Liquid's quotes are straight: \" or '", at: place..<place + 3)
        case UInt8(ascii: "$") where next == UInt8(ascii: "{"):
            self.init("${…} is Braze's, and Liquid stops there", at: place..<place + 2)
            kind = .foreign
        default: self = Self.other(byte, at: place, in: bytes, range)
        }
    }

    private static func other(
        _ byte: UInt8, at place: Int, in bytes: [UInt8], _ range: Range<Int>
    ) -> Unexpected {
        if let filter = arithmetic[byte], place > range.lowerBound {
            let written = String(decoding: [byte], as: UTF8.self)
            return Unexpected("Liquid writes | \(filter): …, not \(written)", at: place..<place + 1)
        }
        let question = range.first { bytes[$0] == UInt8(ascii: "?") && !bytes.isWord(at: $0 - 1) }
        if byte == UInt8(ascii: ":"), let question {
            return Unexpected("Liquid has no ? and :, write {% if %} … {% else %}", at: question..<question + 1)
        }
        var end = min(place + 1, bytes.count)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let character = String(decoding: bytes[place..<end], as: UTF8.self)
        return Unexpected("\(character) is not expected here", at: place..<end)
    }

    private static let arithmetic: [UInt8: String] = [
        UInt8(ascii: "+"): "plus", UInt8(ascii: "*"): "times", UInt8(ascii: "/"): "divided_by",
        UInt8(ascii: "%"): "modulo",
    ]

    /// `=`, `===`, or `==` where nothing can be compared.
    private static func equals(at place: Int, in bytes: [UInt8], _ range: Range<Int>) -> Unexpected {
        let text = bytes[range]
        let start = text[..<place].lastIndex { $0 != UInt8(ascii: "=") }.map { $0 + 1 } ?? text.startIndex
        let end = text[place...].firstIndex { $0 != UInt8(ascii: "=") } ?? text.endIndex
        if end - start == 2 { return Unexpected("nothing can be compared here: assign it first", at: start..<end) }
        let written = String(decoding: bytes[start..<end], as: UTF8.self)
        return Unexpected("Liquid writes ==, not \(written)", at: start..<end, meant: ["=="])
    }
}
