/// The three-way merge of a text of several lines, as SQL or a template is: what one side did to some lines, and the
/// other to others, comes together if at least one line that neither touched lies between.
package struct TextMerge {
    /// Nil where both sides changed the same lines, or neighbouring ones.
    package let merged: String?
    /// The lines of the base (from 0) that both sides changed; empty where both put something between two lines.
    package let disputes: [Range<Int>]

    package init(base: String, published: String, draft: String) {
        let texts = [base, published, draft].map(Lines.init)
        let lines = LineMerge(base: texts[0].bytes, published: texts[1].bytes, draft: texts[2].bytes, isStrict: true)
        let end = Self.merged(texts.map(\.emptyLinesAtEnd))
        var disputes = lines.disputedRanges
        if end == nil { disputes.append(texts[0].count..<texts[0].count) }
        self.disputes = disputes
        guard disputes.isEmpty, let end else {
            merged = nil
            return
        }
        let text = lines.text(choosing: []).dropLast() + Array(repeating: UInt8(ascii: "\n"), count: end)
        merged = String(decoding: text, as: UTF8.self)
    }

    private static func merged(_ counts: [Int]) -> Int? {
        let (base, published, draft) = (counts[0], counts[1], counts[2])
        if published == draft || base == published { return draft }
        return base == draft ? published : nil
    }

    /// How the last line ends says nothing about that line: it is merged by itself.
    private struct Lines {
        let bytes: [UInt8]
        let emptyLinesAtEnd: Int
        var count: Int { bytes.count { $0 == UInt8(ascii: "\n") } }

        init(_ text: String) {
            let bytes = Array(text.utf8)
            let end = (bytes.lastIndex { $0 != UInt8(ascii: "\n") } ?? -1) + 1
            self.bytes = bytes[..<end] + [UInt8(ascii: "\n")]
            emptyLinesAtEnd = bytes.count - end
        }
    }
}
