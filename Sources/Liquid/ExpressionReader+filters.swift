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

extension ExpressionReader {
    /// Says what stands here, where only a filter or the end could.
    mutating func failAtUnexpected() {
        skipBlank()
        let found = Unexpected(at: position, in: bytes, range)
        fail(found.message, at: found.range, kind: found.kind, suggestions: found.meant)
    }
}
