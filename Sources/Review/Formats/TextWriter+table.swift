extension TextWriter {
    mutating func write(_ table: Table) {
        let rows = table.rows.map { (row: $0, label: Self.label(of: $0, in: table)) }
        let hasCaption = !table.caption.isEmpty
        let labels = rows.map(\.label.width) + (hasCaption ? [table.caption.width - 2] : [])
        let gap = table.kind == .fields || table.kind == .versions ? 3 : 2
        func column(upTo widest: Int) -> Int {
            margin + (hasCaption ? 2 : 0) + gap
                + max(table.labelWidth, labels.filter { $0 <= widest }.max() ?? table.usualLabel)
        }
        let values = column(upTo: table.widestLabel(in: style.width))
        // What is said of all fields stands near, whatever the width of their names.
        if hasCaption { row(table.caption, table.about, at: column(upTo: min(27, table.widestLabel(in: 0)))) }
        within(hasCaption ? 2 : 0) { writer in
            if table.kind == .versions { return writer.stack(table) }
            if table.kind == .listing {
                return writer.list(rows, Self.widths(of: table, in: writer.style.width), at: values)
            }
            for (row, label) in rows { writer.write(row, label, table.kind, at: values) }
        }
    }

    private static func label(of row: Table.Row, in table: Table) -> Words {
        if let mark = row.mark { return Words(trusted: mark.rawValue, mark.tone) + "\u{A0}" + row.label }
        return table.kind == .verdicts ? "\u{A0}\u{A0}" + row.label : row.label
    }

    private mutating func write(_ row: Table.Row, _ label: Words, _ kind: Table.Kind, at column: Int) {
        let cells = row.cells.filter { !$0.isEmpty }.joined(by: kind == .fields ? " → " : " · ")
        if kind == .fields, !cells.isEmpty, label.width + margin + 2 > column {
            // The values of all fields stand beneath each other.
            line(label)
            within(column - margin) { $0.line(cells) }
        } else {
            self.row(label, cells, at: column)
        }
        within(column - margin) { writer in for note in row.notes { writer.line(note) } }
        within(2) { $0.write(row.body) }
    }

    /// Columns of a listing line up in all rows: behind a cell that is wider than its column, the row
    /// goes on beneath.
    private mutating func list(_ rows: [(row: Table.Row, label: Words)], _ widths: [Int], at column: Int) {
        for (row, label) in rows {
            var (part, start, place) = (label, margin, column)
            for (index, cell) in row.cells.enumerated() where !row.cells[index...].allSatisfy(\.isEmpty) {
                if part.width + 2 > place - start {
                    within(start - margin) { $0.line(part, hanging: 2) }
                    (part, start) = (cell, place)
                } else {
                    part = part.padded(to: place - start) + cell
                }
                place += index + 1 < row.cells.count ? widths[index] : 0
            }
            within(start - margin) { $0.line(part, hanging: place - start) }
            within(place - margin) { writer in for note in row.notes { writer.line(note) } }
            within(2) { $0.write(row.body) }
        }
    }

    /// Of the cells before the last one, with the gap behind them.
    private static func widths(of table: Table, in width: Int) -> [Int] {
        let count = table.rows.map(\.cells.count).max() ?? 0
        let widest = table.widestLabel(in: width)
        return (0..<count).map { index in
            let cells = table.rows.compactMap { $0.cells.dropFirst(index).first?.width }
            return 2 + (cells.filter { $0 <= widest }.max() ?? widest)
        }
    }

    /// Each row in lines, one a version.
    private mutating func stack(_ table: Table) {
        let names = Array(table.columns.dropFirst())
        for row in table.rows {
            line(row.label, hanging: 2)
            within(2) { writer in
                let column = writer.margin + (names.map(\.width).max() ?? 0) + 3
                for (name, cell) in zip(names, row.cells) where !cell.isEmpty {
                    writer.row(name.toned(.faint), cell, at: column)
                }
                for note in row.notes { writer.line(note) }
                writer.write(row.body)
            }
        }
    }
}

extension Table {
    /// A label that is wider pushes its cells on (those of a field or in a listing onto the next line), and moves no
    /// others.
    fileprivate func widestLabel(in width: Int) -> Int {
        switch kind {
        case .verdicts: 11
        // Fields of other people's systems have long names: `config.mappings[Preferred_Language__c].from`.
        case .fields: max(27, width * 5 / 8)
        case .listing: max(34, width / 2)
        case .versions, .facts: 34
        }
    }

    /// Where no label is narrower than that.
    fileprivate var usualLabel: Int { kind == .fields ? 14 : widestLabel(in: 0) }
}
