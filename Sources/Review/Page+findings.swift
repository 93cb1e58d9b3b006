package import Resources
import YAML

extension Page {
    /// A finding, its line, and a caret under what it is about:
    ///
    ///     error[A203] hightouch/syncs/leads-to-crm.yaml:7:25  config.mappings[Email].from names emial, …
    ///       7 |     - {to: Email, from: emial, type: standard}
    ///         |                         ^^^^^ did you mean email?
    ///         model/leads has id, email, created_at (columns/leads.yaml)
    ///
    /// - Parameter width: how much of a long line is shown.
    package mutating func finding(_ finding: Finding, width: Int = 80) {
        let place = finding.range.map { ":\($0.start.line):\($0.start.column)" } ?? ""
        var head: Words = "\(finding.severity.rawValue)[\(finding.code)]"
        head = head.toned(finding.severity.tone) + " \(finding.path, .strong)\(place)  \(finding.message)"
        if finding.isInherited { head += Words(" (published like this; it blocks nobody)", .faint) }
        line(head, hanging: 4)
        guard let range = finding.range, let text = finding.line, text.utf8.contains(where: { $0 > 0x20 }) else {
            if let label = finding.label { line("\(label)", indent: 4) }
            return help(finding, indent: 4)
        }
        let number = String(range.start.line)
        let gutter = number.count + 5
        let window = CaretWindow(text, range, room: width - gutter)
        line(Words(trusted: "  \(number) | ".unbroken, .faint) + Words(trusted: window.text.unbroken))
        let carets = Words(trusted: String(repeating: "^", count: window.length), finding.severity.tone)
        let margin = Words(trusted: String(repeating: " ", count: number.count + 2).unbroken + "\u{A0}|\u{A0}", .faint)
        var marked = margin + Words(trusted: String(repeating: "\u{A0}", count: window.start)) + carets
        if let label = finding.label {
            let label = Words(label, finding.severity.tone)
            if marked.width + 1 + label.width <= width {
                marked += "\u{A0}" + label
                line(marked)
            } else {
                line(marked)
                line(label, indent: gutter - 1)
            }
        } else {
            line(marked)
        }
        help(finding, indent: gutter - 1)
    }

    private mutating func help(_ finding: Finding, indent: Int) {
        guard let help = finding.help else { return }
        for text in SafeText.lines(help) { line(Words(trusted: text), indent: indent) }
    }

    /// Findings as they come, with nothing between them.
    package mutating func findings(_ findings: [Finding], width: Int = 80) {
        for finding in findings { self.finding(finding, width: width) }
    }
}

extension Severity {
    var tone: Style.Tone {
        switch self {
        case .error: .error
        case .warning: .warning
        case .notice: .notice
        }
    }
}

/// The part of a line around what a finding is about, and where the carets go beneath it.
struct CaretWindow {
    let text: String
    /// Columns before the first caret.
    let start: Int
    let length: Int

    /// - Parameters:
    ///   - line: as in the file, with its tabs.
    ///   - room: columns for the text.
    init(_ line: String, _ range: SourceRange, room: Int) {
        let scalars = Array(line.unicodeScalars)
        let first = min(max(range.start.column - 1, 0), scalars.count)
        let last = max(
            first, min(range.end.line == range.start.line ? range.end.column - 1 : scalars.count, scalars.count))
        // Of a very long line no more is looked at than could be shown.
        let low = max(0, first - 4 * room)
        let high = min(scalars.count, max(last, first) + 4 * room, first + 8 * room)
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
