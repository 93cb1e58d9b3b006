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
            let widths = table.kind == .listing ? Self.widths(of: table) : []
            for (row, label) in rows { writer.write(row, label, table.kind, widths, at: values) }
        }
    }

    private static func label(of row: Table.Row, in table: Table) -> Words {
        if let mark = row.mark { return Words(trusted: mark.rawValue, mark.tone) + "\u{A0}" + row.label }
        return table.kind == .verdicts ? "\u{A0}\u{A0}" + row.label : row.label
    }

    private mutating func write(
        _ row: Table.Row, _ label: Words, _ kind: Table.Kind, _ widths: [Int], at column: Int
    ) {
        let cells: Words
        if kind == .listing {
            cells = row.cells.enumerated().map { index, cell in
                if index + 1 == row.cells.count { return cell }
                return cell.width < widths[index] ? cell.padded(to: widths[index]) : cell + "\u{A0}\u{A0}"
            }.joined(by: Words())
        } else {
            cells = row.cells.filter { !$0.isEmpty }.joined(by: kind == .fields ? " → " : " · ")
        }
        if kind == .fields, !cells.isEmpty, label.width + margin + 2 > column {
            // The values of all fields stand beneath each other.
            line(label)
            within(column - margin) { $0.line(cells) }
        } else {
            self.row(label, cells, at: column)
        }
        let last = column + widths.prefix(max(0, row.cells.count - 1)).reduce(0, +)
        within(last - margin) { writer in for note in row.notes { writer.line(note) } }
        within(2) { $0.write(row.body) }
    }

    /// Of the cells before the last one, with the gap behind them.
    private static func widths(of table: Table) -> [Int] {
        let count = table.rows.map(\.cells.count).max() ?? 0
        return (0..<count).map { index in
            2 + (table.rows.compactMap { $0.cells.dropFirst(index).first?.width }.filter { $0 <= 34 }.max() ?? 34)
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
    /// A label that is wider pushes its cells on (those of a field onto the next line), and moves no others.
    fileprivate func widestLabel(in width: Int) -> Int {
        switch kind {
        case .verdicts: 11
        // Fields of other people's systems have long names: `config.mappings[Preferred_Language__c].from`.
        case .fields: max(27, width * 5 / 8)
        case .versions, .facts, .listing: 34
        }
    }

    /// Where no label is narrower than that.
    fileprivate var usualLabel: Int { kind == .fields ? 14 : widestLabel(in: 0) }
}
