/// Reads what stands within one output or tag.
struct ExpressionReader {
    struct Token: Hashable {
        enum Kind: Hashable { case name, string, number, symbol, foreign }
        var kind: Kind
        /// Of a string without its quotes.
        var text: String
        var range: Range<Int>
    }

    let range: Range<Int>
    var tokens: [Token] = []
    var position = 0
    var variables: [Variable] = []
    var problems: [Problem] = []
    /// Braze's `${…}` was seen: its names are not ours.
    var isForeign = false
    /// What is read is shown, not asked.
    var isOutput = false
    private var depth = 0
    /// No more problems than this are told.
    private let problemLimit: Int

    init(bytes: [UInt8], range: Range<Int>, problemLimit: Int = Liquid.problemLimit) {
        self.range = range
        self.problemLimit = problemLimit
        split(bytes)
    }
}

extension ExpressionReader {
    mutating func report(
        _ message: String, at range: Range<Int>, kind: Problem.Kind = .syntax, suggestions: [String] = []
    ) {
        // One a tag: what follows the first is mostly its echo.
        guard !problems.contains(where: { $0.kind == .syntax }) else { return }
        problems.append(.init(kind: kind, message: message, meant: suggestions, range: range))
    }

    var current: Token? { position < tokens.count ? tokens[position] : nil }
    var firstWord: String? { tokens.first?.text }

    func isNext(_ text: String) -> Bool { current?.kind == .symbol && current?.text == text }
    func isNextWord(_ text: String) -> Bool { current?.kind == .name && current?.text == text }

    mutating func accept(_ text: String) -> Bool {
        guard isNext(text) else { return false }
        position += 1
        return true
    }

    mutating func acceptWord(_ text: String) -> Bool {
        guard isNextWord(text) else { return false }
        position += 1
        return true
    }
}

extension ExpressionReader {
    /// `value | filter: argument, …`.
    mutating func readOutput() {
        guard current != nil else {
            if problems.isEmpty { report("nothing stands between the braces", at: range) }
            return
        }
        isOutput = true
        readOperation()
        readFilters()
        expectEnd()
    }

    /// Conditions with `and`, `or`, `not`, comparisons, and filters, as LiquidJS takes them.
    mutating func readCondition(of tag: String) {
        guard current != nil else {
            if problems.isEmpty { report("\(tag) needs a condition", at: range) }
            return
        }
        readOperation()
        readFilters()
        expectEnd()
    }

    private static let comparisons: Set<String> = ["==", "!=", "<>", "<", ">", "<=", ">="]

    private mutating func readOperation() {
        readValue()
        while let token = current {
            if token.kind == .symbol, Self.comparisons.contains(token.text) {
                position += 1
                readValue()
            } else if token.kind == .name, ["and", "or", "contains"].contains(token.text) {
                position += 1
                readValue()
            } else if token.kind == .symbol, token.text == "||", isOutput {
                report("a default value is written | default: …, not ||", at: token.range)
                position += 1
                readValue()
            } else if token.kind == .symbol, token.text == "=" || token.text == "&&" || token.text == "||" {
                let meant = ["=": "==", "&&": "and", "||": "or"][token.text] ?? ""
                report("Liquid writes \(meant), not \(token.text)", at: token.range, suggestions: [meant])
                position += 1
                readValue()
            } else if token.kind == .symbol, token.text == "|" {
                // `a | size > 3`.
                let start = position
                readFilters()
                if position == start { return }
                guard let next = current, Self.comparisons.contains(next.text) || ["and", "or"].contains(next.text)
                else { return }
            } else {
                return
            }
        }
    }

    mutating func readValue() {
        while acceptWord("not") {}
        guard let token = current else {
            return report("a value is missing at the end", at: range.upperBound..<range.upperBound)
        }
        switch token.kind {
        case .string, .number: position += 1
        case .foreign: readForeign()
        case .name: readVariable()
        case .symbol where token.text == "(": readParenthesis()
        case .symbol where token.text == "[": readVariable()
        case .symbol where token.text == "{{" && isForeign:
            depth += 1
            defer { depth -= 1 }
            guard depth < 32 else { return report("braces nest too deep", at: token.range) }
            position += 1
            readValue()
            _ = accept("}}")
        default: report("\(token.text) is not expected here", at: token.range)
        }
    }

    /// `(1..5)`, or a condition in parentheses.
    private mutating func readParenthesis() {
        depth += 1
        defer { depth -= 1 }
        let start = position
        position += 1
        guard depth < 32 else { return report("parentheses nest too deep", at: tokens[start].range) }
        readOperation()
        if accept("..") { readOperation() }
        if !accept(")") { report("a parenthesis is never closed", at: tokens[start].range) }
    }

    private mutating func readForeign() {
        position += 1
        while accept(".") || current?.kind == .foreign { position += 1 }
    }

    /// `a.b['c'][d].e`.
    private mutating func readVariable() {
        guard let first = current else { return }
        var path: [String] = []
        var ranges: [Range<Int>] = []
        var isOpen = true
        var end = first.range.upperBound
        if first.kind == .name {
            position += 1
            path = [first.text]
            ranges = [first.range]
        }
        while let token = current, token.kind == .symbol, token.text == "." || token.text == "[" {
            position += 1
            guard let part = current else {
                return report("a name is missing after \(token.text == "." ? "the dot" : "[")", at: token.range)
            }
            if token.text == "." {
                guard part.kind == .name || part.kind == .number || part.kind == .foreign else {
                    return report("a name is missing after the dot", at: token.range)
                }
                position += 1
                end = part.range.upperBound
                if part.kind == .foreign {
                    // Braze's `custom_attribute.${plan}` names nothing of ours.
                    path = []
                    isOpen = false
                } else if isOpen {
                    path.append(part.text)
                    ranges.append(part.range)
                }
                continue
            }
            depth += 1
            defer { depth -= 1 }
            guard depth < 32 else { return report("brackets nest too deep", at: token.range) }
            if part.kind == .string, position + 1 < tokens.count, tokens[position + 1].text == "]" {
                position += 1
                if isOpen {
                    path.append(part.text)
                    ranges.append(part.range.lowerBound + 1..<part.range.upperBound - 1)
                }
            } else {
                isOpen = false
                readValue()
            }
            guard let close = current, accept("]") else { return report("a bracket is never closed", at: token.range) }
            end = close.range.upperBound
        }
        guard !path.isEmpty else { return }
        if path.count == 1, ranges.count == 1, first.kind == .name, Vocabulary.literals.contains(path[0]) { return }
        if isNext("(") {
            mayCall(first)
            return
        }
        variables.append(.init(path: path, ranges: ranges, range: first.range.lowerBound..<end))
    }

    private mutating func mayCall(_ name: Token) {
        report("Liquid has no functions: write a filter after |", at: name.range)
    }

    mutating func readFilters() {
        while let bar = current, bar.kind == .symbol, bar.text == "|" || bar.text == "||" {
            position += 1
            guard let name = current, name.kind == .name else {
                return report("a filter's name is missing after |", at: bar.range)
            }
            position += 1
            check(name)
            if accept(":") {
                readArguments()
            } else if let next = current, next.kind == .string || next.kind == .number {
                return report("a colon is missing between \(name.text) and its argument", at: name.range)
            }
        }
    }

    private mutating func check(_ filter: Token) {
        guard !Vocabulary.filters.contains(filter.text), problems.count < problemLimit else { return }
        problems.append(
            .init(
                kind: .unknownFilter, message: "Liquid has no filter \(filter.text)", range: filter.range,
                unknown: filter.text))
    }

    /// `a, name: b`.
    private mutating func readArguments() {
        repeat {
            if current?.kind == .name, position + 1 < tokens.count, tokens[position + 1].text == ":",
                tokens[position + 1].kind == .symbol
            {
                position += 2
            }
            guard let token = current, token.text != "|" || token.kind != .symbol else {
                return report("an argument is missing", at: range.upperBound..<range.upperBound)
            }
            readValue()
        } while accept(",")
    }

    mutating func expectEnd() {
        guard let token = current else { return }
        let before = position > 0 ? tokens[position - 1] : nil
        if token.kind == .name, before?.kind == .name, let variable = variables.last,
            variable.range.upperBound == before?.range.upperBound, variable.path.count > 1
        {
            let name = "\(variable.path[variable.path.count - 1]) \(token.text)"
            let written = variable.path.dropLast().joined(separator: ".") + "['\(name)']"
            variables.removeLast()
            return report("a name with a space in it is written \(written)", at: token.range, suggestions: [written])
        }
        report("\(token.text) is not expected here", at: token.range)
    }
}
