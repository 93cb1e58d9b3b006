extension [UInt8] {
    /// Quick where the first byte of the pattern is rare: a line's end, before what a line begins with.
    func firstOccurrence(of pattern: [UInt8], from start: Int = 0) -> Range<Int>? {
        withUnsafeBufferPointer { bytes in
            var index = start
            while index + pattern.count <= bytes.count {
                guard let next = bytes[index...].firstIndex(of: pattern[0]), next + pattern.count <= bytes.count else {
                    return nil
                }
                if bytes[next..<(next + pattern.count)].elementsEqual(pattern) { return next..<(next + pattern.count) }
                index = next + 1
            }
            return nil
        }
    }
}
