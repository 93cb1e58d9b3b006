extension [FieldChange] {
    /// As people count: `mappings[F2]` before `mappings[F10]`. Approvals are computed over another order, by bytes.
    package var inReadingOrder: [FieldChange] { sorted { $0.path.isReadBefore($1.path) } }
}

extension FieldPath {
    package func isReadBefore(_ other: FieldPath) -> Bool {
        for (mine, its) in zip(segments, other.segments) where mine != its { return mine.isReadBefore(its) }
        return segments.count < other.segments.count
    }
}

extension FieldPath.Segment {
    fileprivate func isReadBefore(_ other: Self) -> Bool {
        switch (self, other) {
        case (.key(let mine), .key(let its)), (.item(let mine), .item(let its)),
            (.element(let mine), .element(let its)):
            mine.isCountedBefore(its)
        default: self < other
        }
    }
}

extension String {
    /// By bytes, in which digits that stand together count as the number that they are.
    fileprivate func isCountedBefore(_ other: String) -> Bool {
        var (mine, its) = (self, other)
        let isBefore = mine.withUTF8 { mine in its.withUTF8 { Self.isCounted(mine[...], before: $0[...]) } }
        return isBefore ?? isExactlyBefore(other)
    }

    /// Nil where both count the same.
    private static func isCounted(
        _ mine: Slice<UnsafeBufferPointer<UInt8>>, before its: Slice<UnsafeBufferPointer<UInt8>>
    ) -> Bool? {
        var (mine, its) = (mine, its)
        while let a = mine.first, let b = its.first {
            let numbers = (mine.prefix(while: isDigit), its.prefix(while: isDigit))
            if numbers.0.isEmpty || numbers.1.isEmpty {
                if a != b { return a < b }
                (mine, its) = (mine.dropFirst(), its.dropFirst())
                continue
            }
            // However long they are.
            let significant = (numbers.0.drop { $0 == 0x30 }, numbers.1.drop { $0 == 0x30 })
            if significant.0.count != significant.1.count { return significant.0.count < significant.1.count }
            if !significant.0.elementsEqual(significant.1) {
                return significant.0.lexicographicallyPrecedes(significant.1)
            }
            (mine, its) = (mine.dropFirst(numbers.0.count), its.dropFirst(numbers.1.count))
        }
        return mine.isEmpty == its.isEmpty ? nil : mine.isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
