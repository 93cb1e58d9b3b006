/// Lines of three texts side by side: hunks that at most one side changed are settled; the rest is left to choose.
/// Whether a choice means the right thing is not known here.
struct LineMerge {
    enum Version { case base, published, draft }

    /// Lines of the base that a side changed, and what stands there in each of the three.
    struct Hunk {
        let base, published, draft: Range<Int>
        /// Nil: both sides changed them, and differently.
        let settled: Version?
    }

    let base, published, draft: TextLines
    /// In the order of the texts. What lies between is the same in all three.
    let hunks: [Hunk]
    /// The side kept less than half of the base's lines: it was most likely written anew by a program.
    let isPublishedRewritten: Bool
    let isDraftRewritten: Bool

    var disputed: [Hunk] { hunks.filter { $0.settled == nil } }

    /// - Parameter isStrict: neighbouring lines are disputed too, as in git: nobody looks whether they mean anything
    ///   together.
    init(base: [UInt8], published: [UInt8], draft: [UInt8], isStrict: Bool = false) {
        self.base = TextLines(base)
        self.published = TextLines(published)
        self.draft = TextLines(draft)
        let (numbers, count) = TextLines.numbers([self.base, self.published, self.draft])
        let theirs = Edit.all(numbers[0], numbers[1], count, side: .published)
        let ours = Edit.all(numbers[0], numbers[2], count, side: .draft)
        func isRewritten(_ edits: [Edit]) -> Bool {
            2 * edits.reduce(0) { $0 + $1.base.count } > numbers[0].count
        }
        isPublishedRewritten = isRewritten(theirs)
        isDraftRewritten = isRewritten(ours)
        hunks = LineMerge.hunks(Edit.merged(theirs, ours), numbers, isStrict)
    }

    /// The text with one choice for each dispute.
    ///
    /// - Parameter choices: by dispute, whose lines to take; of several one behind the other.
    func text(_ choices: (_ dispute: Int) -> [Version]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(max(published.bytes.count, draft.bytes.count))
        // A line that lacked its end, since it was a file's last, gets one where others follow.
        func add(_ lines: ArraySlice<UInt8>) {
            if let last = text.last, last != UInt8(ascii: "\n"), !lines.isEmpty { text.append(UInt8(ascii: "\n")) }
            text += lines
        }
        var done = 0
        var dispute = 0
        for hunk in hunks {
            add(base[done..<hunk.base.lowerBound])
            done = hunk.base.upperBound
            if let settled = hunk.settled {
                add(self[hunk, settled])
            } else {
                for version in choices(dispute) { add(self[hunk, version]) }
                dispute += 1
            }
        }
        add(base[done..<base.count])
        return text
    }

    /// What a version has in a hunk.
    subscript(hunk: Hunk, version: Version) -> ArraySlice<UInt8> {
        switch version {
        case .base: base[hunk.base]
        case .published: published[hunk.published]
        case .draft: draft[hunk.draft]
        }
    }
}

extension LineMerge {
    /// Lines that a side replaced by others.
    private struct Edit {
        let side: Version
        /// Empty for an insertion, as `lines` is for a deletion.
        let base: Range<Int>
        let lines: Range<Int>

        /// By how many lines the side is longer than the base, up to here.
        var shift: Int { lines.upperBound - base.upperBound }

        static func all(_ old: [Int32], _ new: [Int32], _ count: Int, side: Version) -> [Edit] {
            let script = EditScript(numbered: old, new, count: count)
            var edits: [Edit] = []
            var (from, to) = (0, 0)
            while from < old.count || to < new.count {
                let start = (from, to)
                while from < old.count, script.goes[from] { from += 1 }
                while to < new.count, script.comes[to] { to += 1 }
                if start == (from, to) {
                    from += 1
                    to += 1
                } else {
                    edits.append(Edit(side: side, base: start.0..<from, lines: start.1..<to))
                }
            }
            return edits
        }

        /// The edits of both sides in the order of the base.
        static func merged(_ a: [Edit], _ b: [Edit]) -> [Edit] {
            func bounds(_ edit: Edit) -> (Int, Int) { (edit.base.lowerBound, edit.base.upperBound) }
            var merged: [Edit] = []
            merged.reserveCapacity(a.count + b.count)
            var (i, j) = (0, 0)
            while i < a.count || j < b.count {
                if j == b.count || i < a.count && bounds(a[i]) <= bounds(b[j]) {
                    merged.append(a[i])
                    i += 1
                } else {
                    merged.append(b[j])
                    j += 1
                }
            }
            return merged
        }
    }

    private static func hunks(_ edits: [Edit], _ numbers: [[Int32]], _ isStrict: Bool) -> [Hunk] {
        var hunks: [Hunk] = []
        var shifts = (published: 0, draft: 0)
        var next = 0
        while next < edits.count {
            let before = shifts
            var range = edits[next].base
            // Edits that touch each other, with all lines that they touch.
            repeat {
                let edit = edits[next]
                range = range.lowerBound..<max(range.upperBound, edit.base.upperBound)
                if edit.side == .published { shifts.published = edit.shift } else { shifts.draft = edit.shift }
                next += 1
            } while next < edits.count && collides(edits[next].base, range, isStrict)
            let published = (range.lowerBound + before.published)..<(range.upperBound + shifts.published)
            let draft = (range.lowerBound + before.draft)..<(range.upperBound + shifts.draft)
            let lines = (numbers[0][range], numbers[1][published], numbers[2][draft])
            let settled: Version? =
                lines.1 == lines.2 || lines.0 == lines.1 ? .draft : lines.0 == lines.2 ? .published : nil
            hunks.append(Hunk(base: range, published: published, draft: draft, settled: settled))
        }
        return hunks
    }

    /// Whether the next range (none starts before it) touches the same lines or the same gap.
    private static func collides(_ next: Range<Int>, _ range: Range<Int>, _ isStrict: Bool) -> Bool {
        next.lowerBound < range.upperBound || next == range || isStrict && next.lowerBound == range.upperBound
    }
}
