extension Page {
    /// For a terminal or a file, with a line end behind each line; nothing for an empty page.
    package func text(_ style: Style) -> String {
        var writer = TextWriter(style)
        for (index, section) in sections.enumerated() {
            if index > 0 { writer.blank() }
            writer.write(section)
        }
        return writer.text
    }
}

/// Writes blocks as lines: what belongs to something stands further in, labels share a column, and no line but a command
/// is wider than its place.
struct TextWriter {
    let style: Style
    private(set) var text = ""
    /// Where lines begin.
    var margin = 0

    init(_ style: Style) { self.style = style }

    mutating func blank() { text += "\n" }

    mutating func write(_ section: Page.Section) {
        guard !section.title.isEmpty else { return write(section.blocks) }
        line(section.title.toned(.strong))
        within(1) { $0.write(section.blocks) }
    }

    mutating func write(_ blocks: [Block]) {
        for block in blocks { write(block) }
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .heading(let words, let aside): split(words, aside)
        case .paragraph(let words): line(words)
        case .entry(let entry):
            split(entry.heading, entry.aside)
            within(entry.kind == .listed ? 3 : 2) { $0.write(entry.body) }
        case .list(let list): indented(list.kind == .remarks ? 1 : 2) { $0.write(list) }
        case .quote(let lines): indented(3) { writer in for words in lines { writer.line(words) } }
        case .table(let table):
            let indent =
                switch table.kind {
                case .listing: 0
                case .verdicts, .fields: 1
                case .facts, .versions: 2
                }
            indented(indent) { $0.write(table) }
        case .code(let code): indented(4) { $0.write(code) }
        case .diff(let diff): indented(4) { $0.write(diff) }
        case .diagnostic(let diagnostic): write(diagnostic)
        case .steps(let steps):
            indented(2) { writer in
                for step in steps { writer.line(step.label + ":  " + .command(step.command), hanging: 2) }
            }
        case .commands(let commands): indented(1) { $0.line(commands.joined(by: " · ")) }
        }
    }

    private mutating func write(_ list: List) {
        for item in list.items {
            line(item.words, hanging: 2)
            within(list.kind == .terms ? 4 : 2) { $0.write(item.body) }
        }
    }

    // MARK: - Places

    mutating func within(_ indent: Int, _ write: (inout TextWriter) -> Void) {
        margin += indent
        write(&self)
        margin -= indent
    }

    /// At the margin of the page a block keeps some room; within another one it stands where that put it.
    private mutating func indented(_ indent: Int, _ write: (inout TextWriter) -> Void) {
        within(margin == 0 ? indent : 0, write)
    }

    // MARK: - Lines

    /// - Parameter hanging: how much further in it goes on.
    mutating func line(_ words: Words, hanging: Int = 0) {
        // However far in it would stand, there is some room.
        let margin = min(margin, style.width - 20)
        put(words.wrapped(to: style.width, indent: margin, hanging: margin + hanging))
    }

    /// Two parts at the two edges, or one below the other.
    private mutating func split(_ left: Words, _ asides: [Words]) {
        let right = asides.joined(by: "\u{A0}\u{A0} ")
        let room = style.width - margin - left.width - right.width
        if right.isEmpty || room < 2 {
            line(left, hanging: 2)
            if !right.isEmpty { within(2) { $0.line(right) } }
        } else {
            put([Words.spaces(margin) + left.padded(to: left.width + room) + right])
        }
    }

    /// - Parameter column: of the words, counted from the edge of the page.
    mutating func row(_ label: Words, _ words: Words, at column: Int) {
        if words.isEmpty { return line(label) }
        let isLong = label.width + margin + 2 > column
        let label = isLong ? label + "\u{A0}\u{A0}" : label.padded(to: column - margin)
        put((label + words).wrapped(to: style.width, indent: margin, hanging: column))
    }

    private mutating func code(_ words: Words, hanging: Int) {
        put(words.chopped(to: style.width, indent: margin, hanging: margin + hanging))
    }

    private mutating func put(_ lines: [Words]) {
        for words in lines { text += words.written(style) + "\n" }
    }
}

// MARK: - Code

extension TextWriter {
    private mutating func write(_ code: Code) {
        let lines = SafeText.code(code.text)
        guard code.isNumbered else {
            for line in lines { self.code(Words(trusted: line), hanging: 2) }
            return
        }
        let digits = String(lines.count).count
        for (index, line) in lines.enumerated() {
            numbered(" ", index + 1, Words(trusted: line), nil, digits)
        }
    }

    /// The lines with their numbers; with colours, the words that changed within a line are marked.
    private mutating func write(_ diff: LineDiff) {
        if diff.isOnlyEnd { within(2) { $0.line(Words("only the end of the last line differs", .faint)) } }
        let digits = String(diff.lines.compactMap(\.number).max() ?? 1).count
        let shown = { SafeText.codeLine($0 as String) }
        let marked = diff.markedWords(shown: shown)
        func words(_ place: Int, _ text: String, _ tone: Style.Tone, _ changed: Style.Tone) -> Words {
            guard let pieces = marked[place] else { return Words(trusted: shown(text), tone) }
            return pieces.map { Words(trusted: $0.text, $0.isChanged ? changed : tone) }.joined(by: Words())
        }
        for (place, line) in diff.lines.enumerated() {
            switch line {
            case .same(let number, let text): numbered(" ", number, Words(trusted: shown(text)), nil, digits)
            case .removed(let number, let text):
                numbered("−", number, words(place, text, .removed, .removedWord), .removed, digits)
            case .added(let number, let text):
                numbered("+", number, words(place, text, .added, .addedWord), .added, digits)
            case .fold(let count):
                within(2) { $0.line(("⋯ " + counted(count, "unchanged line")).toned(.faint)) }
            case .aside(let count):
                within(2) { $0.line(("⋯ " + counted(count, "line") + " without a conflict").toned(.faint)) }
            case .rest(let count): within(2) { $0.line(("⋯ " + counted(count, "more line")).toned(.faint)) }
            }
        }
    }

    private mutating func numbered(_ mark: String, _ number: Int, _ text: Words, _ tone: Style.Tone?, _ digits: Int) {
        let number = String(repeating: " ", count: digits - String(number).count) + String(number)
        let gutter = Words(trusted: "\(mark) ", tone) + Words(trusted: "\(number)  ", tone ?? .faint)
        code(gutter + text, hanging: digits + 6)
    }

    ///     error[A203] hightouch/syncs/leads-to-crm.yaml:7:25  config.mappings[Email].from names emial, …
    ///       7 |     - {to: Email, from: emial, type: standard}
    ///         |                         ^^^^^ did you mean email?
    ///         model/leads has id, email, created_at (columns/leads.yaml)
    private mutating func write(_ diagnostic: Diagnostic) {
        line(diagnostic.heading, hanging: 4)
        guard let excerpt = diagnostic.excerpt else {
            within(4) { writer in
                for words in [diagnostic.label] + diagnostic.help where !words.isEmpty { writer.line(words) }
            }
            return
        }
        let number = String(excerpt.number)
        let gutter = number.count + 5
        let window = CaretWindow(excerpt, room: style.width - margin - gutter)
        line(Words(trusted: "  \(number) | ".unbroken, .faint) + Words(trusted: window.text.unbroken))
        let edge = Words(trusted: String(repeating: " ", count: number.count + 2).unbroken + "\u{A0}|\u{A0}", .faint)
        let carets = Words(trusted: String(repeating: "^", count: window.length), diagnostic.tone)
        let marked = edge + Words(trusted: String(repeating: "\u{A0}", count: window.start)) + carets
        let label = diagnostic.label.toned(diagnostic.tone)
        let fits = margin + marked.width + 1 + label.width <= style.width
        line(label.isEmpty || !fits ? marked : marked + "\u{A0}" + label)
        within(gutter - 1) { writer in
            if !fits, !label.isEmpty { writer.line(label) }
            for words in diagnostic.help { writer.line(words) }
        }
    }
}

// MARK: - Colours

extension Words {
    fileprivate func written(_ style: Style) -> String {
        var line = ""
        var run = ("", Style.Tone?.none)
        var commands = mayHoldCommands ? CommandGuard() : nil
        for piece in pieces {
            if piece.tone != run.1 {
                line += style.paint(run.0, run.1)
                run = ("", piece.tone)
            }
            run.0 += commands?.made(safe: piece.text) ?? piece.text
        }
        line += style.paint(run.0, run.1)
        return line.breakable
    }

    /// Pieces may come together to what none of them is.
    private var mayHoldCommands: Bool {
        pieces.count > 1
            ? pieces.contains { $0.text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "#") } }
            : pieces.contains { SafeText.mayHoldCommands($0.text) }
    }
}
