extension ExpressionReader {
    /// `value, value`.
    mutating func readList(separators: Set<String>) {
        guard current != nil else {
            if problems.isEmpty { report("a value is missing", at: range) }
            return
        }
        repeat {
            readListed()
        } while acceptAny(separators)
        expectEnd()
    }

    private mutating func readListed() {
        // A trailing comma.
        guard current != nil else { return }
        readValue()
    }

    private mutating func acceptAny(_ texts: Set<String>) -> Bool {
        guard let token = current, token.kind == .symbol || token.kind == .name, texts.contains(token.text) else {
            return false
        }
        position += 1
        return true
    }

    /// `name in values [reversed] [limit: n] [offset: n]`. Returns the name.
    mutating func readLoop(_ tag: String) -> [String] {
        guard let name = current, name.kind == .name else {
            report("\(tag) is written {% \(tag) name in list %}", at: range)
            return []
        }
        position += 1
        guard acceptWord("in") else {
            report("\(tag) is written {% \(tag) name in list %}", at: name.range)
            return [name.text]
        }
        readValue()
        while let token = current {
            if token.kind == .name, position + 1 < tokens.count, tokens[position + 1].text == ":" {
                position += 2
                if !acceptWord("continue") { readValue() }
            } else if acceptWord("reversed") || accept(",") {
                continue
            } else if token.kind == .symbol, token.text == "|" {
                readFilters()
            } else {
                expectEnd()
                break
            }
        }
        return [name.text]
    }

    /// `name = value | filters`. Returns the name.
    mutating func readAssignment() -> [String] {
        guard let name = current, name.kind == .name else {
            if problems.isEmpty { report("assign is written {% assign name = value %}", at: range) }
            return []
        }
        position += 1
        guard accept("=") else {
            report("assign is written {% assign name = value %}", at: name.range)
            return [name.text]
        }
        readOutput()
        return [name.text]
    }

    /// The name that `capture`, `increment` and `decrement` set, with or without quotes.
    mutating func readName(for tag: String) -> [String] {
        guard let name = current, name.kind == .name || name.kind == .string else {
            if problems.isEmpty { report("\(tag) needs a name", at: range) }
            return []
        }
        return [name.text]
    }

    /// Tags whose arguments are a host's own: what looks like a variable behind a colon is one.
    mutating func readLoosely() -> [String] {
        var names: [String] = []
        while let token = current {
            position += 1
            if token.text == ":" || token.text == "with" || token.text == "for", current?.kind == .name { readValue() }
            if token.text == "as", let name = current { names.append(name.text) }
        }
        problems.removeAll()
        return names
    }
}
