extension TemplateReader {
    mutating func readTag(from start: Int) {
        // An inline comment may hold apostrophes.
        let isComment = peek(firstNonSpace(from: index)) == UInt8(ascii: "#")
        guard let inner = readInner(closing: UInt8(ascii: "%"), isQuoted: !isComment) else {
            report("{% is never closed: %} is missing", at: start..<start + 2)
            index = bytes.count
            return
        }
        readTag(inner, whole: start..<index, isLine: false)
    }

    private func firstNonSpace(from position: Int) -> Int {
        var position = position
        while position < bytes.count, bytes[position] <= 32 || bytes[position] == UInt8(ascii: "-") { position += 1 }
        return position
    }

    /// - Parameter isLine: a line of `{% liquid %}`.
    private mutating func readTag(_ inner: Range<Int>, whole: Range<Int>, isLine: Bool) {
        var begin = inner.lowerBound
        while begin < inner.upperBound, bytes[begin] <= 32 { begin += 1 }
        var end = begin
        while end < inner.upperBound, bytes[end].isNamePart { end += 1 }
        if peek(begin) == UInt8(ascii: "#") { return }
        let name = string(begin..<end)
        guard !name.isEmpty else {
            return report("a tag needs a name", at: whole)
        }
        readTag(named: name, at: begin..<end, arguments: end..<inner.upperBound, whole: whole, isLine: isLine)
    }

    private mutating func readTag(
        named name: String, at range: Range<Int>, arguments: Range<Int>, whole: Range<Int>, isLine: Bool
    ) {
        if Vocabulary.verbatim.contains(name) {
            if !isLine { skipVerbatim(name, whole) }
            return
        }
        if isLine, name == "endcomment" { return }
        if name.hasPrefix("end"), Vocabulary.blocks.contains(String(name.dropFirst(3))) {
            return close(String(name.dropFirst(3)), at: range)
        }
        if Vocabulary.blocks.contains(name) { enter(name, range) }
        if Vocabulary.foreign.contains(name) { return readForeign(name, arguments) }
        var reader = reader(of: arguments)
        switch name {
        case "if", "unless", "elsif": reader.readCondition(of: name)
        case "case", "echo": reader.readOutput()
        case "when": reader.readList(separators: [",", "or"])
        case "for", "tablerow": locals.formUnion(reader.readLoop(name))
        case "assign": locals.formUnion(reader.readAssignment())
        case "capture", "increment", "decrement": locals.formUnion(reader.readName(for: name))
        case "cycle": reader.readList(separators: [",", ":"])
        case "render", "include", "layout", "section", "sections", "block", "form", "paginate":
            locals.formUnion(reader.readLoosely())
            mayHaveOtherNames = true
        case "liquid": return readLines(arguments)
        case "else":
            if let word = reader.firstWord, word == "if" {
                report("write elsif, not else if", at: range.lowerBound..<arguments.upperBound)
            }
        case "break", "continue", "ifchanged", "style": break
        default: return reportUnknown(name, at: range)
        }
        take(reader)
        if ["else", "elsif", "when"].contains(name) { checkBranch(name, at: range) }
    }

    private mutating func reportUnknown(_ name: String, at range: Range<Int>) {
        mayHaveOtherNames = true
        if problems.count >= problemLimit { return }
        // The end of a block that is not known either.
        if name.hasPrefix("end"), problems.contains(where: { $0.kind == .unknownTag }) { return }
        report("Liquid has no tag \(name)", at: range, kind: .unknownTag, unknown: name)
    }

    private mutating func enter(_ name: String, _ range: Range<Int>) {
        open.append((name, range))
        openCounts[name, default: 0] += 1
    }

    private mutating func close(_ name: String, at range: Range<Int>) {
        if openCounts[name, default: 0] > 0, let inner = open.last {
            if inner.name != name {
                report("{% \(inner.name) %} is not closed before {% end\(name) %}", at: inner.range)
            }
            while let block = open.popLast() {
                openCounts[block.name, default: 0] -= 1
                if block.name == name { break }
            }
        } else if !mayHaveOtherNames || !problems.contains(where: { $0.kind == .unknownTag }) {
            report("{% end\(name) %} closes nothing: there is no {% \(name) %} before it", at: range)
        }
    }

    private mutating func checkBranch(_ name: String, at range: Range<Int>) {
        let parents: Set<String> =
            switch name {
            case "when": ["case"]
            case "elsif": ["if", "unless"]
            default: ["if", "unless", "case", "for", "tablerow", "ifchanged"]
            }
        if let parent = open.last?.name, parents.contains(parent) { return }
        guard !problems.contains(where: { $0.kind == .unknownTag }) else { return }
        report("{% \(name) %} is outside {% \(name == "when" ? "case" : "if") %}", at: range)
    }

    /// To behind `{% endraw %}` and the like. Comments nest.
    private mutating func skipVerbatim(_ name: String, _ whole: Range<Int>) {
        var depth = 1
        var position = index
        while position + 1 < bytes.count {
            guard bytes[position] == UInt8(ascii: "{"), bytes[position + 1] == UInt8(ascii: "%") else {
                position += 1
                continue
            }
            let begin = firstNonSpace(from: position + 2)
            var end = begin
            while end < bytes.count, bytes[end].isNamePart { end += 1 }
            let word = string(begin..<end)
            position = max(end, position + 2)
            if word == name, name == "comment" { depth += 1 }
            guard word == "end" + name else { continue }
            depth -= 1
            guard depth == 0 else { continue }
            while position < bytes.count, bytes[position] != UInt8(ascii: "}") { position += 1 }
            index = min(position + 1, bytes.count)
            return
        }
        report("{% \(name) %} is never closed: {% end\(name) %} is missing", at: whole)
        index = bytes.count
    }

    /// `{% liquid %}`: a tag a line.
    private mutating func readLines(_ range: Range<Int>) {
        lineDepth += 1
        defer { lineDepth -= 1 }
        guard lineDepth < 8 else { return report("{% liquid %} nests too deep", at: range) }
        var isComment = false
        for line in bytes[range].split(separator: 10).map(\.indices) {
            guard let first = line.first(where: { bytes[$0] > 32 }) else { continue }
            var end = first
            while end < line.upperBound, bytes[end].isNamePart { end += 1 }
            let word = string(first..<end)
            if word == "comment" { isComment = true }
            if !isComment { readTag(line, whole: line, isLine: true) }
            if word == "endcomment" { isComment = false }
        }
    }

    /// Only what stands in `{{ }}`, and the name behind `:save`.
    private mutating func readForeign(_ name: String, _ arguments: Range<Int>) {
        mayHaveOtherNames = true
        var position = arguments.lowerBound
        while position + 1 < arguments.upperBound {
            if bytes[position] == UInt8(ascii: "{"), bytes[position + 1] == UInt8(ascii: "{") {
                let start = position + 2
                var end = start
                while end + 1 < arguments.upperBound,
                    !(bytes[end] == UInt8(ascii: "}") && bytes[end + 1] == UInt8(ascii: "}"))
                {
                    end += 1
                }
                var reader = reader(of: start..<end)
                reader.readOutput()
                take(reader)
                position = end
            }
            position += 1
        }
    }
}
