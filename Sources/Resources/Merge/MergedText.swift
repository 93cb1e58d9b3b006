import YAML

/// Finds the text for a merge: of those that mean it, the one that keeps most of what both sides wrote.
///
/// Lines are merged first, as git would. Where that is not clean, or means something else, each choice that could be made
/// line by line is edited, field by field, until it means the merge, and so are the texts of both sides; then comments
/// that are missing are put where what they are about stands. Nothing is taken that does not read back as the merge.
struct MergedText {
    let text: FileText

    /// - Parameter value: what the text has to mean.
    init(
        file: GovernedFile, value: Value, base: FileText, published: FileText, draft: FileText, mode: UInt32 = 0o100644
    ) {
        let (base, published, draft) = LineEnd.unified(base, published, draft)
        let lines = LineMerge(base: base.bytes, published: published.bytes, draft: draft.bytes)
        if lines.disputed.isEmpty {
            let clean = FileText(bytes: lines.text { _ in [] }, mode: mode)
            if Comparison.isSame(clean.document, value, in: file) {
                text = clean
                return
            }
        }
        let sides = [draft, published].map(\.document)
        let comments = KeptComments(
            file: file, base: base.document, published: published.document, draft: draft.document, lines: lines)
        var best: (bytes: [UInt8], distance: Int)?
        var kept: KeptWords?
        for frame in Self.frames(lines, published: published.bytes, draft: draft.bytes) {
            guard let bytes = Self.edited(frame(), file, value, sides, comments) else { continue }
            // Of a large file the first will do.
            if bytes.count > Self.large {
                best = (bytes, 0)
                break
            }
            let words = kept ?? KeptWords(base: base.bytes, published: published.bytes, draft: draft.bytes)
            kept = words
            let distance = words.distance(of: bytes)
            if distance < best?.distance ?? .max { best = (bytes, distance) }
            if distance == 0 { break }
        }
        text = FileText(bytes: best?.bytes ?? Self.written(value, comments), mode: mode)
    }

    /// Files from here on are merged in one way, where smaller ones are tried in several.
    private static let large = 1 << 15

    private static func edited(
        _ frame: [UInt8], _ file: GovernedFile, _ value: Value, _ sides: [Document], _ comments: KeptComments
    ) -> [UInt8]? {
        let document = Document(frame)
        guard !FileMeaning.isOpaque(file, FileText(bytes: frame), read: document) else { return nil }
        // An edit that cannot be made here is not an error: the next frame is tried.
        do throws(EditError) {
            let edited = try TextEditing.bring(document, of: file, to: value, copyingFrom: sides)
            return try comments.completing(edited, value).bytes
        } catch {
            return nil
        }
    }

    /// Our own way of writing it, where nobody's can be kept.
    private static func written(_ value: Value, _ comments: KeptComments) -> [UInt8] {
        let written = render(document: value)
        do throws(EditError) {
            return try comments.completing(Document(written), value).bytes
        } catch {
            return written
        }
    }

    /// Texts to edit, the most promising first: every combination of choices for a few disputes in a small file; for
    /// more, the same choice everywhere; and what both sides wrote.
    private static func frames(_ lines: LineMerge, published: [UInt8], draft: [UInt8]) -> [() -> [UInt8]] {
        let choices: [[LineMerge.Version]] = [[.draft], [.published], [.draft, .published], [.published, .draft]]
        let disputes = lines.disputed.count
        var combinations: [(Int) -> [LineMerge.Version]] = choices.map { choice in { _ in choice } }
        if disputes <= 3, draft.count << (2 * disputes) <= 1 << 18 {
            combinations = (0..<(1 << (2 * disputes))).map { number in
                // Two bits for each dispute, those of the first one highest.
                { dispute in choices[number >> (2 * (disputes - 1 - dispute)) & 3] }
            }
        }
        return combinations.map { choice in { lines.text(choice) } } + [{ draft }, { published }]
    }
}

/// Measures how far a text is from having what both sides added and lacking what they took away, in words, wherever
/// they stand: a comment that was added counts even where the value beside it had to change.
private struct KeptWords {
    private typealias Word = ArraySlice<UInt8>

    /// How often each word should be there.
    private var wanted: [Word: Int] = [:]

    init(base: [UInt8], published: [UInt8], draft: [UInt8]) {
        let (base, published, draft) = (KeptWords.count(base), KeptWords.count(published), KeptWords.count(draft))
        for word in Set(base.keys).union(published.keys).union(draft.keys) {
            let old = base[word] ?? 0
            let (theirs, ours) = ((published[word] ?? 0) - old, (draft[word] ?? 0) - old)
            // What both did in the same direction may be one change that both made: count the larger.
            let change = theirs.signum() == ours.signum() ? max(abs(theirs), abs(ours)) * ours.signum() : theirs + ours
            wanted[word] = max(0, old + change)
        }
    }

    /// Words missing and words too many.
    func distance(of text: [UInt8]) -> Int {
        let words = KeptWords.count(text)
        let known = wanted.reduce(0) { $0 + abs($1.value - (words[$1.key] ?? 0)) }
        return known + words.reduce(0) { wanted[$1.key] == nil ? $0 + $1.value : $0 }
    }

    private static func count(_ text: [UInt8]) -> [Word: Int] {
        var counts: [Word: Int] = [:]
        for word in text.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) {
            counts[word, default: 0] += 1
        }
        return counts
    }
}
