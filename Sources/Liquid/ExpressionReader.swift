/// Reads what stands within one output or tag, as LiquidJS reads it: what it refuses is a problem of kind `syntax`, what
/// it accepts but carries out differently from what is written is `lax`.
struct ExpressionReader {
    let bytes: [UInt8]
    let range: Range<Int>
    /// Where the reader stands.
    var position: Int
    var variables: [Variable] = []
    private(set) var problems: [Problem] = []
    /// LiquidJS stops here.
    private(set) var isBroken = false
    /// What is read is shown, not asked.
    var isOutput = false
    var depth = 0

    /// How deep brackets and ranges may nest.
    static let depthLimit = 32

    init(bytes: [UInt8], range: Range<Int>) {
        self.bytes = bytes
        self.range = range
        position = range.lowerBound
    }
}

extension ExpressionReader {
    /// - Parameter kind: of problems that end the reading, `syntax` or `foreign`.
    mutating func fail(
        _ message: String, at range: Range<Int>, kind: Problem.Kind = .syntax, suggestions: [String] = []
    ) {
        guard !isBroken else { return }
        isBroken = true
        position = self.range.upperBound
        // What was taken in its lax way before is the same slip.
        problems.removeAll { $0.kind == .lax }
        problems.append(.init(kind: kind, message: message, meant: suggestions, range: range))
    }

    /// What comes out is not what is written. One an expression: what follows is mostly its echo.
    mutating func warn(_ message: String, at range: Range<Int>, suggestions: [String] = []) {
        guard !isBroken, !problems.contains(where: { $0.kind == .lax }) else { return }
        problems.append(.init(kind: .lax, message: message, meant: suggestions, range: range))
    }

    mutating func noteUnknownFilter(_ name: String, at range: Range<Int>) {
        guard problems.count < problemLimit else { return }
        problems.append(
            .init(kind: .unknownFilter, message: "the filter \(name) is not known here", range: range, unknown: name))
    }
}

// MARK: - Bytes

extension ExpressionReader {
    var isAtEnd: Bool { position >= range.upperBound }

    func peek(_ distance: Int = 0) -> UInt8 {
        let index = position + distance
        return index < range.upperBound ? bytes[index] : 0
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    mutating func skipBlank() {
        while !isAtEnd, case let width = bytes.blank(at: position), width > 0 { position += width }
    }

    /// A name, which may be empty.
    mutating func readWord() -> Range<Int> {
        skipBlank()
        let start = min(position, range.upperBound)
        while !isAtEnd, bytes.isWord(at: position) { position += 1 }
        return start..<max(start, position)
    }

    /// A word that stands here by itself, without moving.
    func isNext(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= range.upperBound, end == range.upperBound || !bytes.isWord(at: end) else { return false }
        return bytes[position..<end].elementsEqual(
            UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        guard peek() == byte, !isAtEnd else { return false }
        position += 1
        return true
    }

    /// Behind the next byte of this kind; false if there is none.
    mutating func moveBehind(_ byte: UInt8) -> Bool {
        while !isAtEnd {
            position += 1
            if bytes[position - 1] == byte { return true }
        }
        return false
    }

    /// What is left, without blanks at its end.
    var rest: Range<Int> {
        var start = min(position, range.upperBound)
        while start < range.upperBound, case let width = bytes.blank(at: start), width > 0 { start += width }
        var end = range.upperBound
        while end > start, bytes[end - 1] <= 32 { end -= 1 }
        return start..<end
    }
}
