/// What changed in the meaning of one governed file.
package struct FileChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable { case added, deleted, changed }

    /// The modes of an entry before and after, where they differ.
    package struct ModeChange: Hashable, Sendable {
        package var before: UInt32
        package var after: UInt32

        package init(before: UInt32, after: UInt32) {
            self.before = before
            self.after = after
        }
    }

    package var file: GovernedFile
    package var kind: Kind
    /// Sorted by path. Of an added or deleted file: every top-level field. Empty where the file is opaque.
    package var fields: [FieldChange]
    /// One of the two sides is opaque: only mode and bytes are compared, and the change needs approval.
    package var isOpaque: Bool
    /// Only of a changed file.
    package var modeChange: ModeChange?
    /// `nil`: added.
    package var before: FileText?
    /// `nil`: deleted.
    package var after: FileText?

    package init(
        file: GovernedFile, kind: Kind, fields: [FieldChange], isOpaque: Bool = false, modeChange: ModeChange? = nil,
        before: FileText?, after: FileText?
    ) {
        self.file = file
        self.kind = kind
        self.fields = fields
        self.isOpaque = isOpaque
        self.modeChange = modeChange
        self.before = before
        self.after = after
    }

    /// Rule F4: adding and deleting always do, and so does everything that is not only for people.
    package var needsApproval: Bool {
        kind != .changed || isOpaque || modeChange != nil || fields.contains(where: \.needsApproval)
    }

    /// Whether only someone with `manage` may agree (settings, aliases).
    package var needsManage: Bool {
        switch file {
        case .settings, .aliases: true
        case .model, .sync, .columns: false
        }
    }

    package var resource: ResourceID? { file.resource }

    /// `model/leads`, for its columns too; `assent.yaml`.
    package var shownName: String {
        switch file {
        case .settings: Layout.settingsPath
        case .aliases(let name): name
        case .model, .sync, .columns: resource?.description ?? ""
        }
    }
}
