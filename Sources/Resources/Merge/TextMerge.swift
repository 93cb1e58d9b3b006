/// The three-way merge of a text of several lines, as SQL or a template is: what one side did to some lines, and the
/// other to others, comes together if at least one line that neither touched lies between.
package struct TextMerge {
    /// Nil where both sides changed the same lines, or neighbouring ones.
    package var merged: String? { disputes.isEmpty ? text(settling: .draft) : nil }
    /// The lines of the base (from 0) that both sides changed; empty where both put something between two lines.
    package let disputes: [Range<Int>]
    private let lines: LineMerge
    private let base, published, draft: Lines

    package init(base: String, published: String, draft: String) {
        self.base = Lines(base)
        self.published = Lines(published)
        self.draft = Lines(draft)
        lines = LineMerge(
            base: self.base.bytes, published: self.published.bytes, draft: self.draft.bytes, isStrict: true)
        let atEnd = (self.base.emptyLinesAtEnd, self.published.emptyLinesAtEnd, self.draft.emptyLinesAtEnd)
        let isEndDisputed = atEnd.0 != atEnd.1 && atEnd.0 != atEnd.2 && atEnd.1 != atEnd.2
        let end = lines.base.count
        disputes = lines.disputed.map(\.base) + (isEndDisputed ? [end..<end] : [])
    }

    /// The text with the lines of one version where both sides changed the same.
    func text(settling version: LineMerge.Version) -> String {
        let text = lines.text { _ in [version] }.dropLast()
        return String(
            decoding: text + Array(repeating: UInt8(ascii: "\n"), count: emptyLinesAtEnd(version)), as: UTF8.self)
    }

    private func emptyLinesAtEnd(_ version: LineMerge.Version) -> Int {
        let counts = (base.emptyLinesAtEnd, published.emptyLinesAtEnd, draft.emptyLinesAtEnd)
        if counts.1 == counts.2 || counts.0 == counts.1 { return counts.2 }
        if counts.0 == counts.2 { return counts.1 }
        return switch version {
        case .base: counts.0
        case .published: counts.1
        case .draft: counts.2
        }
    }

    /// How the last line ends says nothing about that line: it is merged by itself.
    private struct Lines {
        let bytes: [UInt8]
        let emptyLinesAtEnd: Int

        init(_ text: String) {
            let bytes = Array(text.utf8)
            let end = (bytes.lastIndex { $0 != UInt8(ascii: "\n") } ?? -1) + 1
            self.bytes = bytes[..<end] + [UInt8(ascii: "\n")]
            emptyLinesAtEnd = bytes.count - end
        }
    }
}
