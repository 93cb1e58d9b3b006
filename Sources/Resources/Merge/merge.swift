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

    package init(_ file: GovernedFile, base: FileText?, published: FileText?, draft: FileText?) {
        if published == draft || base == published {
            self.init(.merged(draft))
        } else if base == draft {
            self.init(.merged(published))
        } else {
            self = ThreeVersions(file: file, base: base, published: published, draft: draft).merge
        }
    }

    fileprivate init(_ outcome: MergeOutcome, joined: [FieldPath] = []) {
        self.outcome = outcome
        self.joined = joined
    }
}

/// One file of which both sides changed something.
private struct ThreeVersions {
    let file: GovernedFile
    let base: FileText?
    let published: FileText?
    let draft: FileText?

    var merge: FileMerge {
        if draft == nil, isSame(base, published) { return FileMerge(.merged(nil)) }
        if published == nil, isSame(base, draft) { return FileMerge(.merged(nil)) }
        guard let published, let draft else { return FileMerge(.conflict([wholeFile])) }
        guard let base else {
            guard let publishedValue = value(published), let draftValue = value(draft), published.mode == draft.mode
            else { return FileMerge(.conflict([wholeFile])) }
            var merge = FieldMerge(of: file)
            merge.mergeAdded(published: publishedValue, draft: draftValue)
            return FileMerge(merge.conflicts.isEmpty ? .merged(draft) : .conflict(merge.conflicts))
        }
        guard let values = values(base, published, draft) else {
            // Without fields a side that changed its meaning wins over one that did not, or it is a conflict.
            if isSame(base, published) || isSame(published, draft) { return FileMerge(.merged(draft)) }
            return FileMerge(isSame(base, draft) ? .merged(published) : .conflict([wholeFile]))
        }
        var merge = FieldMerge(of: file)
        let merged = merge.merge(.root, base: values.base, published: values.published, draft: values.draft)
        guard merge.conflicts.isEmpty else {
            return FileMerge(.conflict(merge.conflicts.sorted { $0.path.isReadBefore($1.path) }))
        }
        let text = MergedText(
            file: file, value: merged ?? .null, base: base, published: published, draft: draft,
            mode: base.mode == published.mode ? draft.mode : published.mode)
        return FileMerge(.merged(text.text), joined: merge.joined.sorted())
    }

    /// The merge with one version's values where both sides disagree; nil where fields cannot be told apart.
    func settled(by version: FieldMerge.Version) -> FileText? {
        guard let base, let published, let draft, let values = values(base, published, draft) else { return nil }
        var merge = FieldMerge(of: file) { _ in version }
        let merged = merge.merge(.root, base: values.base, published: values.published, draft: values.draft)
        return MergedText(
            file: file, value: merged ?? .null, base: base, published: published, draft: draft, mode: base.mode
        ).text
    }

    private func values(
        _ base: FileText, _ published: FileText, _ draft: FileText
    ) -> (base: Value, published: Value, draft: Value)? {
        guard let base = value(base), let published = value(published), let draft = value(draft) else { return nil }
        return (base, published, draft)
    }

    private func value(_ text: FileText?) -> Value? { text.flatMap { FileMeaning(file, $0).value } }

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
