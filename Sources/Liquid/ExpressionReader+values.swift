extension ExpressionReader {
    /// Something that has a value.
    struct Value {
        enum Kind { case string, number, literal, range, variable }
        var kind: Kind
        var range: Range<Int>
        /// Of a string without its quotes and escapes.
        var text = ""
    }

    /// `'text'`, `1.5`, `true`, `(1..5)`, `a.b['c'][d]`. nil: none of them stands here.
    mutating func readValue() -> Value? {
        skipBlank()
        guard !isAtEnd else { return nil }
        let start = position
        var base = readLiteral() ?? readString()
        if base == nil, peek() == UInt8(ascii: "(") {
            base = readRange()
            if base == nil { return nil }
        }
        base = base ?? readNumber()
        let members = readMembers(isFirst: base == nil)
        guard let members, !isBroken else { return isBroken ? nil : base }
        if base == nil { note(members, at: start) }
        return Value(kind: .variable, range: start..<position)
    }

    // MARK: Constants

    private mutating func readLiteral() -> Value? {
        for literal in Vocabulary.literals where isNext(literal) {
            let start = position
            position += literal.utf8CodeUnitCount
            return Value(kind: .literal, range: start..<position)
        }
        return nil
    }

    /// A backslash keeps a quote from ending the text.
    mutating func readString() -> Value? {
        skipBlank()
        guard !isAtEnd, bytes.isQuote(at: position) else { return nil }
        let (start, quote) = (position, peek())
        position += 1
        var content: [UInt8] = []
        while !isAtEnd {
            let byte = peek()
            position += 1
            if byte == quote {
                let text = String(decoding: content, as: UTF8.self)
                return Value(kind: .string, range: start..<position, text: text)
            }
            if byte == UInt8(ascii: "\\"), !isAtEnd {
                content.append(peek())
                position += 1
            } else {
                content.append(byte)
            }
        }
        warn("a quote is never closed, and the text goes on to the end of the tag", at: start..<range.upperBound)
        return Value(kind: .string, range: start..<position, text: String(decoding: content, as: UTF8.self))
    }

    private mutating func readNumber() -> Value? {
        let start = position
        var index = start
        if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") { index += 1 }
        var (hasPoint, hasDigit) = (false, false)
        while index < range.upperBound {
            if bytes[index].isDigit {
                hasDigit = true
            } else if bytes[index] == UInt8(ascii: "."),
                index + 1 >= range.upperBound || bytes[index + 1] != UInt8(ascii: ".")
            {
                guard hasDigit, !hasPoint else { return nil }
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard hasDigit, index >= range.upperBound || !bytes.isWord(at: index) else { return nil }
        position = index
        return Value(kind: .number, range: start..<index)
    }

    /// `(1..5)`. It fails where anything else stands in parentheses: Liquid has no others.
    private mutating func readRange() -> Value? {
        let start = position
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.depthLimit else {
            fail("parentheses nest too deep", at: start..<start + 1)
            return nil
        }
        position += 1
        guard readValue() != nil else {
            failInParentheses(from: start)
            return nil
        }
        skipBlank()
        guard accept(UInt8(ascii: ".")), accept(UInt8(ascii: ".")), readValue() != nil else {
            failInParentheses(from: start)
            return nil
        }
        skipBlank()
        guard accept(UInt8(ascii: ")")) else {
            failInParentheses(from: start)
            return nil
        }
        return Value(kind: .range, range: start..<position)
    }

    private mutating func failInParentheses(from start: Int) {
        if start > range.lowerBound, bytes.isWord(at: start - 1) {
            var name = start
            while name > range.lowerBound, bytes.isWord(at: name - 1) { name -= 1 }
            variables.removeAll { $0.range.upperBound == start }
            return fail("Liquid has no functions: write a filter after |", at: name..<start)
        }
        guard bytes[start..<range.upperBound].contains(UInt8(ascii: ")")) else {
            return fail("a parenthesis is never closed", at: start..<start + 1)
        }
        fail(
            "Liquid takes only ranges in parentheses, (1..5): nest one {% if %} in another, or assign first",
            at: start..<start + 1)
    }

    // MARK: Names

    /// A part of a variable; a computed one has no name.
    private struct Member {
        var name: String?
        var range: Range<Int>
    }

    /// `a`, `.b`, `['c']`. nil: there are none, or they are broken.
    private mutating func readMembers(isFirst: Bool) -> [Member]? {
        var members: [Member] = []
        while !isAtEnd {
            if peek() == UInt8(ascii: "[") {
                guard let member = readIndex(isFirst: isFirst && members.isEmpty) else { return nil }
                members.append(member)
            } else if isFirst, members.isEmpty, case let word = readWord(), !word.isEmpty {
                members.append(Member(name: text(word), range: word))
            } else if peek() == UInt8(ascii: "."), peek(1) != UInt8(ascii: ".") {
                let dot = position
                position += 1
                let word = readWord()
                guard !word.isEmpty else {
                    if !members.isEmpty || !isFirst {
                        let name = members.last?.name ?? "what stands before it"
                        warn("a name is missing after the dot, and \(name) itself is read", at: dot..<dot + 1)
                    }
                    break
                }
                members.append(Member(name: text(word), range: word))
            } else {
                break
            }
        }
        return members.isEmpty ? nil : members
    }

    /// `['a']`, `[0]`, `[key]`. Whatever follows the value is passed over, up to the bracket.
    private mutating func readIndex(isFirst: Bool) -> Member? {
        let open = position
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.depthLimit else {
            fail("brackets nest too deep", at: open..<open + 1)
            return nil
        }
        position += 1
        let value = readValue()
        if isBroken { return nil }
        let behind = position
        guard moveBehind(UInt8(ascii: "]")) else {
            fail("a bracket is never closed", at: open..<open + 1)
            return nil
        }
        let junk = behind..<position - 1
        if isFirst, value?.kind != .string {
            warn("Liquid has no lists in brackets, and nothing comes out", at: open..<position)
        } else if let value, junk.contains(where: { bytes[$0] > 32 }) {
            warn("only \(bytes.shown(value.range)) counts in the brackets, and the rest is ignored", at: junk)
        } else if value == nil {
            warn("nothing is named in the brackets, and nothing comes out", at: open..<position)
        }
        guard let value, value.kind == .string else { return Member(name: nil, range: open..<position) }
        let content = value.range.dropFirst().dropLast()
        return Member(name: value.text, range: content.isEmpty ? value.range : content)
    }

    private mutating func note(_ members: [Member], at start: Int) {
        let named = members.prefix { $0.name != nil }
        guard !named.isEmpty else { return }
        let path = named.compactMap(\.name)
        if path.count > 1, path[0].utf8.allSatisfy(\.isDigit), bytes[start].isDigit {
            return warn(
                "\(bytes.shown(start..<position)) is not a number in Liquid, and nothing comes out",
                at: start..<position)
        }
        variables.append(.init(path: path, ranges: named.map(\.range), range: start..<position))
    }
}
