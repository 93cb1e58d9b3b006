/// Writes blocks as HTML.
struct HTMLWriter {
    private(set) var html = HTML()

    mutating func write(_ section: Page.Section) {
        html.element("section") { html in
            html.line()
            if !section.title.isEmpty { html.element("h2") { $0.add(section.title) } }
            var inner = HTMLWriter()
            inner.write(section.blocks)
            html.append(inner.html)
        }
        html.line()
    }

    private mutating func write(_ blocks: [Block]) {
        for block in blocks {
            write(block)
            html.line()
        }
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .heading(let words, let aside):
            html.element("h1") { $0.add(words.untoned) }
            if !aside.isEmpty { html.element("p class=\"aside\"") { $0.add(aside.joined(by: " · ")) } }
        case .paragraph(let words): html.element("p") { $0.add(words) }
        case .entry(let entry):
            html.element("p") { html in
                html.add(entry.heading)
                if !entry.aside.isEmpty {
                    html.element("span class=\"aside\"") { $0.add(" · " + entry.aside.joined(by: " · ")) }
                }
            }
            write(entry.body)
        case .list(let list): write(list.items)
        case .quote(let lines):
            html.element("blockquote") { html in
                // Each line reads in the direction of its own language.
                for line in lines { html.element("p dir=\"auto\"") { $0.add(line) } }
            }
        case .table(let table): write(table)
        case .code(let code): preformatted(SafeText.code(code.text).map { ($0, nil) })
        case .diff(let diff): write(diff)
        case .diagnostic(let diagnostic): write(diagnostic)
        case .steps(let steps): write(steps.map { List.Item($0.label + ": " + .command($0.command)) })
        case .commands(let commands): write(commands.map { List.Item($0) })
        }
    }

    private mutating func write(_ items: [List.Item]) {
        if items.isEmpty { return }
        html.open("ul")
        for item in items {
            html.open("li")
            html.add(item.words)
            write(item.body)
            html.close("li")
        }
        html.close("ul")
    }

    // MARK: - Tables

    private mutating func write(_ table: Table) {
        if !table.caption.isEmpty {
            html.element("h2") { html in
                html.add(table.caption.untoned)
                if !table.about.isEmpty {
                    html.element("span class=\"aside\"") { $0.add(" " + table.about) }
                }
            }
        }
        if table.rows.isEmpty { return }
        // Where no row has several values, nothing is compared, and columns need no names.
        let most = table.rows.map(\.cells.count).max() ?? 0
        let width = most > 1 ? max(table.columns.count, most + 1) : 2
        html.open("table")
        if most > 1, !table.columns.isEmpty {
            html.element("thead") { html in
                html.element("tr") { html in
                    for column in table.columns { html.element("th scope=\"col\"") { $0.add(column) } }
                }
            }
        }
        html.open("tbody")
        for row in table.rows { write(row, in: table, width: width) }
        html.close("tbody")
        html.close("table")
    }

    private mutating func write(_ row: Table.Row, in table: Table, width: Int) {
        html.open("tr")
        html.element("th scope=\"row\"") { html in
            if let mark = row.mark { html.add(Words(trusted: mark.rawValue + " ", mark.tone)) }
            html.add(row.label)
        }
        let isWide = row.cells.isEmpty || row.cells.count == 1 && !row.body.isEmpty
        // One value stands in the last column: it is how it will be. What is large has them all.
        if !isWide { for _ in 0..<max(0, width - 1 - row.cells.count) { html.element("td") { _ in } } }
        for (index, cell) in row.cells.dropLast().enumerated() {
            html.open("td")
            add(cell, called: table.columns.dropFirst(index + 1).first)
            html.close("td")
        }
        html.open("td", columns: isWide ? width - 1 : 1)
        if let last = row.cells.last {
            add(last, called: row.cells.count > 1 ? table.columns.dropFirst(row.cells.count).first : nil)
        }
        for note in row.notes { html.element("p") { $0.add(note) } }
        write(row.body)
        html.close("td")
        html.close("tr")
        html.line()
    }

    /// A value with the name of its column, which is shown where cells stand beneath each other.
    private mutating func add(_ cell: Words, called column: Words?) {
        if let column { html.element("span class=\"column\"") { $0.add(column + ": ") } }
        html.add(cell)
    }

    // MARK: - Code

    private enum LineKind { case added, removed, same }

    private mutating func preformatted(_ lines: [(text: String, kind: LineKind?)]) {
        html.element("pre") { html in
            for (text, kind) in lines {
                switch kind {
                // The line end stands within: these are blocks.
                case .added: html.element("span class=\"added\"") { $0.add(text + "\n") }
                case .removed: html.element("span class=\"removed\"") { $0.add(text + "\n") }
                case .same: html.element("span class=\"same\"") { $0.add(text + "\n") }
                case nil:
                    html.add(text)
                    html.line()
                }
            }
        }
    }

    private mutating func write(_ diff: LineDiff) {
        if diff.isOnlyEnd { html.element("p") { $0.add("only the end of the last line differs") } }
        if diff.lines.isEmpty { return }
        preformatted(
            diff.lines.map { line in
                switch line {
                case .same(_, let text): ("  " + SafeText.codeLine(text), .same)
                case .removed(_, let text): ("− " + SafeText.codeLine(text), .removed)
                case .added(_, let text): ("+ " + SafeText.codeLine(text), .added)
                case .fold(let count): ("  … " + counted(count, "unchanged line").plain, .same)
                case .aside(let count): ("  … " + counted(count, "line").plain + " without a conflict", .same)
                case .rest(let count): ("  … " + counted(count, "more line").plain, .same)
                }
            })
    }

    private mutating func write(_ diagnostic: Diagnostic) {
        html.element("p") { $0.add(diagnostic.heading) }
        let label = diagnostic.label.plain
        if let excerpt = diagnostic.excerpt {
            let number = String(excerpt.number)
            let window = CaretWindow(excerpt, room: 60 - number.count)
            let edge = String(repeating: " ", count: number.count)
            let carets = String(repeating: " ", count: window.start) + String(repeating: "^", count: window.length)
            preformatted([
                ("\(number) | \(window.text)", nil), ("\(edge) | \(carets)" + (label.isEmpty ? "" : " " + label), nil),
            ])
        }
        let known = (diagnostic.excerpt == nil && !label.isEmpty ? [diagnostic.label] : []) + diagnostic.help
        write(known.map { List.Item($0) })
    }
}

extension Page {
    /// As a document of its own: nothing in it is fetched from elsewhere, and nothing runs.
    ///
    /// - Parameter style: a style sheet of ours.
    package func html(title: String, style: String) -> String {
        var text = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        text += "<meta name=\"viewport\" content=\"width=device-width\">"
        text += "<meta name=\"color-scheme\" content=\"light dark\">"
        var html = HTML()
        html.element("title") { $0.add(title) }
        text += html.text + "<style>\n\(style)</style></head>\n<body><main>\n"
        var writer = HTMLWriter()
        for section in sections { writer.write(section) }
        return text + writer.html.text + "</main></body></html>\n"
    }
}
