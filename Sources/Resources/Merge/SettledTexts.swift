import YAML

/// The texts of a file with conflicts if one version wins in all of them, and where these texts differ. What
/// merges is the same in all three.
struct SettledTexts {
    let places: [ConflictPlace]
    private let lines: LineMerge

    var draft: TextLines { lines.base }
    var base: TextLines { lines.draft }
    var published: TextLines { lines.published }

    init(_ merge: FileMerge) {
        let conflicts = merge.conflicts
        let (base, published, draft) = (merge.versions.base, merge.versions.published, merge.versions.draft)
        for texts in merge.settledTexts {
            let texts = texts()
            guard let texts, let places = ConflictPlace.all(texts, conflicts, merge.versions.file) else { continue }
            (lines, self.places) = (texts.lines, places)
            return
        }
        // Files that cannot be read or edited by field: all that differs, in one place.
        lines = LineMerge(
            base: draft?.bytes ?? [], published: published?.bytes ?? [], draft: base?.bytes ?? [], isStrict: true)
        places = [ConflictPlace(lines, conflicts)]
    }
}

/// The same, read.
struct SettledDocuments {
    let draft, base, published: Document
    /// The draft's text as what both others are compared with.
    let lines: LineMerge
    /// The lines in conflict have to be just those of the fields in conflict, with the same comments in all three.
    var isExact = false
    /// There was no file before: whole entries are in conflict.
    var isAdded = false

    init(draft: Document, base: Document, published: Document) {
        self.draft = draft
        self.base = base
        self.published = published
        lines = LineMerge(base: draft.bytes, published: published.bytes, draft: base.bytes, isStrict: true)
    }
}

extension FileMerge {
    fileprivate var conflicts: [FieldConflict] {
        if case .conflict(let conflicts) = outcome { conflicts } else { [] }
    }

    private var file: GovernedFile { versions.file }

    /// Ways to come to the texts, the best first.
    fileprivate var settledTexts: [() -> SettledDocuments?] {
        guard !conflicts.contains(where: { $0.path == .root || $0.isOpaque }), let settled,
            let published = versions.published, let draft = versions.draft,
            let theirs = settled.published, let ours = settled.draft
        else { return [] }
        guard let base = versions.base else { return [{ added(published, draft, theirs, ours) }] }
        guard let before = settled.base else { return [] }
        let values = SettledValues(draft: ours, base: before, published: theirs)
        return [{ byLines(values, base, published, draft) }, { byEdits(values, base, published, draft) }]
    }

    /// Where lines are in conflict just where fields are: those of each version as they stand.
    private func byLines(
        _ values: SettledValues, _ base: FileText, _ published: FileText, _ draft: FileText
    ) -> SettledDocuments? {
        let texts = LineEnd.unified(base, published, draft)
        let lines = LineMerge(base: texts.base.bytes, published: texts.published.bytes, draft: texts.draft.bytes)
        // What a side wrote anew without comments lacks those that the merge would keep.
        if lines.isPublishedRewritten || lines.isDraftRewritten {
            let comments = [texts.base, texts.published, texts.draft].map(\.document.comments)
            let silent = KeptComments.silent(base: comments[0], comments[1], comments[2], lines)
            if silent.published || silent.draft { return nil }
        }
        if lines.disputed.isEmpty { return nil }
        let sides: [(version: LineMerge.Version, value: Value, text: FileText)] = [
            (.draft, values.draft, texts.draft), (.base, values.base, texts.base),
            (.published, values.published, texts.published),
        ]
        let chunk = FileText.areLarge(sides.map(\.text)) ? 1 : sides.count
        let documents = sides.concurrentMap(chunk: chunk) { [file] side -> Document? in
            let bytes = lines.text { _ in [side.version] }
            // Where nothing else merges, it is the version itself, which was read already.
            let document = bytes == side.text.bytes ? side.text.document : Document(bytes)
            return Comparison.isSame(document, side.value, in: file) ? document : nil
        }
        guard let ours = documents[0], let before = documents[1], let theirs = documents[2] else { return nil }
        var settled = SettledDocuments(draft: ours, base: before, published: theirs)
        settled.isExact = true
        return settled
    }

    /// A merge in which the draft has its way, edited until it has the values of the others.
    private func byEdits(
        _ values: SettledValues, _ base: FileText, _ published: FileText, _ draft: FileText
    ) -> SettledDocuments? {
        let merged = MergedText(file: file, value: values.draft, base: base, published: published, draft: draft)
        let document = merged.text.document
        guard let before = edited(document, to: values.base, copyingFrom: base),
            let theirs = edited(document, to: values.published, copyingFrom: published)
        else { return nil }
        return SettledDocuments(draft: document, base: before, published: theirs)
    }

    /// Both sides made the file: each entry stands there as a whole, or not at all.
    private func added(
        _ published: FileText, _ draft: FileText, _ theirs: Value, _ ours: Value
    ) -> SettledDocuments? {
        guard case .mapping(let theirs) = theirs, case .mapping(let ours) = ours else { return nil }
        let disputed = Set(conflicts.compactMap(\.path.topLevelKey).map(ExactText.init))
        func isDisputed(_ pair: Value.Pair) -> Bool { disputed.contains(ExactText(pair.key)) }
        let kept = ours.filter { !isDisputed($0) }
        guard let before = edited(draft.document, to: .mapping(kept), copyingFrom: nil),
            let after = edited(draft.document, to: .mapping(kept + theirs.filter(isDisputed)), copyingFrom: published)
        else { return nil }
        var documents = SettledDocuments(draft: draft.document, base: before, published: after)
        documents.isAdded = true
        return documents
    }

    private func edited(_ document: Document, to value: Value, copyingFrom source: FileText?) -> Document? {
        let sources = [source].compactMap { $0?.document }
        // Where it cannot be edited like that, the next way is taken.
        do throws(EditError) {
            return try TextEditing.bring(document, of: file, to: value, copyingFrom: sources)
        } catch {
            return nil
        }
    }
}

/// The outcome of the merge if one version wins in all conflicts.
private struct SettledValues {
    let draft, base, published: Value
}
