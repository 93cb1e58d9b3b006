extension ExpressionReader {
    /// `value | filter: argument, …`, with comparisons, `and`, `or`, `not`.
    ///
    /// - Parameter empty: what to say where nothing stands.
    mutating func readFilteredValue(orElse empty: String) {
        let isValid = readExpression()
        if isBroken { return }
        if !isValid, !startsWithOwnFilter {
            return rest.isEmpty ? fail(empty, at: range) : failAtUnexpected()
        }
        while readFilter() {}
    }

    /// Hightouch's own filters may have nothing before them: `{% assign x = | json_construct: 'a', 1 %}`.
    private var startsWithOwnFilter: Bool {
        var copy = self
        guard copy.accept(UInt8(ascii: "|")), case let name = copy.readWord(), !name.isEmpty else { return false }
        return !Vocabulary.standardFilters.contains(text(name))
    }

    /// False: it was the last.
    private mutating func readFilter() -> Bool {
        skipBlank()
        guard !isAtEnd, !isBroken else { return false }
        let bar = position
        guard accept(UInt8(ascii: "|")) else {
            failAtUnexpected()
            return false
        }
        let name = readWord()
        guard !name.isEmpty else {
            if isAtEnd {
                warn("a filter's name is missing after |, and nothing is done there", at: bar..<bar + 1)
            } else if peek() == UInt8(ascii: "|") {
                let meant = isOutput ? "a default value is written | default: …, not ||" : "Liquid writes or, not ||"
                fail(meant, at: bar..<position + 1, suggestions: isOutput ? [] : ["or"])
            } else {
                fail("a filter's name is missing after |", at: bar..<bar + 1)
            }
            return false
        }
        let filter = text(name)
        if !Vocabulary.filters.contains(filter) { noteUnknownFilter(filter, at: name) }
        skipBlank()
        if isAtEnd || peek() == UInt8(ascii: "|") { return true }
        guard peek() == UInt8(ascii: ":") else {
            failBehind(filter, at: name)
            return false
        }
        readArguments(of: filter)
        return !isBroken
    }

    private mutating func failBehind(_ filter: String, at name: Range<Int>) {
        switch peek() {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"):
            fail("a filter comes last: assign \(filter) first, and compare then", at: name)
        default:
            if isNext("and") || isNext("or") || isNext("contains") {
                fail("a filter comes last: assign \(filter) first, and ask then", at: name)
            } else {
                fail("a colon is missing between \(filter) and its argument", at: name)
            }
        }
    }

    /// `: a, name: b`.
    private mutating func readArguments(of filter: String) {
        repeat {
            position += 1
            let known = variables.count
            if readValue() != nil {
                skipBlank()
                if peek() == UInt8(ascii: ":"), !isAtEnd {
                    // What stands before the colon is a name, not a variable.
                    variables.removeSubrange(known...)
                    position += 1
                    _ = readValue()
                }
            } else if !isBroken {
                let place = min(position, range.upperBound)
                warn("an argument of \(filter) is missing", at: place..<place)
            }
            skipBlank()
            if isBroken { return }
        } while !isAtEnd && peek() == UInt8(ascii: ",")
        if !isAtEnd, peek() != UInt8(ascii: "|") { failAtUnexpected() }
    }
}

// MARK: - What LiquidJS stops at

extension ExpressionReader {
    private static let arithmetic: [UInt8: String] = [
        UInt8(ascii: "+"): "plus", UInt8(ascii: "*"): "times", UInt8(ascii: "/"): "divided_by",
        UInt8(ascii: "%"): "modulo",
    ]

    /// Says what stands here, where only a filter or the end could.
    mutating func failAtUnexpected() {
        skipBlank()
        let place = min(position, max(range.lowerBound, range.upperBound - 1))
        let byte = place < bytes.count ? bytes[place] : 0
        let next = peek(1)
        switch byte {
        case UInt8(ascii: "="):
            failAtEquals(place)
        case UInt8(ascii: "|"): fail("a value is missing before |", at: place..<place + 1)
        case UInt8(ascii: "&") where next == byte:
            fail("Liquid writes and, not &&", at: place..<place + 2, suggestions: ["and"])
        case UInt8(ascii: "}"): fail("a tag ends with %}", at: place..<place + 1)
        case UInt8(ascii: "!"): fail("Liquid writes not, or !=", at: place..<place + 1)
        case UInt8(ascii: "$") where next == UInt8(ascii: "{"):
            fail("${…} is Braze's, and Liquid stops there", at: place..<place + 2, kind: .foreign)
        default:
            if let filter = Self.arithmetic[byte], place > range.lowerBound {
                return fail("Liquid writes | \(filter): …, not \(text(place..<place + 1))", at: place..<place + 1)
            }
            let question = range.first { bytes[$0] == UInt8(ascii: "?") && !bytes.isWord(at: $0 - 1) }
            if byte == UInt8(ascii: ":"), let question {
                return fail("Liquid has no ? and :, write {% if %} … {% else %}", at: question..<question + 1)
            }
            let character = endOfCharacter(place)
            fail("\(text(place..<character)) is not expected here", at: place..<character)
        }
    }

    /// `=`, `===`, or `==` where nothing can be compared.
    private mutating func failAtEquals(_ place: Int) {
        let text = bytes[range]
        let start = text[..<place].lastIndex { $0 != UInt8(ascii: "=") }.map { $0 + 1 } ?? text.startIndex
        let end = text[place...].firstIndex { $0 != UInt8(ascii: "=") } ?? text.endIndex
        if end - start == 2 { return fail("nothing can be compared here: assign it first", at: start..<end) }
        fail("Liquid writes ==, not \(self.text(start..<end))", at: start..<end, suggestions: ["=="])
    }

    private func endOfCharacter(_ start: Int) -> Int {
        var end = min(start + 1, bytes.count)
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
