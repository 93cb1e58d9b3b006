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
        let isCommented = !self.base.comments.isEmpty
        isPublishedSilent = isCommented && lines.isPublishedRewritten && self.published.comments.isEmpty
        isDraftSilent = isCommented && lines.isDraftRewritten && self.draft.comments.isEmpty
    }

    /// A text with the same meaning that has them all, as far as there is still something that they are about.
    func completing(_ document: Document) throws(EditError) -> Document {
        let present = Located(document)
        let scarce = scarce(in: present)
        if scarce.isEmpty { return document }
        var missing = try missing(scarce, from: present)[...]
        var document = document
        // All at once; where that does not hold, half of them, and so on.
        var many = missing.count
        var budget = max(1 << 18, 24 * document.bytes.count)
        while !missing.isEmpty, budget > 0 {
            budget -= document.bytes.count
            if let completed = adding(missing.prefix(many), to: document) {
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

    /// Texts of comments that stand there more seldom than they may have to.
    private func scarce(in present: Located) -> Set<ExactText> {
        var scarce: Set<ExactText> = []
        for text in Set(draft.counts.keys).union(published.counts.keys) {
            let (old, theirs, ours) = (base.counts[text], published.counts[text], draft.counts[text])
            var wanted = max(0, ours.orZero + theirs.orZero - old.orZero)
            if isPublishedSilent { wanted = max(wanted, ours.orZero) }
            if isDraftSilent { wanted = max(wanted, theirs.orZero) }
            if present.counts[text].orZero < wanted { scarce.insert(text) }
        }
        return scarce
    }

    private func missing(_ scarce: Set<ExactText>, from present: Located) throws(EditError) -> [PlacedComment] {
        let (old, theirs, ours) = (
            try base.placed(in: file), try published.placed(in: file), try draft.placed(in: file)
        )
        var known = Set(try present.placed(in: file))
        let (inBase, inTheirs, inOurs) = (Set(old), Set(theirs), Set(ours))
        return (ours + theirs).filter { comment in
            guard scarce.contains(ExactText(comment.text)) else { return false }
            let isKept = inOurs.contains(comment) && inTheirs.contains(comment)
            let isSpared = isPublishedSilent && inOurs.contains(comment) || isDraftSilent && inTheirs.contains(comment)
            return (isKept || isSpared || !inBase.contains(comment)) && known.insert(comment).inserted
        }
    }

    /// Nil: the text would mean something else, or the comments find no room.
    private func adding(_ comments: ArraySlice<PlacedComment>, to document: Document) -> Document? {
        do throws(EditError) {
            var target = try Outline(document, file)
            target.before = base.document
            var batch = EditBatch(document)
            for comment in comments where comment.side != .top { try target.add(comment, to: &batch) }
            let top = comments.filter { $0.side == .top }.map(\.comment)
            if !top.isEmpty { batch.add(atTop: top) }
            let completed = Document(try batch.apply())
            let isSame =
                !FileMeaning.isOpaque(file, FileText(bytes: completed.bytes), read: completed)
                && Comparison.isSame(completed.root?.value, document.root?.value, at: .root, in: file)
            return isSame ? completed : nil
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

    /// The comments with what they are about.
    func placed(in file: GovernedFile) throws(EditError) -> [PlacedComment] {
        let outline = try Outline(document, file)
        let anchors = try document.anchors(of: comments, among: outline.places)
        return zip(comments, anchors).map { comment, anchor in
            switch anchor {
            case .above(let index): PlacedComment(comment, .above, outline.paths[index])
            case .behind(let index): PlacedComment(comment, .behind, outline.paths[index])
            case .below(let index): PlacedComment(comment, .below, outline.paths[index])
            case .top: PlacedComment(comment, .top, .root)
            case .end: PlacedComment(comment, .end, .root)
            }
        }
    }
}

/// A comment and what it is about, wherever that stands.
private struct PlacedComment: Hashable {
    enum Side { case above, behind, below, top, end }

    let comment: Comment
    let side: Side
    let path: FieldPath
    var text: String { comment.text }

    init(_ comment: Comment, _ side: Side, _ path: FieldPath) {
        self.comment = comment
        self.side = side
        self.path = path
    }

    static func == (a: Self, b: Self) -> Bool {
        a.side == b.side && a.text.isIdentical(to: b.text) && a.path == b.path
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(side)
        hasher.combine(ExactText(text))
        hasher.combine(path)
    }
}

extension Outline {
    /// Puts a comment where what it is about stands here. What is gone has none.
    fileprivate mutating func add(_ comment: PlacedComment, to batch: inout EditBatch) throws(EditError) {
        if comment.side == .end { return batch.add(atEnd: comment.comment) }
        guard let index = index(of: comment.path) else { return }
        switch comment.side {
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
