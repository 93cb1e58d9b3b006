/// How all lines of a text end.
enum LineEnd {
    case lf, crlf

    /// Nil: they end in different ways, or there is one line.
    init?(_ text: [UInt8]) {
        let (pairs, all) = text.withUnsafeBufferPointer { text in
            var (pairs, all) = (0, 0)
            for index in text.indices where text[index] == 0x0A {
                all += 1
                if index > 0, text[index - 1] == 0x0D { pairs += 1 }
            }
            return (pairs, all)
        }
        guard all > 0, pairs == 0 || pairs == all else { return nil }
        self = pairs == 0 ? .lf : .crlf
    }

    /// A text whose lines all end in the other way.
    func written(_ text: [UInt8]) -> [UInt8] {
        switch self {
        case .lf:
            text.indices.filter { text[$0] != 0x0D || $0 + 1 == text.count || text[$0 + 1] != 0x0A }.map { text[$0] }
        case .crlf: text.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        }
    }

    /// The three versions of a file with the line ends of a side that changed them all; as they are where they differ
    /// within one.
    static func unified(
        _ base: FileText, _ published: FileText, _ draft: FileText
    ) -> (base: FileText, published: FileText, draft: FileText) {
        let ends = [base, published, draft].map { LineEnd($0.bytes) }
        guard let old = ends[0], let theirs = ends[1], let ours = ends[2], theirs != old || ours != old else {
            return (base, published, draft)
        }
        let end = theirs == old ? ours : theirs
        func text(_ text: FileText, _ own: LineEnd) -> FileText {
            own == end ? text : FileText(bytes: end.written(text.bytes), mode: text.mode)
        }
        return (text(base, old), text(published, theirs), text(draft, ours))
    }
}
