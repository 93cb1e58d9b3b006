/// Reads a template from its first byte to its last, as LiquidJS does: it splits all of it into text, outputs and tags
/// first, and knows of no blocks then.
struct TemplateReader {
    let bytes: [UInt8]
    var index = 0
    var variables: [Variable] = []
    var problems: [Problem] = []
    /// Blocks that are open, outermost first.
    var open: [Block] = []
    /// How many of each name are.
    var openCounts: [String: Int] = [:]
    /// Blocks in front of this one were opened outside the tag `{% liquid %}` that is read, and cannot be closed in it.
    var firstOwn = 0
    /// Names that the template sets, wherever it does.
    var locals: Set<String> = Vocabulary.loopNames
    /// A tag whose meaning is not known may set any name.
    var mayHaveOtherNames = false
    /// How many tags `{% liquid %}` the reader is in.
    var lineDepth = 0
    /// The template was said to be Handlebars.
    var toldHandlebars = false
    /// A tag was met that may be meant to close what is still open.
    var hasOddEnd = false
    /// It ends within a tag or an output: nothing is known of what follows.
    var isCutOff = false

    struct Block {
        var name: String
        var range: Range<Int>
        var hasElse = false
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    var result: Template {
        let visible = variables.filter { variable in
            guard let root = variable.path.first, !locals.contains(root) else { return false }
            return !mayHaveOtherNames || root == "row"
        }
        let problems = problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
        return Template(variables: visible.sorted { $0.range.lowerBound < $1.range.lowerBound }, problems: problems)
    }
}

extension TemplateReader {
    mutating func run() {
        while !isCutOff, let start = nextOpening() {
            index = start + 2
            if bytes[start + 1] == UInt8(ascii: "%") { readTag(from: start) } else { readOutput(from: start) }
        }
        if !isCutOff { reportOpen(behind: 0) }
    }

    mutating func report(
        _ message: String, at range: Range<Int>, kind: Problem.Kind = .syntax, unknown: String? = nil
    ) {
        guard problems.count < problemLimit else { return }
        problems.append(.init(kind: kind, message: message, range: range, unknown: unknown))
    }

    mutating func take(_ reader: ExpressionReader) {
        variables.append(contentsOf: reader.variables)
        problems.append(contentsOf: reader.problems.prefix(problemLimit - problems.count))
    }

    func peek(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func nextOpening() -> Int? {
        var position = index
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "{") {
                let next = bytes[position + 1]
                if next == UInt8(ascii: "{") || next == UInt8(ascii: "%") { return position }
            }
            position += 1
        }
        return nil
    }

    /// What stands between delimiters, without the dashes that trim white space, and without blanks.
    func content(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else { return range }
        var start = range.lowerBound
        var end = range.upperBound
        if bytes[start] == UInt8(ascii: "-") { start += 1 }
        if end > start, bytes[end - 1] == UInt8(ascii: "-") { end -= 1 }
        while start < end, case let width = bytes.blank(at: start), width > 0 { start += width }
        while end > start, bytes[end - 1] <= 32 { end -= 1 }
        return min(start, end)..<end
    }

    // MARK: Outputs

    /// Quotes hold: `{{ '}}' }}` is one output.
    private func endOfOutput(from start: Int) -> (close: Int?, openQuote: Int?) {
        var position = start
        while position + 1 < bytes.count {
            if bytes.isQuote(at: position) {
                guard let end = endOfQuote(position) else { return (nil, position) }
                position = end
            } else if bytes[position] == UInt8(ascii: "}"), bytes[position + 1] == UInt8(ascii: "}") {
                return (position, nil)
            } else {
                position += 1
            }
        }
        return (nil, nil)
    }

    /// Behind the closing quote.
    private func endOfQuote(_ start: Int) -> Int? {
        var position = start + 1
        while position < bytes.count {
            if bytes[position] == bytes[start] { return position + 1 }
            position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private func plainEnd(_ first: UInt8, from start: Int) -> Int? {
        var position = start
        while position + 1 < bytes.count {
            if bytes[position] == first, bytes[position + 1] == UInt8(ascii: "}") { return position }
            position += 1
        }
        return nil
    }

    private mutating func readOutput(from start: Int) {
        let (close, openQuote) = endOfOutput(from: index)
        guard let close else { return cutOff(output: start, openQuote) }
        let inner = content(index..<close)
        index = close + 2
        if isInComment { return }
        if peek(start + 2) == UInt8(ascii: "{") {
            return report(
                "three braces: leave a space between the text's { and Liquid's {{", at: start..<start + 3,
                kind: .foreign)
        }
        if isHandlebars(inner) {
            if toldHandlebars { return }
            mayHaveOtherNames = true
            toldHandlebars = true
            // `{{> part }}` compares nothing with it.
            let isTaken = peek(inner.lowerBound) == UInt8(ascii: ">")
            return report(
                "this is Handlebars, not Liquid: Liquid's tags are written {% … %}"
                    + (isTaken ? ", and false comes out" : ""),
                at: start..<index, kind: isTaken ? .lax : .foreign)
        }
        var reader = ExpressionReader(bytes: bytes, range: inner)
        reader.isOutput = true
        reader.readFilteredValue(orElse: "there is nothing between the braces")
        take(reader)
    }

    private func isHandlebars(_ inner: Range<Int>) -> Bool {
        guard !inner.isEmpty else { return false }
        return switch peek(inner.lowerBound) {
        case UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "^"), UInt8(ascii: "&"): true
        case UInt8(ascii: "!"): inner.count < 2 || peek(inner.lowerBound + 1) != UInt8(ascii: "=")
        default: false
        }
    }

    private mutating func cutOff(output start: Int, _ openQuote: Int?) {
        isCutOff = true
        // Its quote is what is open, if the braces are closed behind it.
        if let openQuote, let end = plainEnd(UInt8(ascii: "}"), from: openQuote) {
            return report("a quote is never closed", at: openQuote..<end)
        }
        report("{{ is never closed: }} is missing", at: start..<start + 2)
    }

    // MARK: Tags

    private mutating func readTag(from start: Int) {
        // Quotes do not hold here.
        guard let close = plainEnd(UInt8(ascii: "%"), from: index) else {
            isCutOff = true
            return report("{% is never closed: %} is missing", at: start..<start + 2)
        }
        let inner = content(index..<close)
        index = close + 2
        // `{% if a }}x{% endif %}` is one tag, and the end of it is gone.
        if inner.dropFirst().contains(where: { bytes[$0] == UInt8(ascii: "%") && bytes[$0 - 1] == UInt8(ascii: "{") }) {
            hasOddEnd = true
        }
        readTag(inner, whole: start..<index, isLine: false)
    }

    /// To behind `{% endraw %}`. LiquidJS does not know it with a dash before it.
    mutating func skipRaw(_ whole: Range<Int>) {
        var position = index
        var dashed: Range<Int>?
        while position + 1 < bytes.count {
            guard bytes[position] == UInt8(ascii: "{"), bytes[position + 1] == UInt8(ascii: "%") else {
                position += 1
                continue
            }
            let opening = position
            let name = word(from: position + 2)
            position = max(name.upperBound, position + 2)
            guard string(name) == "endraw" else {
                if dashed == nil, let end = endOfDashedEnd(name) { dashed = opening..<end }
                continue
            }
            guard let close = plainEnd(UInt8(ascii: "%"), from: position) else { break }
            index = close + 2
            return
        }
        isCutOff = true
        if let dashed {
            let found = "\(bytes.shown(dashed)) does not close {% raw %}"
            return report("\(found): only {% endraw %} does, without a dash before it", at: dashed)
        }
        report("{% raw %} is never closed: {% endraw %} is missing", at: whole)
    }

    /// The name that stands here, after blanks.
    private func word(from start: Int) -> Range<Int> {
        var start = start
        while case let width = bytes.blank(at: start), width > 0 { start += width }
        var end = start
        while bytes.isWord(at: end) { end += 1 }
        return start..<end
    }

    /// Of `- endraw`, `-endraw-`, `endraw-`.
    private func endOfDashedEnd(_ name: Range<Int>) -> Int? {
        let dash = UInt8(ascii: "-")
        let name = bytes[name].elementsEqual([dash]) ? word(from: name.upperBound) : name
        let letters = bytes[name].drop { $0 == dash }.prefix { $0 != dash }
        let isEnd =
            letters.elementsEqual("endraw".utf8) && bytes[letters.endIndex..<name.upperBound].allSatisfy { $0 == dash }
        return isEnd ? name.upperBound : nil
    }
}
