/// Reads a template from its first byte to its last.
struct TemplateReader {
    let bytes: [UInt8]
    var index = 0
    var variables: [Variable] = []
    var problems: [Problem] = []
    /// Blocks that are open, outermost first.
    var open: [(name: String, range: Range<Int>)] = []
    /// How many of each name are.
    var openCounts: [String: Int] = [:]
    /// Names that the template sets, wherever it does.
    var locals: Set<String> = Vocabulary.loopNames
    /// A tag whose meaning is not known may set any name.
    var mayHaveOtherNames = false

    /// How many tags `{% liquid %}` the reader is in.
    var lineDepth = 0
    /// How often quotes were taken as such and left no closing delimiter.
    var strayQuotes = 0

    /// The template was said to be Handlebars.
    var isHandlebars = false

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
    /// Reads what stands within one output or tag, as far as there is still something to tell.
    func reader(of range: Range<Int>) -> ExpressionReader {
        ExpressionReader(bytes: bytes, range: range, problemLimit: problemLimit - problems.count)
    }

    mutating func run() {
        while let start = nextOpening() {
            index = start + 2
            if bytes[start + 1] == UInt8(ascii: "%") { readTag(from: start) } else { readOutput(from: start) }
        }
        for block in open.suffix(1) {
            report("{% \(block.name) %} is never closed: {% end\(block.name) %} is missing", at: block.range)
        }
    }

    mutating func report(
        _ message: String, at range: Range<Int>, kind: Problem.Kind = .syntax, unknown: String? = nil
    ) {
        guard problems.count < problemLimit else { return }
        problems.append(.init(kind: kind, message: message, range: range, unknown: unknown))
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

    /// From `index` up to the closing `}}` or `%}`: the range between, without the dashes that trim white space.
    /// `index` then stands behind it. nil: there is none.
    mutating func readInner(closing first: UInt8, isQuoted: Bool) -> Range<Int>? {
        guard let plain = findClosing(first, from: index, isQuoted: false) else { return nil }
        // A delimiter within quotes does not count, unless that leaves a quote open for good.
        // Each such search goes to the end of the text, so that only a few are made.
        var end = plain
        if isQuoted, strayQuotes < 8 {
            if let quoted = findClosing(first, from: index, isQuoted: true) { end = quoted } else { strayQuotes += 1 }
        }
        var inner = index..<end
        index = end + 2
        if peek(inner.lowerBound) == UInt8(ascii: "-"), !inner.isEmpty {
            inner = inner.lowerBound + 1..<inner.upperBound
        }
        if let last = inner.last, bytes[last] == UInt8(ascii: "-") { inner = inner.lowerBound..<last }
        return inner
    }

    /// Braze's `${name}` is passed over.
    private func findClosing(_ first: UInt8, from start: Int, isQuoted: Bool) -> Int? {
        var position = start
        var quote: UInt8 = 0
        while position + 1 < bytes.count {
            let byte = bytes[position]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if isQuoted, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "$"), bytes[position + 1] == UInt8(ascii: "{") {
                while position < bytes.count, bytes[position] != UInt8(ascii: "}") { position += 1 }
            } else if byte == first, bytes[position + 1] == UInt8(ascii: "}") {
                return position
            }
            position += 1
        }
        return nil
    }

    private mutating func readOutput(from start: Int) {
        guard let inner = readInner(closing: UInt8(ascii: "}"), isQuoted: true) else {
            report("{{ is never closed: }} is missing", at: start..<start + 2)
            index = bytes.count
            return
        }
        switch peek(start + 2) {
        case UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "^"), UInt8(ascii: "!"),
            UInt8(ascii: "&"):
            if isHandlebars { return }
            mayHaveOtherNames = true
            isHandlebars = true
            report("this is Handlebars, not Liquid: Liquid's tags are written {% … %}", at: start..<index)
            return
        case UInt8(ascii: "{"):
            report("three braces: leave a space between the text's { and Liquid's {{", at: start..<start + 3)
            return
        default: break
        }
        var reader = reader(of: inner)
        reader.readOutput()
        take(reader)
    }

    mutating func take(_ reader: ExpressionReader) {
        variables.append(contentsOf: reader.variables)
        problems.append(contentsOf: reader.problems.prefix(problemLimit - problems.count))
    }
}
