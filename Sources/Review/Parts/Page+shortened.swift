/// How much of a page there is room for, where somebody reads it on the way.
private enum Room {
    /// Of a text that changed; then how many more lines there are.
    static let lines = 60
    static let columns = 400
    static let rows = 60
    static let items = 40
    /// Of what somebody said or of a value, in characters.
    static let text = 2000
    /// Of a discussion, the last that was said.
    static let remarks = 20
    /// Of all of it, in bytes as text.
    static let page = 100_000
}

extension Page {
    /// The same, with as much of each block as a message has room for, and how much more there is.
    func shortened() -> Page {
        var page = Page()
        var (room, left) = (Room.page, 0)
        for section in sections {
            page.gap(section.title)
            for block in section.blocks {
                if room <= 0 {
                    left += 1
                    continue
                }
                let short = block.shortened
                room -= Page(short).text(.plain).utf8.count
                page.add(short)
            }
        }
        if left > 0 { page.say("This is not all: \(counted(left, "more part")) would be too long for a message.") }
        return page
    }
}

extension Block {
    fileprivate var shortened: Block {
        switch self {
        case .heading(let words, let aside): .heading(cut(words, to: Room.text), aside: aside)
        case .paragraph(let words): .paragraph(cut(words, to: Room.text))
        case .entry(let entry):
            .entry(
                Entry(
                    cut(entry.heading, to: Room.text), aside: entry.aside, entry.body.map(\.shortened), kind: entry.kind
                ))
        case .list(let list): .list(list.shortened)
        case .quote(let lines):
            .quote(
                lines.prefix(Room.lines).map { cut($0, to: Room.text) }
                    + (lines.count > Room.lines ? [counted(lines.count - Room.lines, "more line")] : []))
        case .table(let table): .table(table.shortened)
        case .code(let code): .code(code)
        case .diff(let diff): .diff(diff.prefix(Room.lines, columns: Room.columns))
        case .diagnostic, .steps, .commands: self
        }
    }
}

extension List {
    fileprivate var shortened: List {
        func short(_ items: ArraySlice<Item>) -> [Item] {
            items.map { Item(cut($0.words, to: Room.text), $0.body.map(\.shortened)) }
        }
        if kind == .remarks, items.count > Room.remarks {
            return List(kind, [Item("and \(items.count - Room.remarks) before")] + short(items.suffix(Room.remarks)))
        }
        let more = items.count > Room.items ? [Item("and \(items.count - Room.items) more")] : []
        return List(kind, short(items.prefix(Room.items)) + more)
    }
}

extension Table {
    fileprivate var shortened: Table {
        var table = self
        table.rows = rows.prefix(Room.rows).map { row in
            Row(
                cut(row.label, to: Room.columns), row.cells.map { cut($0, to: Room.text) }, mark: row.mark,
                notes: row.notes.map { cut($0, to: Room.text) }, body: row.body.map(\.shortened))
        }
        if rows.count > Room.rows { table.rows.append(Row("and \(rows.count - Room.rows) more", [])) }
        return table
    }
}

private func cut(_ words: Words, to count: Int) -> Words {
    guard words.plain.utf8.count > count else { return words }
    var left = count
    var kept = Words()
    for piece in words.pieces where left > 0 {
        kept.append(piece.text.cut(to: left), tone: piece.tone)
        left -= piece.text.utf8.count
    }
    return kept
}

extension String {
    /// Of a longer text the beginning.
    func cut(to count: Int) -> String { utf8.count > count ? String(unicodeScalars.prefix(count)) + "…" : self }
}
