import Testing

@testable import Resources

@Suite struct LineMergeTests {
    @Test("B4 lines of several texts have one number if they are the same, and only then")
    func numbers() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<300 {
            // Of few different lines, so that they come again, with lines put in, taken out and exchanged.
            var lines = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                "line \(Int.random(in: 0...6, using: &random))\n"
            }
            var texts: [[String]] = []
            for _ in 0..<3 {
                texts.append(lines)
                for _ in 0..<Int.random(in: 0...3, using: &random) {
                    let place = Int.random(in: 0...lines.count, using: &random)
                    if place < lines.count, Bool.random(using: &random) { lines.remove(at: place) }
                    if Bool.random(using: &random) {
                        lines.insert("line \(Int.random(in: 0...9, using: &random))\n", at: min(place, lines.count))
                    }
                }
            }
            let (numbers, count) = TextLines.numbers(texts.map { TextLines(Array($0.joined().utf8)) })
            var known: [String: Int32] = [:]
            for (text, ofText) in zip(texts, numbers) {
                #expect(text.count == ofText.count)
                for (line, number) in zip(text, ofText) {
                    #expect(known[line, default: number] == number)
                    known[line] = number
                }
            }
            #expect(Set(known.values).count == known.count)
            #expect(count == known.count)
        }
    }
}
