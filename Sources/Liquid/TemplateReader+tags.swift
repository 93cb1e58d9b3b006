extension TemplateReader {
    var isInComment: Bool { open.last?.name == "comment" && open.count > firstOwn }

    /// - Parameter isLine: a line of `{% liquid %}`.
    mutating func readTag(_ inner: Range<Int>, whole: Range<Int>, isLine: Bool) {
        if peek(inner.lowerBound) == UInt8(ascii: "#"), !inner.isEmpty {
            if !isInComment { readInlineComment(inner) }
            return
        }
        var end = inner.lowerBound
        while end < inner.upperBound, bytes.isWord(at: end) { end += 1 }
        let name = inner.lowerBound..<end
        guard !name.isEmpty else { return report("a tag needs a name", at: whole) }
        var start = end
        while start < inner.upperBound, case let width = bytes.blank(at: start), width > 0 { start += width }
        let word = string(name)
        if word == "raw" {
            if !isLine { return skipRaw(whole) }
            if !isInComment { return enter(word, name) }
        }
        if let last = open.last, open.count > firstOwn, last.name == "comment" || last.name == "raw" {
            if word == "end\(last.name)" { leave() }
            return
        }
        readTag(named: word, at: name, arguments: min(start, inner.upperBound)..<inner.upperBound, whole: whole)
    }

    private mutating func readInlineComment(_ inner: Range<Int>) {
        // Its first line begins with the first word, wherever that stands.
        var start = inner.lowerBound + 1
        while start < inner.upperBound, case let width = bytes.blank(at: start), width > 0 { start += width }
        let text = bytes[min(start, inner.upperBound)..<inner.upperBound]
        let lines = text.split(separator: 10, omittingEmptySubsequences: false).dropFirst()
        let odd = lines.first { line in
            line.first { $0 > 32 }.map { $0 != UInt8(ascii: "#") } ?? false
        }
        guard let odd else { return }
        report("every line of a comment {% # … %} starts with #", at: odd.indices)
    }

    private mutating func readTag(named name: String, at range: Range<Int>, arguments: Range<Int>, whole: Range<Int>) {
        if name.hasPrefix("end"), Vocabulary.blocks.contains(String(name.dropFirst(3))) {
            return close(String(name.dropFirst(3)), at: range, arguments)
        }
        var reader = ExpressionReader(bytes: bytes, range: arguments)
        switch name {
        case "if", "unless":
            enter(name, range)
            reader.readFilteredValue(orElse: "\(name) needs a condition")
        case "case":
            enter(name, range)
            reader.isOutput = true
            reader.readFilteredValue(orElse: "case needs a value")
        case "elsif", "else", "when": return readBranch(name, at: range, arguments)
        case "echo":
            reader.isOutput = true
            if !arguments.isEmpty { reader.readFilteredValue(orElse: "") }
        case "for", "tablerow":
            enter(name, range)
            locals.formUnion(reader.readLoop(name))
        case "assign": locals.formUnion(reader.readAssignment())
        case "capture":
            enter(name, range)
            locals.formUnion(reader.readName(for: name))
        case "comment": return enter(name, whole)
        case "block": return enter(name, range)
        case "increment", "decrement": locals.formUnion(reader.readCounter(name))
        case "cycle": reader.readCycle()
        case "render", "include", "layout":
            if name == "layout", open.count > firstOwn, let block = open.last {
                report("layout takes all that follows, and {% \(block.name) %} is never closed", at: range)
            }
            locals.formUnion(reader.readFile(for: name))
            mayHaveOtherNames = true
        case "liquid": return readLines(arguments)
        case "break", "continue": return
        default: return reportUnknown(name, at: range)
        }
        take(reader)
    }

    private mutating func reportUnknown(_ name: String, at range: Range<Int>) {
        mayHaveOtherNames = true
        if problems.count >= problemLimit { return }
        // The end of a block that is not known either.
        if name.lowercased().hasPrefix("end") {
            hasOddEnd = true
            if hasUnknownTag { return }
        }
        if Vocabulary.brazeTags.contains(name) {
            return report("the tag \(name) is Braze's, and Liquid has none of that name", at: range, kind: .foreign)
        }
        report("Liquid has no tag \(name)", at: range, kind: .unknownTag, unknown: name)
    }

    private var hasUnknownTag: Bool { problems.contains { $0.kind == .unknownTag || $0.kind == .foreign } }

    // MARK: Blocks

    private mutating func enter(_ name: String, _ range: Range<Int>) {
        open.append(Block(name: name, range: range))
        openCounts[name, default: 0] += 1
    }

    @discardableResult
    private mutating func leave() -> Block? {
        guard open.count > firstOwn, let block = open.popLast() else { return nil }
        openCounts[block.name, default: 0] -= 1
        return block
    }

    private mutating func close(_ name: String, at range: Range<Int>, _ arguments: Range<Int>) {
        guard openCounts[name, default: 0] > 0, let inner = open.last, open.count > firstOwn else {
            if !hasUnknownTag {
                let reason = name == "comment" ? "comments do not nest" : "there is no {% \(name) %} before it"
                report("{% end\(name) %} closes nothing: \(reason)", at: range)
                hasOddEnd = true
            }
            return
        }
        if inner.name != name {
            report("{% \(inner.name) %} is not closed before {% end\(name) %}", at: inner.range)
        } else if ["if", "for"].contains(name), !arguments.isEmpty {
            report("end\(name) takes nothing after it", at: arguments)
        }
        while let block = leave(), block.name != name {}
    }

    mutating func reportOpen(behind first: Int) {
        guard open.count > first, let block = open.last else { return }
        // The end is there, and told to be wrong.
        if hasOddEnd, problems.contains(where: \.kind.isFatal) { return }
        let name = block.name
        report("{% \(name) %} is never closed: {% end\(name) %} is missing", at: block.range)
    }

    private mutating func readBranch(_ name: String, at range: Range<Int>, _ arguments: Range<Int>) {
        let parents: Set<String> =
            switch name {
            case "when": ["case"]
            case "elsif": ["if", "unless"]
            default: ["if", "unless", "case", "for"]
            }
        guard let last = open.indices.last, last >= firstOwn, parents.contains(open[last].name) else {
            if hasUnknownTag { return }
            return report("{% \(name) %} is outside {% \(name == "when" ? "case" : "if") %}", at: range)
        }
        let parent = open[last]
        var reader = ExpressionReader(bytes: bytes, range: arguments)
        if parent.hasElse, parent.name != "for" { return reportBehindElse(name, of: parent.name, at: range) }
        switch name {
        case "when": reader.readAlternatives()
        case "elsif": reader.readFilteredValue(orElse: "elsif needs a condition")
        default:
            open[last].hasElse = true
            if !arguments.isEmpty { readElse(arguments, from: range.lowerBound, of: parent.name) }
        }
        take(reader)
    }

    /// Only `if` is strict here: others pass over what follows their `else`.
    private mutating func reportBehindElse(_ name: String, of parent: String, at range: Range<Int>) {
        if parent == "if" {
            return report(name == "else" ? "a second {% else %}" : "{% \(name) %} comes after {% else %}", at: range)
        }
        report("{% \(name) %} comes after {% else %}, and what follows it never comes out", at: range, kind: .lax)
    }

    private mutating func readElse(_ arguments: Range<Int>, from start: Int, of parent: String) {
        let isStrict = parent == "if" || parent == "for"
        let isElseIf = bytes[arguments].starts(with: "if ".utf8) && parent != "case"
        let words = isElseIf ? "write elsif, not else if" : "else takes nothing after it"
        let effect = isStrict ? "" : "; what follows it is ignored"
        report(words + effect, at: start..<arguments.upperBound, kind: isStrict ? .syntax : .lax)
    }

    // MARK: Lines

    /// `{% liquid %}`: a tag a line.
    private mutating func readLines(_ range: Range<Int>) {
        lineDepth += 1
        let outer = firstOwn
        firstOwn = open.count
        defer { (lineDepth, firstOwn) = (lineDepth - 1, outer) }
        guard lineDepth < 8 else { return report("{% liquid %} nests too deep", at: range) }
        for line in bytes[range].split(separator: 10).map(\.indices) {
            var start = line.lowerBound
            while start < line.upperBound, case let width = bytes.blank(at: start), width > 0 { start += width }
            var end = line.upperBound
            while end > start, bytes[end - 1] <= 32 { end -= 1 }
            if start < end { readTag(start..<end, whole: start..<end, isLine: true) }
        }
        reportOpen(behind: firstOwn)
        while leave() != nil {}
    }
}
