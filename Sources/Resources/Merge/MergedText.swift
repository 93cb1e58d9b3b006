import YAML

/// Finds the text for a merge: of all that mean it, the one that keeps most of what both sides wrote.
///
/// Lines are merged first, as git would. Where that is not clean, each choice that could be made line by line is tried,
/// and so are entry-wise edits of either side's text. Nothing is taken that does not read back as the merge.
struct MergedText {
    let bytes: [UInt8]

    /// - Parameter value: what the text has to mean.
    init(file: GovernedFile, value: Value, base: FileText, published: FileText, draft: FileText) {
        let means = { (text: [UInt8]) -> Bool in
            guard let read = FileMeaning(file, FileText(bytes: text)).value else { return false }
            return Comparison.isSame(read, value, at: .root, in: file)
        }
        let lines = LineMerge(base: base.bytes, published: published.bytes, draft: draft.bytes)
        if lines.disputes == 0, case let text = lines.text(choosing: []), means(text) {
            bytes = text
            return
        }
        var texts = MergedText.choices(lines, size: draft.bytes.count)
        let (publishedDocument, draftDocument) = (published.document, draft.document)
        for (text, other) in [(draftDocument, publishedDocument), (publishedDocument, draftDocument)] {
            // An edit that cannot be made here is not an error: the next candidate is tried.
            if case .success(let edited) = MergedText.edited(text, file, value, other) { texts.append(edited) }
        }
        let kept = KeptWords(base: base.bytes, published: published.bytes, draft: draft.bytes)
        let rated = texts.map { (text: $0, distance: kept.distance(of: $0)) }
        bytes = rated.sorted { $0.distance < $1.distance }.map(\.text).first(where: means) ?? render(document: value)
    }

    private static func edited(
        _ text: Document, _ file: GovernedFile, _ value: Value, _ other: Document
    ) -> Result<[UInt8], EditError> {
        do throws(EditError) {
            return .success(try TextEditing.bring(text, of: file, to: value, copyingFrom: other))
        } catch {
            return .failure(error)
        }
    }

    /// Every combination of choices for a few disputes in a small file; for more, the same choice everywhere.
    private static func choices(_ lines: LineMerge, size: Int) -> [[UInt8]] {
        guard lines.disputes <= 3, size <= 1 << 16 else {
            return LineMerge.Choice.allCases.map { choice in
                lines.text(choosing: Array(repeating: choice, count: lines.disputes))
            }
        }
        var combinations: [[LineMerge.Choice]] = [[]]
        for _ in 0..<lines.disputes {
            combinations = combinations.flatMap { combination in LineMerge.Choice.allCases.map { combination + [$0] } }
        }
        return combinations.map(lines.text(choosing:))
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
