/// Lines of three texts side by side: parts that at most one side changed are settled; the rest is left to choose.
/// Lines keep their ends. Whether a choice means the right thing is not known here.
struct LineMerge {
    typealias Line = ArraySlice<UInt8>

    enum Part {
        case settled([Line])
        /// - Parameter base: the lines of the base that it is about.
        case disputed(base: Range<Int>, published: [Line], draft: [Line])
    }

    enum Choice: CaseIterable { case draft, published, draftThenPublished, publishedThenDraft }

    let parts: [Part]
    /// The side kept less than half of the base's lines: it was most likely written anew by a program.
    let isPublishedRewritten: Bool
    let isDraftRewritten: Bool

    var disputes: Int { disputedRanges.count }

    /// The lines of the base that both sides changed.
    var disputedRanges: [Range<Int>] {
        parts.compactMap { if case .disputed(let base, _, _) = $0 { base } else { nil } }
    }

    /// - Parameter isStrict: neighbouring lines are disputed too, as in git: nobody looks whether they mean anything
    ///   together.
    init(base: [UInt8], published: [UInt8], draft: [UInt8], isStrict: Bool = false) {
        let base = LineMerge.lines(of: base)
        let ours = LineMerge.edits(from: base, to: LineMerge.lines(of: draft), side: .draft)
        let theirs = LineMerge.edits(from: base, to: LineMerge.lines(of: published), side: .published)
        func isRewritten(_ edits: [Edit]) -> Bool { 2 * edits.reduce(0) { $0 + $1.range.count } > base.count }
        isPublishedRewritten = isRewritten(theirs)
        isDraftRewritten = isRewritten(ours)
        parts = LineMerge.parts(base, edits: ours + theirs, isStrict)
    }

    /// The text with one choice for each dispute.
    func text(choosing choices: [Choice]) -> [UInt8] {
        var lines: [Line] = []
        var choices = choices[...]
        for part in parts {
            switch part {
            case .settled(let settled): lines += settled
            case .disputed(_, let published, let draft):
                switch choices.popFirst() ?? .draft {
                case .draft: lines += draft
                case .published: lines += published
                case .draftThenPublished: lines += draft + published
                case .publishedThenDraft: lines += published + draft
                }
            }
        }
        return LineMerge.joined(lines)
    }

    static func lines(of text: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        for index in text.indices where text[index] == UInt8(ascii: "\n") {
            lines.append(text[start...index])
            start = index + 1
        }
        if start < text.count { lines.append(text[start...]) }
        return lines
    }

    /// Joins lines; one that lacked its end, since it was a file's last, gets one where others follow.
    private static func joined(_ lines: [Line]) -> [UInt8] {
        var text: [UInt8] = []
        for line in lines {
            if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
            text += line
        }
        return text
    }
}

extension LineMerge {
    private enum Side { case published, draft }

    private struct Edit {
        let side: Side
        /// The lines of the base that are replaced; empty for an insertion.
        var range: Range<Int>
        var lines: [Line]
    }

    private static func edits(from old: [Line], to new: [Line], side: Side) -> [Edit] {
        let script = EditScript(from: old, to: new)
        var edits: [Edit] = []
        var (from, to) = (0, 0)
        while from < old.count || to < new.count {
            let start = from
            var lines: [Line] = []
            while true {
                if from < old.count, script.goes[from] {
                    from += 1
                } else if to < new.count, script.comes[to] {
                    lines.append(new[to])
                    to += 1
                } else {
                    break
                }
            }
            if start < from || !lines.isEmpty {
                edits.append(Edit(side: side, range: start..<from, lines: lines))
            } else {
                from += 1
                to += 1
            }
        }
        return edits
    }

    private static func parts(_ base: [Line], edits: [Edit], _ isStrict: Bool) -> [Part] {
        var parts: [Part] = []
        var done = 0
        for (range, group) in groups(of: edits, isStrict) {
            parts.append(.settled(Array(base[done..<range.lowerBound])))
            parts.append(part(base, range, group))
            done = range.upperBound
        }
        return parts + [.settled(Array(base[done...]))]
    }

    /// Edits that touch each other, with all lines that they touch.
    private static func groups(of edits: [Edit], _ isStrict: Bool) -> [(range: Range<Int>, edits: [Edit])] {
        let edits = edits.sorted {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        var groups: [(range: Range<Int>, edits: [Edit])] = []
        for edit in edits {
            if let last = groups.last, collides(edit.range, last.range, isStrict) {
                groups[groups.count - 1].edits.append(edit)
                groups[groups.count - 1].range =
                    last.range.lowerBound..<max(last.range.upperBound, edit.range.upperBound)
            } else {
                groups.append((edit.range, [edit]))
            }
        }
        return groups
    }

    /// Where two texts differ from a third one, and what they have there.
    static func differences(
        _ text: [Line], published: [Line], draft: [Line]
    ) -> [(lines: Range<Int>, published: [Line], draft: [Line])] {
        let all = edits(from: text, to: published, side: .published) + edits(from: text, to: draft, side: .draft)
        return groups(of: all, true).map { range, group in
            (
                range, applying(group.filter { $0.side == .published }, to: text, in: range),
                applying(group.filter { $0.side == .draft }, to: text, in: range)
            )
        }
    }

    /// Whether the next range (none starts before it) touches the same lines or the same gap.
    private static func collides(_ next: Range<Int>, _ range: Range<Int>, _ isStrict: Bool) -> Bool {
        next.lowerBound < range.upperBound || next == range || isStrict && next.lowerBound == range.upperBound
    }

    private static func part(_ base: [Line], _ range: Range<Int>, _ group: [Edit]) -> Part {
        let published = applying(group.filter { $0.side == .published }, to: base, in: range)
        let draft = applying(group.filter { $0.side == .draft }, to: base, in: range)
        if published == draft { return .settled(draft) }
        let unchanged = Array(base[range])
        if published == unchanged { return .settled(draft) }
        if draft == unchanged { return .settled(published) }
        return .disputed(base: range, published: published, draft: draft)
    }

    private static func applying(_ edits: [Edit], to base: [Line], in range: Range<Int>) -> [Line] {
        var lines: [Line] = []
        var done = range.lowerBound
        for edit in edits {
            lines += base[done..<edit.range.lowerBound] + edit.lines
            done = edit.range.upperBound
        }
        return lines + base[done..<range.upperBound]
    }
}
