/// The part of a line around what a finding is about, and where the carets go beneath it.
struct CaretWindow {
    let text: String
    /// Columns before the first caret.
    let start: Int
    let length: Int

    /// - Parameter room: columns for the text.
    init(_ excerpt: Diagnostic.Excerpt, room: Int) {
        let scalars = Array(excerpt.line.unicodeScalars)
        let (first, last) = (excerpt.start, excerpt.end)
        // Of a very long line no more is looked at than could be shown.
        let low = max(0, first - 4 * room)
        let high = min(scalars.count, last + 4 * room, first + 8 * room)
        func shown(_ range: Range<Int>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range])
            return SafeText.codeLine(String(view))
        }
        let whole = shown(low..<high)
        var start = SafeText.displayWidth(shown(low..<first))
        let end = SafeText.displayWidth(shown(low..<min(last, high)))
        var length = max(1, end - start)
        let isCut = low > 0 || high < scalars.count
        guard isCut || SafeText.displayWidth(whole) > room else {
            (self.text, self.start, self.length) = (whole, start, length)
            return
        }
        // Start some columns before the caret, unless the line's own start fits.
        let skipped = start + min(length, room / 2) + 2 <= room && low == 0 ? 0 : max(0, start - room / 4)
        var columns: [Character] = []
        var column = 0
        var taken = 0
        for character in whole {
            let width = SafeText.displayWidth(String(character))
            if column >= skipped {
                if taken + width > room - 2 { break }
                columns.append(character)
                taken += width
            }
            column += width
        }
        let isCutBefore = skipped > 0 || low > 0
        start = start - skipped + (isCutBefore ? 1 : 0)
        length = max(1, min(length, room - 1 - start))
        let isCutAfter = column < SafeText.displayWidth(whole) || high < scalars.count
        self.text = (isCutBefore ? "…" : "") + String(columns) + (isCutAfter ? "…" : "")
        self.start = start
        self.length = length
    }
}
