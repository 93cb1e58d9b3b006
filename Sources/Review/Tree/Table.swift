/// Rows of the same kind: a label each, and what is said of it.
package struct Table: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Whether something may go on: each row has a mark, or goes with the row before.
        case verdicts
        /// Fields, and how each changed: cells are read one after the other, as `a → b`.
        case fields
        /// Fields in versions that exclude each other: too long for one line.
        case versions
        /// Names with what is said of them.
        case facts
        /// All that there are of something.
        case listing
    }

    package struct Row: Hashable, Sendable {
        package let mark: Mark?
        package let label: Words
        package let cells: [Words]
        /// More about the last cell, or in place of cells.
        package let notes: [Words]
        /// What is too large for a cell.
        package let body: [Block]

        package init(
            _ label: Words, _ cells: [Words], mark: Mark? = nil, notes: [Words] = [], body: [Block] = []
        ) {
            self.mark = mark
            self.label = label
            self.cells = cells
            self.notes = notes
            self.body = body.filter { !$0.isEmpty }
        }

        package init(_ label: Words, _ cells: Words..., mark: Mark? = nil, notes: [Words] = []) {
            self.init(label, cells, mark: mark, notes: notes)
        }
    }

    package let kind: Kind
    /// What all rows are about, and what is said of that.
    package let caption: Words
    package let about: Words
    /// What the columns are called, that of the labels first; none where nobody needs to be told.
    package let columns: [Words]
    /// Labels are given this many columns at least, so that tables beneath each other agree.
    package let labelWidth: Int
    package var rows: [Row]

    package init(
        _ kind: Kind, caption: Words = Words(), about: Words = Words(), columns: [Words] = [], labelWidth: Int = 0,
        _ rows: [Row] = []
    ) {
        self.kind = kind
        self.caption = caption
        self.about = about
        self.columns = columns
        self.labelWidth = labelWidth
        self.rows = rows
    }
}
