package import YAML

/// The outcome of merging one file (rule B4).
package enum MergeOutcome: Hashable, Sendable {
    /// `nil`: the file is deleted.
    case merged(FileText?)
    /// Every field that both sides changed differently, in the order in which people read them; never empty.
    case conflict([FieldConflict])
}

/// A field that both sides changed, and differently.
package struct FieldConflict: Hashable, Sendable {
    package var file: GovernedFile
    /// The whole file (`FieldPath.root`) where one side deleted it, or where a version of it is opaque.
    package var path: FieldPath
    /// `nil`, here and below: the field, or the file, is not there in that version; or that version is opaque.
    package var base: Value?
    package var published: Value?
    package var draft: Value?
    /// A version of the file is opaque, so that its fields cannot be told apart.
    package var isOpaque: Bool
    /// Who deleted what the other side changed.
    package var deletedBy: Side?

    package enum Side: String, Hashable, Sendable, CaseIterable { case published, draft }

    package init(
        file: GovernedFile, path: FieldPath, base: Value?, published: Value?, draft: Value?, isOpaque: Bool = false
    ) {
        self.file = file
        self.path = path
        self.base = base
        self.published = published
        self.draft = draft
        self.isOpaque = isOpaque
        if base != nil { deletedBy = published == nil ? .published : draft == nil ? .draft : nil }
    }

    /// What a side did to a map, a list or a whole file: paths are those of the file. Nothing where it cannot be told
    /// field by field.
    package func changes(by side: Side) -> [FieldChange] {
        let value = side == .published ? published : draft
        guard let base, let value, !isOpaque, path.segments.last != .order else { return [] }
        var comparison = Comparison(of: file)
        comparison.visit(path, base, value)
        return comparison.changes.sorted { $0.path < $1.path }
    }

    package static func == (a: FieldConflict, b: FieldConflict) -> Bool {
        a.file == b.file && a.path == b.path && a.isOpaque == b.isOpaque && a.base.means(b.base)
            && a.published.means(b.published) && a.draft.means(b.draft)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(file)
        hasher.combine(path)
    }
}
