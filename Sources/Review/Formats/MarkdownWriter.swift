extension Page {
    /// As Markdown of GitHub's and GitLab's kind. Nothing of other people's text means anything but itself.
    package var markdown: String {
        var writer = MarkdownWriter()
        for section in sections { writer.write(section) }
        return SafeText.withoutCommands(writer.text)
    }
}

/// Writes blocks as Markdown, with an empty line between any two, so that none continues into the next.
struct MarkdownWriter {
    private(set) var text = ""
    /// What lines begin with: the indentation within lists.
    private var margin = ""
    /// The list that was written last, where nothing has come after it: its margin, and what its items begin with.
    private var list: (margin: String, bullet: String)?

    mutating func write(_ section: Page.Section) {
        if !section.title.isEmpty { put("### " + section.title.untoned.markdown) }
        write(section.blocks)
    }

    private mutating func write(_ blocks: [Block]) {
        for block in blocks { write(block) }
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .heading(let words, let aside):
            put("## " + words.untoned.markdown)
            if !aside.isEmpty { put(aside.joined(by: " · ").paragraph) }
        case .paragraph(let words): put(words.paragraph)
        case .entry(let entry):
            put(([entry.heading] + entry.aside).joined(by: " · ").paragraph)
            write(entry.body)
        case .list(let list): write(list.items.map { ($0.words, [], $0.body) })
        case .quote(let lines):
            put(lines.map { $0.isEmpty ? ">" : "> " + $0.paragraph }.joined(separator: "\n>\n"))
        case .table(let table): write(table)
        case .code(let code): fence(code.language, SafeText.code(code.text))
        case .diff(let diff): write(diff)
        case .diagnostic(let diagnostic): write(diagnostic)
        case .steps(let steps): write(steps.map { ($0.label + ": " + .command($0.command), [], []) })
        case .commands(let commands): put(commands.joined(by: " · ").paragraph)
        }
    }

    // MARK: - Lines

    /// A block of its own.
    private mutating func put(_ block: String) {
        list = nil
        if !text.isEmpty { text += "\n" }
        item(block)
    }

    /// What goes on from the block before.
    private mutating func item(_ block: String) {
        for line in block.split(separator: "\n", omittingEmptySubsequences: false) {
            text += (line.isEmpty ? "" : margin + line) + "\n"
        }
    }

    private mutating func within(_ indent: String, _ write: (inout MarkdownWriter) -> Void) {
        let outer = margin
        margin += indent
        write(&self)
        margin = outer
    }

    // MARK: - Lists

    /// - Parameter items: each with what is beneath it: lines, then blocks.
    private mutating func write(_ items: [(words: Words, notes: [Words], body: [Block])]) {
        if items.isEmpty { return }
        // Two lists in a row would be one, if their items began alike.
        let bullet = list?.margin == margin && list?.bullet == "-" ? "*" : "-"
        if !text.isEmpty { text += "\n" }
        for item in items {
            self.item("\(bullet) \(item.words.paragraph)")
            for note in item.notes { self.item("  - \(note.paragraph)") }
            within("  ") { $0.write(item.body) }
        }
        list = (margin, bullet)
    }

    // MARK: - Tables

    /// With a line of titles, without which Markdown has no tables: others become lists.
    private mutating func write(_ table: Table) {
        if !table.caption.isEmpty {
            let caption = "**\(table.caption.untoned.markdown)**"
            put(table.about.isEmpty ? caption : "\(caption) \(table.about.markdown)")
        }
        if table.rows.isEmpty { return }
        guard !table.columns.isEmpty else {
            return write(table.rows.map { (Self.sentence($0), $0.notes, $0.body) })
        }
        let count = table.columns.count
        let rows = table.rows.map { row -> [String] in
            var cells = row.cells.map(\.markdown)
            // One value stands in the last column: it is how it will be.
            while cells.count < max(1, count - 1) { cells.insert("", at: 0) }
            cells[cells.count - 1] = ([cells[cells.count - 1]] + row.notes.map(\.markdown)).filter { !$0.isEmpty }
                .joined(separator: "<br>")
            return [row.label.markdown] + cells
        }
        let lines = [table.columns.map(\.markdown), table.columns.map { _ in "---" }] + rows
        put(lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n"))
        for row in table.rows where !row.body.isEmpty {
            put("**\(row.label.untoned.markdown)**")
            write(row.body)
        }
    }

    /// `**✗ approvals** 0 of 2`
    private static func sentence(_ row: Table.Row) -> Words {
        let mark = row.mark.map { Words(trusted: $0.rawValue + " ") } ?? Words()
        let label = Words(trusted: (mark + row.label).plain, .strong)
        let cells = row.cells.filter { !$0.isEmpty }.joined(by: row.cells.count > 1 ? " · " : "")
        return label.isEmpty || cells.isEmpty ? label + cells : label + " " + cells
    }

    // MARK: - Code

    /// A fence is longer than any that stands in the code.
    private mutating func fence(_ language: String, _ lines: [String]) {
        let longest =
            lines.map { $0.unicodeScalars.split { $0 != "`" }.map(\.count).max() ?? 0 }.max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        put(([fence + language] + lines + [fence]).joined(separator: "\n"))
    }

    private mutating func write(_ diff: LineDiff) {
        if diff.isOnlyEnd { put("*only the end of the last line differs*") }
        if diff.lines.isEmpty { return }
        fence(
            "diff",
            diff.lines.map { line in
                switch line {
                case .same(_, let text): "  " + SafeText.codeLine(text)
                case .removed(_, let text): "- " + SafeText.codeLine(text)
                case .added(_, let text): "+ " + SafeText.codeLine(text)
                case .fold(let count): "  … " + counted(count, "unchanged line").plain
                case .aside(let count): "  … " + counted(count, "line").plain + " without a conflict"
                case .rest(let count): "  … " + counted(count, "more line").plain
                }
            })
    }

    private mutating func write(_ diagnostic: Diagnostic) {
        put(diagnostic.heading.paragraph)
        let label = diagnostic.label.plain
        if let excerpt = diagnostic.excerpt {
            let number = String(excerpt.number)
            let window = CaretWindow(excerpt, room: 100 - number.count)
            let edge = String(repeating: " ", count: number.count)
            let carets = String(repeating: " ", count: window.start) + String(repeating: "^", count: window.length)
            fence("", ["\(number) | \(window.text)", "\(edge) | \(carets)" + (label.isEmpty ? "" : " " + label)])
        }
        let known = (diagnostic.excerpt == nil && !label.isEmpty ? [diagnostic.label] : []) + diagnostic.help
        write(known.map { ($0, [], []) })
    }
}

extension Words {
    /// At the beginning of a block, where more means something to Markdown: `-` and `1.` begin lists, four blanks code.
    fileprivate var paragraph: String {
        let text = markdown.drop { $0 == " " }
        let digits = text.prefix { ("0"..."9").contains($0) }
        let rest = text.dropFirst(digits.count)
        switch rest.unicodeScalars.first {
        case "-", "+": return digits.isEmpty ? "\\\(rest)" : String(text)
        case ".", ")": return digits.isEmpty ? String(text) : "\(digits)\\\(rest)"
        default: return String(text)
        }
    }

    /// On one line, every character escaped that Markdown or HTML could take for its own, wherever it stands.
    fileprivate var markdown: String {
        var markdown = ""
        // What is written alike goes together: two runs of stars side by side would be one.
        var run = ("", Emphasis.none)
        func end() {
            switch run.1 {
            case .none: markdown += MarkdownSyntax.escaped(run.0)
            case .strong: markdown += "**\(MarkdownSyntax.escaped(run.0))**"
            case .code: markdown += "`\(run.0)`"
            }
        }
        for piece in pieces {
            let emphasis = Emphasis(piece)
            if emphasis != run.1 || emphasis == .code {
                if !run.0.isEmpty { end() }
                run = ("", emphasis)
            }
            let text = piece.text.breakable
            run.0 += piece.tone == .code && emphasis == .code ? String(text.dropFirst().dropLast()) : text
        }
        if !run.0.isEmpty { end() }
        return markdown
    }

    private enum Emphasis {
        case none, strong, code

        init(_ piece: Piece) {
            switch piece.tone {
            // Code holds nothing that would end it, or the cell that it stands in.
            case .command:
                self =
                    piece.text.utf8.contains { $0 == MarkdownSyntax.backtick || $0 == MarkdownSyntax.bar }
                    ? .none : .code
            case .code:
                self =
                    piece.text.utf8.dropFirst().dropLast().contains {
                        $0 == MarkdownSyntax.backtick || $0 == MarkdownSyntax.bar
                    }
                    ? .none : .code
            case .strong, .error, .good: self = .strong
            default: self = .none
            }
        }
    }
}
