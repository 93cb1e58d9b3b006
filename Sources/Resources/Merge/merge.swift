import YAML

/// Merges one governed file, field by field (rule B4). Comments and layout of both sides are kept where they can be; a
/// text is only ever taken if it means exactly the merge.
///
/// Exchanging `published` and `draft` changes nothing in meaning. The merged text is `draft` byte for byte where only
/// the draft changed anything, and `published` where only that did.
///
/// - Parameters:
///   - base: the file where both sides parted (`virtualBase` where they did so more than once); `nil`: not there.
///   - published: the file on the main branch; `nil`: not there.
///   - draft: the file on the draft; `nil`: not there.
package func merge(
    _ file: GovernedFile, base: FileText?, published: FileText?, draft: FileText?
) -> MergeOutcome {
    FileMerge(file, base: base, published: published, draft: draft).outcome
}

/// The base to merge over where two histories parted in more than one place: the merge of those places. What they
/// themselves disagree on is taken from their own base, so that a side that changed it is seen to have done so.
///
/// - Parameters:
///   - bases: the file in each merge base, at least one.
///   - ancestor: the file in the merge base of those (`nil`: not there, or no such base).
package func virtualBase(_ file: GovernedFile, of bases: [FileText?], ancestor: FileText?) -> FileText? {
    guard let first = bases.first else { return ancestor }
    return bases.dropFirst().reduce(first) { merged, next in
        if merged == next || next == ancestor { return merged }
        if merged == ancestor { return next }
        switch FileMerge(file, base: ancestor, published: merged, draft: next).outcome {
        case .merged(let text): return text
        case .conflict:
            return ThreeVersions(file: file, base: ancestor, published: merged, draft: next).settled(by: .base)
                ?? ancestor
        }
    }
}

/// The merge with the draft's values wherever both sides disagree; the draft itself where fields cannot be told apart.
package func mergeAsDrafted(
    _ file: GovernedFile, base: FileText?, published: FileText?, draft: FileText?
) -> FileText? {
    ThreeVersions(file: file, base: base, published: published, draft: draft).settled(by: .draft) ?? draft
}

/// The outcome of `merge`, and how it came about.
package struct FileMerge: Sendable {
    package let outcome: MergeOutcome
    /// Texts of several lines in which the changes of both sides came together, in different lines: nobody wrote or saw
    /// them as they are now.
    package let joined: [FieldPath]
    let versions: ThreeVersions
    /// What the file comes to if one version has its way in all conflicts; nil where these are not told by field.
    let settled: Settled?

    package init(_ file: GovernedFile, base: FileText?, published: FileText?, draft: FileText?) {
        let versions = ThreeVersions(file: file, base: base, published: published, draft: draft)
        if published == draft || base == published {
            self.init(versions, .merged(draft))
        } else if base == draft {
            self.init(versions, .merged(published))
        } else {
            self = versions.merge
        }
    }

    fileprivate init(
        _ versions: ThreeVersions, _ outcome: MergeOutcome, joined: [FieldPath] = [], settled: Settled? = nil
    ) {
        self.versions = versions
        self.outcome = outcome
        self.joined = joined
        self.settled = settled
    }
}

/// One file as it was, and as both sides have it.
struct ThreeVersions: Sendable {
    let file: GovernedFile
    let base: FileText?
    let published: FileText?
    let draft: FileText?

    /// Where both sides changed something.
    fileprivate var merge: FileMerge {
        if draft == nil, isSame(base, published) { return FileMerge(self, .merged(nil)) }
        if published == nil, isSame(base, draft) { return FileMerge(self, .merged(nil)) }
        guard let published, let draft else { return FileMerge(self, .conflict([wholeFile])) }
        guard let base else {
            guard let publishedValue = value(published), let draftValue = value(draft), published.mode == draft.mode
            else { return FileMerge(self, .conflict([wholeFile])) }
            var merge = FieldMerge(of: file)
            merge.mergeAdded(published: publishedValue, draft: draftValue)
            return FileMerge(
                self, merge.conflicts.isEmpty ? .merged(draft) : .conflict(merge.conflicts),
                settled: Settled(base: nil, published: publishedValue, draft: draftValue))
        }
        guard let (merge, merged) = byField(base, published, draft) else {
            if let text = WholeTextMerge(base: base, published: published, draft: draft).text {
                return FileMerge(self, .merged(text))
            }
            // Without fields a side that changed its meaning wins over one that did not, or it is a conflict.
            if isSame(base, published) || isSame(published, draft) { return FileMerge(self, .merged(draft)) }
            return FileMerge(self, isSame(base, draft) ? .merged(published) : .conflict([wholeFile]))
        }
        guard merge.conflicts.isEmpty else {
            let conflicts = merge.conflicts.sorted { $0.path.isReadBefore($1.path) }
            return FileMerge(self, .conflict(conflicts), settled: merged)
        }
        let text = MergedText(
            file: file, value: merged.draft ?? .null, base: base, published: published, draft: draft,
            mode: base.mode == published.mode ? draft.mode : published.mode)
        return FileMerge(self, .merged(text.text), joined: merge.joined.sorted())
    }

    /// The merge with one version's values where both sides disagree; nil where fields cannot be told apart.
    fileprivate func settled(by version: FieldMerge.Version) -> FileText? {
        guard let base, let published, let draft, let (_, merged) = byField(base, published, draft) else { return nil }
        return MergedText(
            file: file, value: merged[version] ?? .null, base: base, published: published, draft: draft, mode: base.mode
        ).text
    }

    private func byField(_ base: FileText, _ published: FileText, _ draft: FileText) -> (FieldMerge, Settled)? {
        let texts = [base, published, draft]
        let values = FileText.areLarge(texts) ? texts.concurrentMap(chunk: 1, value) : texts.map(value)
        guard let base = values[0], let published = values[1], let draft = values[2] else { return nil }
        var merge = FieldMerge(of: file)
        let merged = merge.merge(.root, base: base, published: published, draft: draft)
        return (merge, merged)
    }

    @Sendable private func value(_ text: FileText?) -> Value? { text.flatMap { FileMeaning(file, $0).value } }

    private func isSame(_ a: FileText?, _ b: FileText?) -> Bool { compare(file, before: a, after: b) == nil }

    private var wholeFile: FieldConflict {
        let versions = [base, published, draft].compactMap { $0 }
        var conflict = FieldConflict(
            file: file, path: .root, base: value(base), published: value(published), draft: value(draft),
            isOpaque: versions.contains { FileMeaning.isOpaque(file, $0) })
        conflict.deletedBy = base == nil ? nil : published == nil ? .published : draft == nil ? .draft : nil
        return conflict
    }
}
