import YAML

/// A text as lines. They keep their ends, which the last one may lack.
struct TextLines {
    let bytes: [UInt8]
    /// Where each line starts and, last, where the text ends.
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts: [Int] = []
        starts.reserveCapacity(bytes.count / 16)
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
                starts.append(start)
                start = index + 1
            }
            if start < bytes.count { starts.append(start) }
        }
        starts.append(bytes.count)
        self.starts = starts
    }

    var count: Int { starts.count - 1 }

    subscript(lines: Range<Int>) -> ArraySlice<UInt8> { bytes[starts[lines.lowerBound]..<starts[lines.upperBound]] }

    /// The line that a byte is in; behind the last one for the end of the text.
    func line(at offset: Int) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle + 1] > offset { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Numbers for the lines of several texts, from 0: equal lines have the same.
    static func numbers(_ texts: [TextLines]) -> (ofTexts: [[Int32]], count: Int) {
        var numbering = Numbering(lines: texts.reduce(0) { $0 + $1.count })
        let all = texts.flatMap(\.bytes)
        var ofTexts: [[Int32]] = []
        // By number, the first line of the first text that has it.
        var known: [Int] = []
        var offset = 0
        for text in texts {
            func range(_ line: Int) -> Range<Int> { offset + text.starts[line]..<offset + text.starts[line + 1] }
            let numbers = all.withUnsafeBufferPointer { all in
                guard let first = ofTexts.first else {
                    return (0..<text.count).map { line in
                        let number = numbering.number(all, range(line))
                        if number == known.count { known.append(line) }
                        return number
                    }
                }
                // Most lines of the others stand there too, behind the one that stands in front of them here.
                var next = 0
                return (0..<text.count).map { line in
                    defer { next += 1 }
                    if next < first.count {
                        let likely = texts[0].starts[next]..<texts[0].starts[next + 1]
                        if all.hasSame(likely, range(line)) { return first[next] }
                    }
                    let number = numbering.number(all, range(line))
                    if number < known.count { next = known[Int(number)] }
                    return number
                }
            }
            ofTexts.append(numbers)
            offset += text.bytes.count
        }
        return (ofTexts, numbering.count)
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func hasSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        a.count == b.count && Self(rebasing: self[a]).isIdentical(to: Self(rebasing: self[b]))
    }
}

/// A hash table of lines, by where they stand first: a dictionary of slices counts references for each that it compares.
private struct Numbering {
    private var places: [(range: Range<Int>, hash: Int)] = []
    /// Numbers, at the place that the hash leads to or the next that was free; -1: free.
    private var table: [Int32]

    init(lines: Int) {
        var size = 16
        while size < 2 * lines { size *= 2 }
        table = Array(repeating: -1, count: size)
        places.reserveCapacity(lines)
    }

    var count: Int { places.count }

    mutating func number(_ text: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Int32 {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(text)[line]))
        let hash = hasher.finalize()
        var slot = hash & (table.count - 1)
        while table[slot] >= 0 {
            let known = places[Int(table[slot])]
            if known.hash == hash, text.hasSame(known.range, line) { return table[slot] }
            slot = (slot + 1) & (table.count - 1)
        }
        let number = Int32(truncatingIfNeeded: places.count)
        table[slot] = number
        places.append((line, hash))
        return number
    }
}
