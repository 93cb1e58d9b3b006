/// Something about a place in a file: what, the line with a mark under the place, and what is known about it.
package struct Diagnostic: Hashable, Sendable {
    /// A line, and the part of it that is meant.
    package struct Excerpt: Hashable, Sendable {
        package let number: Int
        /// As it stands in the file: each writer shows what of it there is room for (`CaretWindow`).
        package let line: String
        /// In Unicode scalars from 0, both within the line; the end is not part of it.
        package let start: Int
        package let end: Int
        /// Goes on to other lines: then its end here is the line's.
        package init(number: Int, line: String, start: Int, end: Int?) {
            let count = line.unicodeScalars.count
            self.number = number
            self.line = line
            self.start = min(max(start, 0), count)
            self.end = max(self.start, min(end ?? count, count))
        }
    }

    package let heading: Words
    package let tone: Style.Tone
    package let excerpt: Excerpt?
    /// Beside the mark: what is nearest.
    package let label: Words
    package let help: [Words]

    package init(_ heading: Words, _ tone: Style.Tone, _ excerpt: Excerpt?, label: Words, help: [Words]) {
        self.heading = heading
        self.tone = tone
        self.excerpt = excerpt
        self.label = label
        self.help = help
    }
}
