extension ExpressionReader {
    /// `name in values [reversed] [limit: n] [offset: n]`. Returns the name.
    mutating func readLoop(_ tag: String) -> [String] {
        let name = readWord()
        let word = readWord()
        guard text(word) == "in", !name.isEmpty, readValue() != nil else {
            if isBroken { return [] }
            fail("\(tag) is written {% \(tag) name in list %}", at: name.isEmpty ? rangeOfAll : name)
            return []
        }
        readOptions(tag)
        return [text(name)]
    }

    /// Reads the options of a loop. LiquidJS silently ignores unknown ones and whatever follows them; here each is a
    /// warning.
    private mutating func readOptions(_ tag: String) {
        while !isBroken {
            skipBlank()
            _ = accept(UInt8(ascii: ","))
            let name = readWord()
            if name.isEmpty { break }
            if !Vocabulary.loopOptions.contains(text(name)) {
                warn("\(tag) does not know \(text(name)), and passes it over", at: name)
            }
            skipBlank()
            guard accept(UInt8(ascii: ":")) else { continue }
            skipBlank()
            if isNext("continue") { position += 8 } else { _ = readValue() }
        }
        if isBroken || rest.isEmpty { return }
        let advice = peek() == UInt8(ascii: "|") ? "; assign the filtered list first" : ""
        warn("\(bytes.shown(rest)) is ignored\(advice)", at: rest)
    }

    private var rangeOfAll: Range<Int> { range.isEmpty ? range.lowerBound..<range.lowerBound : range }

    /// `name = value | filters`. Returns the name.
    mutating func readAssignment() -> [String] {
        let name = readWord()
        skipBlank()
        guard !name.isEmpty, accept(UInt8(ascii: "=")) else {
            fail("assign is written {% assign name = value %}", at: name.isEmpty ? rangeOfAll : name)
            return []
        }
        if peek() == UInt8(ascii: "=") {
            fail("assign takes one =", at: position - 1..<position + 1, suggestions: ["="])
        }
        isOutput = true
        readFilteredValue(orElse: "assign is written {% assign name = value %}")
        return [text(name)]
    }

    /// The name that `capture` sets, with or without quotes.
    mutating func readName(for tag: String) -> [String] {
        let name = readWord()
        if !name.isEmpty { return [text(name)] }
        if let quoted = readString() { return [quoted.text] }
        fail("\(tag) needs a name", at: rangeOfAll)
        return []
    }

    /// Of `increment` and `decrement`.
    mutating func readCounter(_ tag: String) -> [String] {
        let name = readWord()
        if name.isEmpty { warn("\(tag) has no name, and counts nothing", at: rangeOfAll) }
        return name.isEmpty ? [] : [text(name)]
    }

    /// `value, value`, `value or value`. What follows a value otherwise is passed over.
    mutating func readAlternatives() {
        while !isBroken {
            skipBlank()
            if isAtEnd { return }
            guard readValue() != nil else {
                if !isBroken { failAtUnexpected() }
                return
            }
            skipBlank()
            if isAtEnd || accept(UInt8(ascii: ",")) { continue }
            if isNext("or") {
                position += 2
                continue
            }
            return warn("\(bytes.shown(rest)) is ignored; values are separated by commas", at: rest)
        }
    }

    /// `[group:] value, value`.
    mutating func readCycle() {
        let known = variables.count
        var count = readValue() == nil ? 0 : 1
        skipBlank()
        if count == 1, accept(UInt8(ascii: ":")) {
            // The group's name only tells it from others.
            variables.removeSubrange(known...)
            count = 0
        }
        while !isBroken, !isAtEnd {
            if readValue() != nil { count += 1 }
            if isBroken || !moveBehind(UInt8(ascii: ",")) { break }
        }
        if count == 0, !isBroken { fail("cycle needs values", at: rangeOfAll) }
    }

    /// A file, and variables for it: there what stands behind a colon, `with` or `for` is a value.
    mutating func readFile(for tag: String) -> [String] {
        guard readValue() != nil else {
            if !isBroken { fail("\(tag) needs the name of a file", at: rangeOfAll) }
            return []
        }
        var names: [String] = []
        while !isBroken {
            skipBlank()
            _ = accept(UInt8(ascii: ","))
            let word = readWord()
            if word.isEmpty { break }
            skipBlank()
            switch text(word) {
            case "as": names.append(text(readWord()))
            case "with", "for": _ = readValue()
            default: if accept(UInt8(ascii: ":")) { _ = readValue() }
            }
        }
        return names
    }
}
