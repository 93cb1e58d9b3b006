extension Token {
    /// The spelling by which keywords and symbols are told: as numbers, since each token is compared with dozens of words
    /// that it is not.
    struct Key: Hashable, Sendable {
        private let first: UInt64
        private let second: UInt64
        private let third: UInt64
        private let fourth: UInt64

        /// Bytes of the longest word that has a key; no warehouse has a longer keyword.
        private static let longest = 32

        /// A word in lower case (ASCII), or a symbol. What is longer than any keyword has the empty key.
        @inline(__always)
        init(_ text: UnsafeBufferPointer<UInt8>) {
            let text = text.count > Key.longest ? UnsafeBufferPointer(rebasing: text[..<0]) : text
            first = Key.number(text, at: 0)
            second = Key.number(text, at: 8)
            third = Key.number(text, at: 16)
            fourth = Key.number(text, at: 24)
        }

        /// Enough to tell keywords apart: tables of them are asked for every word of a query.
        func hash(into hasher: inout Hasher) { hasher.combine(first ^ second) }

        /// Eight bytes. Inlined, so that of a literal the compiler leaves the number.
        @inline(__always)
        private static func number(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt64 {
            var number: UInt64 = 0
            var index = start
            while index < text.count, index < start + 8 {
                let byte = text[index]
                number = number << 8 | UInt64(byte >= 65 && byte <= 90 ? byte | 32 : byte)
                index += 1
            }
            return number
        }
    }
}

extension Token.Key: ExpressibleByStringLiteral {
    @inline(__always)
    init(stringLiteral word: StaticString) {
        self.init(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}
