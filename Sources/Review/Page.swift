/// Words laid out: what a command has to say, line by line, before it is known how wide the place is.
///
///     var page = Page()
///     page.line("\(draft, .strong) waits for approval")
///     page.row("query", "+1 −1", indent: 3, at: 21)
///     print(page.text(style))
package struct Page: Hashable, Sendable {
    enum Line: Hashable, Sendable {
        /// Wrapped at spaces.
        case words(Words, indent: Int, hanging: Int)
        /// A label, and what belongs to it in a column of its own.
        case row(label: Words, words: Words, indent: Int, column: Int)
        /// Wrapped anywhere: code, of which every character counts. What goes on is marked.
        case code(Words, indent: Int, hanging: Int)
        /// The right part at the right edge, or below where there is no room.
        case split(left: Words, right: Words)
        case blank
    }

    private(set) var lines: [Line] = []

    package init() {}

    package var isEmpty: Bool { lines.isEmpty }

    /// - Parameter hanging: where lines go on, if not at `indent`.
    package mutating func line(_ words: Words, indent: Int = 0, hanging: Int? = nil) {
        lines.append(.words(words, indent: indent, hanging: hanging ?? indent))
    }

    /// A label, and what belongs to it in a column of its own.
    package mutating func row(_ label: Words, _ words: Words, indent: Int = 0, at column: Int) {
        if words.isEmpty { return line(label, indent: indent) }
        lines.append(.row(label: label, words: words, indent: indent, column: column))
    }

    mutating func code(_ words: Words, indent: Int, hanging: Int) {
        lines.append(.code(words, indent: indent, hanging: hanging))
    }

    package mutating func split(_ left: Words, _ right: Words) { lines.append(.split(left: left, right: right)) }

    /// A blank line, unless there is one, or nothing before it.
    package mutating func gap() {
        if let last = lines.last, last != .blank { lines.append(.blank) }
    }

    package mutating func add(_ page: Page) { lines += page.lines }

    /// The text, with a line end behind each line; nothing for an empty page.
    package func text(_ style: Style) -> String {
        var text = ""
        for line in lines[..<(lines.lastIndex { $0 != .blank }.map { $0 + 1 } ?? 0)] {
            switch line {
            case .words(let words, let indent, let hanging):
                text += words.wrapped(to: style.width, indent: indent, hanging: hanging).written(style)
            case .row(let label, let words, let indent, let column):
                let isLong = label.width + indent + 2 > column
                let label = isLong ? label + "\u{A0}\u{A0}" : label.padded(to: column - indent)
                text += (label + words).wrapped(to: style.width, indent: indent, hanging: column).written(style)
            case .code(let words, let indent, let hanging):
                text += words.chopped(to: style.width, indent: indent, hanging: hanging).written(style)
            case .split(let left, let right):
                let room = style.width - left.width - right.width
                if room >= 2 {
                    text += [left.padded(to: left.width + room) + right].written(style)
                } else {
                    text += left.wrapped(to: style.width, indent: 0, hanging: 2).written(style)
                    text += right.wrapped(to: style.width, indent: 2, hanging: 2).written(style)
                }
            case .blank: text += "\n"
            }
        }
        return text
    }
}

extension [Words] {
    fileprivate func written(_ style: Style) -> String {
        map { words in
            var line = ""
            var run = ("", Style.Tone?.none)
            var commands = words.mayHoldCommands ? CommandGuard() : nil
            for piece in words.pieces {
                if piece.tone != run.1 {
                    line += style.paint(run.0, run.1)
                    run = ("", piece.tone)
                }
                run.0 += commands?.made(safe: piece.text) ?? piece.text
            }
            line += style.paint(run.0, run.1)
            return line.breakable + "\n"
        }.joined()
    }
}

extension Words {
    /// Pieces may come together to what none of them is.
    fileprivate var mayHoldCommands: Bool {
        pieces.count > 1
            ? pieces.contains { $0.text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "#") } }
            : pieces.contains { SafeText.mayHoldCommands($0.text) }
    }
}
