/// What is said to people, in pieces that know what they are and not how they look. Text put in with `\( )` comes from
/// other people and is made safe; what stands in the source is trusted.
///
///     let words: Words = "\(name, .strong) asks \(other)"
///
/// A no-break space (`\u{A0}`) in a literal is a space where no line ends.
package struct Words: Hashable, Sendable, ExpressibleByStringInterpolation {
    struct Piece: Hashable, Sendable {
        var text: String
        var tone: Style.Tone?
    }

    private(set) var pieces: [Piece]

    package init() { pieces = [] }

    package init(stringLiteral text: String) { pieces = text.isEmpty ? [] : [Piece(text: text)] }

    package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Somebody's text on one line.
    package init(_ text: String, _ tone: Style.Tone? = nil) { self.init(trusted: SafeText.line(text), tone) }

    /// Text that is safe already.
    init(trusted text: String, _ tone: Style.Tone? = nil) {
        pieces = text.isEmpty ? [] : [Piece(text: text, tone: tone)]
    }

    /// Prose that is safe already, in which code stands between backticks.
    init(prose text: String) {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        pieces = []
        for (index, part) in parts.enumerated() {
            // Every other one is code, if it ends.
            let isCode = index % 2 == 1 && index + 1 < parts.count
            append(isCode ? "`\(part)`" : index % 2 == 1 ? "`\(part)" : String(part), tone: isCode ? .code : nil)
        }
    }

    /// What somebody said, on one line and in quotes.
    package init(quoting text: String) {
        self = "“" + Words(trusted: SafeText.lines(text).filter { !$0.isEmpty }.joined(separator: " ")) + "”"
    }

    /// A command to type unchanged: it is never wrapped.
    ///
    ///     Words.command("assent approve", draft, then: "-m …")
    ///
    /// - Parameters:
    ///   - line: quoted already, where that is needed (`Shell`), like `rest`.
    ///   - arguments: quoted here.
    package static func command(_ line: String, _ arguments: String..., then rest: String? = nil) -> Words {
        let all = [line] + arguments.map(Shell.quoted) + [rest].compactMap { $0 }
        return Words(trusted: SafeText.line(all.joined(separator: " ")).unbroken, .command)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(Piece(text: literal)) }
        }

        package mutating func appendInterpolation(_ text: String, _ tone: Style.Tone? = nil) {
            pieces += Words(text, tone).pieces
        }

        package mutating func appendInterpolation(_ value: some CustomStringConvertible, _ tone: Style.Tone? = nil) {
            pieces += Words(value.description, tone).pieces
        }

        package mutating func appendInterpolation(_ words: Words) { pieces += words.pieces }
    }

    package static func + (a: Words, b: Words) -> Words {
        var words = a
        words.pieces += b.pieces
        return words
    }

    package static func += (a: inout Words, b: Words) { a.pieces += b.pieces }

    mutating func append(_ text: String, tone: Style.Tone?) {
        if text.isEmpty { return }
        if let last = pieces.indices.last, pieces[last].tone == tone {
            pieces[last].text += text
        } else {
            pieces.append(Piece(text: text, tone: tone))
        }
    }

    package var isEmpty: Bool { pieces.isEmpty }

    /// Everything that has no tone yet, in this one.
    package func toned(_ tone: Style.Tone) -> Words {
        var words = self
        for index in words.pieces.indices where words.pieces[index].tone == nil { words.pieces[index].tone = tone }
        return words
    }

    /// Without any tone.
    var untoned: Words {
        var words = self
        for index in words.pieces.indices { words.pieces[index].tone = nil }
        return words
    }

    /// The text alone, on one line.
    package var plain: String { pieces.map(\.text).joined().breakable }

    var width: Int { pieces.reduce(0) { $0 + SafeText.displayWidth($1.text) } }

    /// Lines of at most `width` columns, cut anywhere, best behind a space.
    func chopped(to width: Int, indent: Int, hanging: Int) -> [Words] {
        if indent + self.width <= width { return [Words.spaces(indent) + self] }
        let hanging = Swift.min(hanging, width - 20)
        let characters = pieces.flatMap { piece in
            piece.text.map { (text: String($0), tone: piece.tone, columns: SafeText.displayWidth(String($0))) }
        }
        var lines: [Words] = []
        var start = 0
        while start < characters.count || lines.isEmpty {
            let margin = lines.isEmpty ? indent : hanging
            var (end, used) = (start, margin)
            while end < characters.count, used + characters[end].columns <= width {
                used += characters[end].columns
                end += 1
            }
            if end < characters.count, end > start,
                let space = characters[max(start, end - 20)..<end].lastIndex(where: { $0.text == " " })
            {
                end = space + 1
            }
            // Room for nothing: one character all the same.
            if end == start, end < characters.count { end += 1 }
            var line = Words.spaces(margin)
            for character in characters[start..<end] { line.append(character.text, tone: character.tone) }
            lines.append(line)
            start = end
        }
        return lines
    }

    static func spaces(_ count: Int) -> Words {
        Words(trusted: String(repeating: " ", count: Swift.max(count, 0)))
    }

    /// Filled up with spaces that no line ends at.
    func padded(to width: Int) -> Words {
        let missing = width - self.width
        return missing > 0 ? self + Words(trusted: String(repeating: "\u{A0}", count: missing)) : self
    }

    /// The first letter, if it is one of our own words, as a capital.
    var capitalized: Words {
        var words = self
        guard let first = words.pieces.first?.text.first else { return self }
        words.pieces[0].text = first.uppercased() + words.pieces[0].text.dropFirst()
        return words
    }
}

// MARK: - Lists and numbers

extension Array where Element == Words {
    package func joined(by separator: Words) -> Words {
        guard var words = first else { return Words() }
        for next in dropFirst() { words += separator + next }
        return words
    }
}

extension Collection<Words> {
    /// `a`, `a and b`, `a, b and c`; beyond `limit`, `a, b and 5 more`.
    package func inWords(_ last: Words = "and", limit: Int = 4) -> Words {
        let shown = count > limit ? prefix(limit - 1) + ["\(count - limit + 1) more"] : Array(self)
        guard shown.count > 1, let final = shown.last else { return shown.first ?? Words() }
        return Array(shown.dropLast()).joined(by: ", ") + " \(last) " + final
    }
}

/// `1 field`, `2 fields`; an irregular plural is given.
package func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> Words {
    Words(trusted: "\(count)\u{A0}\(count == 1 ? noun : plural ?? noun + "s")")
}

extension String {
    /// With plain spaces in place of those at which no line ends.
    var breakable: String {
        // Few texts have any, and to look at bytes costs little.
        utf8.contains(0xC2) ? String(map { $0 == "\u{A0}" ? " " : $0 }) : self
    }

    /// With spaces at which no line ends.
    var unbroken: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
