extension ExpressionReader {
    /// Values and what stands between them.
    ///
    /// LiquidJS takes any mixture of values and operators. Where more values stand than the operators take, the first
    /// of them is what comes out.
    ///
    /// - Returns: whether there is anything.
    mutating func readExpression() -> Bool {
        var first: Range<Int>?
        var passedOver: Range<Int>?
        var last: Range<Int>?
        var isWanting = true
        while !isBroken {
            skipBlank()
            if isAtEnd { break }
            if let found = readOperator() {
                if isWanting, text(found) != "not" { warnOfNothing(beside: found, last) }
                isWanting = true
                last = found
                continue
            }
            let known = variables.count
            guard let value = readValue() else { break }
            let isDash = bytes[value.range].allSatisfy { $0 == UInt8(ascii: "-") }
            if isWanting {
                if isDash { warn("\(text(value.range)) is read as a name that nothing has", at: value.range) }
                first = first ?? value.range
            } else {
                variables.removeSubrange(known...)
                passedOver = (passedOver?.lowerBound ?? value.range.lowerBound)..<value.range.upperBound
            }
            isWanting = false
        }
        if let first, let passedOver { warn(of: first, passingOver: passedOver) }
        if let last, isWanting { warnOfNothing(beside: last, nil) }
        return first != nil || last != nil
    }

    private mutating func readOperator() -> Range<Int>? {
        let start = position
        switch (peek(), peek(1)) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")), (UInt8(ascii: "!"), UInt8(ascii: "=")),
            (UInt8(ascii: "<"), UInt8(ascii: "=")), (UInt8(ascii: ">"), UInt8(ascii: "=")):
            position += 2
        case (UInt8(ascii: "<"), _), (UInt8(ascii: ">"), _): position += 1
        default:
            guard let word = Vocabulary.operators.first(where: { isNext($0) }) else { return nil }
            position += word.utf8CodeUnitCount
        }
        return start..<position
    }

    private mutating func warnOfNothing(beside found: Range<Int>, _ before: Range<Int>?) {
        if let before, text(before) == "<", text(found) == ">", before.upperBound == found.lowerBound {
            let both = before.lowerBound..<found.upperBound
            return warn("<> is not known, and this is never true", at: both, suggestions: ["!="])
        }
        let word = text(found)
        let effect = word == "and" || word == "or" || word == "not" ? "counts as false" : "is compared as nothing"
        warn("a value is missing beside \(word), and \(effect)", at: found)
    }

    private mutating func warn(of first: Range<Int>, passingOver others: Range<Int>) {
        let effect = isOutput ? "comes out" : "counts"
        let message = "only \(bytes.shown(first)) \(effect), and \(bytes.shown(others)) is ignored"
        if isOutput, Vocabulary.filters.contains(text(others)) {
            return warn("\(message); write | before a filter", at: others, suggestions: ["| \(text(others))"])
        }
        if isOutput, bytes[others.lowerBound] == UInt8(ascii: "?") {
            return warn("\(message); a default value is written | default: …", at: others)
        }
        // `row.Full Name`.
        let isName = bytes[others].allSatisfy { $0 <= 32 || $0 >= 128 || $0.isWordInASCII }
        guard let variable = variables.last, variable.range == first, variable.path.count > 1, isName,
            bytes[others.lowerBound] != UInt8(ascii: "-")
        else { return warn(message, at: others) }
        let name = "\(variable.path[variable.path.count - 1]) \(bytes.shown(others))"
        let written = variable.path.dropLast().joined(separator: ".") + "['\(name)']"
        variables.removeLast()
        warn("\(message); a name with a space in it is written \(written)", at: others, suggestions: [written])
    }
}
