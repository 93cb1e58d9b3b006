import YAML

/// The comments that a merge has to have, and how a text gets those that it lacks: what both sides kept, and what either
/// added. Where a side was written anew by a program that knows no comments, it says nothing about them.
struct KeptComments {
    private let file: GovernedFile
    private let base: Located
    private let published: Located
    private let draft: Located
    private let isPublishedSilent: Bool
    private let isDraftSilent: Bool

    init(file: GovernedFile, base: Document, published: Document, draft: Document, lines: LineMerge) {
        self.file = file
        self.base = Located(base)
        self.published = Located(published)
        self.draft = Located(draft)
        let silent = Self.silent(base: self.base.comments, self.published.comments, self.draft.comments, lines)
        (isPublishedSilent, isDraftSilent) = (silent.published, silent.draft)
    }

    /// Which side was written anew without comments, where there were some.
    static func silent(
        base: [Comment], _ published: [Comment], _ draft: [Comment], _ lines: LineMerge
    ) -> (published: Bool, draft: Bool) {
        if base.isEmpty { return (false, false) }
        return (lines.isPublishedRewritten && published.isEmpty, lines.isDraftRewritten && draft.isEmpty)
    }

    /// A text with the same meaning that has them all, as far as there is still something that they are about, and none
    /// that a side took away.
    ///
    /// - Parameter value: what the text means.
    func completing(_ document: Document, _ value: Value) throws(EditError) -> Document {
        let present = Located(document)
        let balance = balance(of: present)
        if balance.isEmpty { return document }
        var here = Outline(document, file)
        here.before = base.document
        let changes = try changes(balance, from: present, here)
        if let completed = changed(changes, document, here, value) { return completed }
        // Where that does not hold, those that are missing alone, then half of them, and so on.
        var document = document
        var missing = changes.missing[...]
        var many = missing.count
        var budget = max(1 << 18, 24 * document.bytes.count)
        while !missing.isEmpty, budget > 0 {
            budget -= document.bytes.count
            var outline = Outline(document, file)
            outline.before = base.document
            let some = Changes(missing: Array(missing.prefix(many)))
            if let completed = changed(some, document, outline, value) {
                document = completed
                missing = missing.dropFirst(many)
            } else if many > 1 {
                many /= 2
            } else {
                missing = missing.dropFirst()
            }
        }
        return document
    }

    /// By their texts, how many comments there are too many; fewer than none: they are missing.
    private func balance(of present: Located) -> [ExactText: Int] {
        var balance: [ExactText: Int] = [:]
        for text in Set(draft.counts.keys).union(published.counts.keys).union(present.counts.keys) {
            let (old, theirs, ours) = (base.counts[text], published.counts[text], draft.counts[text])
            var wanted = max(0, ours.orZero + theirs.orZero - old.orZero)
            if isPublishedSilent { wanted = max(wanted, ours.orZero) }
            if isDraftSilent { wanted = max(wanted, theirs.orZero) }
            let surplus = present.counts[text].orZero - wanted
            if surplus != 0 { balance[text] = surplus }
        }
        return balance
    }

    private struct Changes {
        var missing: [PlacedComment]
        /// In the text that is edited.
        var superfluous: [PlacedComment] = []
    }

    private func changes(
        _ balance: [ExactText: Int], from present: Located, _ here: Outline
    ) throws(EditError) -> Changes {
        let (old, theirs, ours) = (
            try base.placed(in: file, balance), try published.placed(in: file, balance),
            try draft.placed(in: file, balance)
        )
        let found = try present.placed(here, balance)
        var known = Set(found)
        let (inBase, inTheirs, inOurs) = (Set(old), Set(theirs), Set(ours))
        let missing = (ours + theirs).filter { comment in
            guard balance[ExactText(comment.text)].orZero < 0 else { return false }
            let isKept = inOurs.contains(comment) && inTheirs.contains(comment)
            let isSpared = isPublishedSilent && inOurs.contains(comment) || isDraftSilent && inTheirs.contains(comment)
            return (isKept || isSpared || !inBase.contains(comment)) && known.insert(comment).inserted
        }
        var balance = balance
        var sides = (theirs: FieldFinder(published.document, file), ours: FieldFinder(draft.document, file))
        let superfluous = found.filter { comment in
            let text = ExactText(comment.text)
            guard let surplus = balance[text], surplus > 0, inBase.contains(comment) else { return false }
            // Who took away what it is about did not speak of the comment.
            let isGone =
                inTheirs.contains(comment)
                ? !inOurs.contains(comment) && sides.ours.field(at: comment.spot.path) != nil
                : inOurs.contains(comment) && sides.theirs.field(at: comment.spot.path) != nil
            if isGone { balance[text] = surplus - 1 }
            return isGone
        }
        return Changes(missing: missing, superfluous: superfluous)
    }

    /// Nil: the text would mean something else, or the comments find no room.
    private func changed(_ changes: Changes, _ document: Document, _ outline: Outline, _ value: Value) -> Document? {
        if changes.missing.isEmpty, changes.superfluous.isEmpty { return document }
        do throws(EditError) {
            var outline = outline
            var batch = EditBatch(document)
            var missing = changes.missing
            if !changes.superfluous.isEmpty {
                // What a side wrote in the place of a comment stands there.
                var substitutes = Dictionary(grouping: missing.indices.reversed()) { missing[$0].spot }
                var taken: Set<Int> = []
                for comment in changes.superfluous {
                    if let index = substitutes[comment.spot]?.popLast() {
                        batch.replace(comment.comment, with: missing[index].text)
                        taken.insert(index)
                    } else {
                        batch.remove(comment.comment)
                    }
                }
                missing = missing.indices.filter { !taken.contains($0) }.map { missing[$0] }
            }
            for comment in missing where comment.spot.side != .top { try outline.add(comment, to: &batch) }
            let top = missing.filter { $0.spot.side == .top }.map(\.comment)
            if !top.isEmpty { batch.add(atTop: top) }
            let completed = Document(try batch.apply())
            return Comparison.isSame(completed, value, in: file) ? completed : nil
        } catch {
            return nil
        }
    }
}

/// The comments of a text.
private struct Located {
    let document: Document
    let comments: [Comment]
    let counts: [ExactText: Int]

    init(_ document: Document) {
        self.document = document
        comments = document.comments
        counts = comments.reduce(into: [:]) { $0[ExactText($1.text), default: 0] += 1 }
    }

    /// Some of the comments, with what they are about.
    ///
    /// - Parameter texts: of which texts.
    func placed(in file: GovernedFile, _ texts: [ExactText: Int]) throws(EditError) -> [PlacedComment] {
        guard comments.contains(where: { texts[ExactText($0.text)] != nil }) else { return [] }
        return try placed(Outline(document, file), texts)
    }

    func placed(_ outline: Outline, _ texts: [ExactText: Int]) throws(EditError) -> [PlacedComment] {
        let comments = comments.filter { texts[ExactText($0.text)] != nil }
        let anchors = try document.anchors(of: comments, among: outline.places)
        return zip(comments, anchors).map { comment, anchor in
            switch anchor {
            case .above(let index): PlacedComment(comment, .above, outline.path(of: index))
            case .behind(let index): PlacedComment(comment, .behind, outline.path(of: index))
            case .below(let index): PlacedComment(comment, .below, outline.path(of: index))
            case .top: PlacedComment(comment, .top, .root)
            case .end: PlacedComment(comment, .end, .root)
            }
        }
    }
}

/// A comment and what it is about, wherever that stands.
private struct PlacedComment: Hashable {
    enum Side { case above, behind, below, top, end }

    struct Spot: Hashable {
        let side: Side
        let path: FieldPath
    }

    let comment: Comment
    let spot: Spot
    var text: String { comment.text }

    init(_ comment: Comment, _ side: Side, _ path: FieldPath) {
        self.comment = comment
        spot = Spot(side: side, path: path)
    }

    static func == (a: Self, b: Self) -> Bool { a.text.isIdentical(to: b.text) && a.spot == b.spot }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(text))
        hasher.combine(spot)
    }
}

extension Outline {
    /// Puts a comment where what it is about stands here. What is gone has none.
    fileprivate mutating func add(_ comment: PlacedComment, to batch: inout EditBatch) throws(EditError) {
        if comment.spot.side == .end { return batch.add(atEnd: comment.comment) }
        guard let index = index(of: comment.spot.path) else { return }
        switch comment.spot.side {
        case .below: return try batch.add(comment.comment, below: places[index])
        case .behind where try batch.add(comment.comment, behind: places[index]): return
        case .above, .behind, .top, .end: break
        }
        // The first entry of an item begins in the item's line.
        var above = Optional(index)
        while let index = above, try !places[index].startsItsLine { above = parents[index] }
        if let above { try batch.add(comment.comment, above: places[above]) }
    }
}

extension Int? {
    fileprivate var orZero: Int { self ?? 0 }
}
