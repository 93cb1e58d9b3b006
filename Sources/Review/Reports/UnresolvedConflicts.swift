import Approvals
import Git
package import Resources

/// Fields that main and the current work both changed, and that nobody has settled: of a merge in progress, what is left of it in
/// the files; else what the draft conflicts in as it is saved.
package struct UnresolvedConflicts: Sendable {
    package let fields: [FieldConflict]
    /// Conflicts with main were put into the files, and all of them are resolved there.
    package let areAllResolved: Bool

    static let none = UnresolvedConflicts([])

    private init(_ fields: [FieldConflict], areAllResolved: Bool = false) {
        self.fields = fields
        self.areAllResolved = areAllResolved
    }

    init(of preview: Preview, in workspace: OpenWorkspace) throws {
        let saved = preview.plan?.merge.conflicts ?? []
        guard !saved.isEmpty, workspace.repository.isMerging else {
            self.init(saved)
            return
        }
        let edited = Set(preview.unsaved)
        let left = try Self.marked(in: workspace)
        let fields = saved.filter { field in
            let path = workspace.layout.path(of: field.file)
            let isMarked = preview.findings.contains { $0.code == .mergeConflict && $0.path == path }
            guard isMarked else { return !edited.contains(path) }
            return left?.contains { $0.file == field.file && $0.path == field.path } ?? true
        }
        self.init(fields, areAllResolved: fields.isEmpty)
    }

    /// Nil: the marks were edited by hand, and cannot be told apart.
    private static func marked(in workspace: OpenWorkspace) throws -> [FieldConflict]? {
        do { return try ConflictResolver(workspace).look().left } catch ContentRefusal.unmarked { return nil }
    }
}
