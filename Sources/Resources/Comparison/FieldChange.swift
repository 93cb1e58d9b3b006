package import SQL
package import YAML

/// One field that means something else before and after.
package struct FieldChange: Hashable, Sendable {
    package var path: FieldPath
    /// `nil`: the field was not there.
    package var before: Value?
    /// `nil`: the field is gone.
    package var after: Value?
    package var fieldClass: FieldClass
    /// The text after came of edits on both sides of a merge, in different lines: nobody wrote or saw it as it is. Says
    /// nothing of what changed.
    package var isJoined = false

    package init(path: FieldPath, before: Value?, after: Value?, fieldClass: FieldClass) {
        self.path = path
        self.before = before
        self.after = after
        self.fieldClass = fieldClass
    }

    package var needsApproval: Bool { fieldClass.needsApproval }
}

extension FieldChange {
    /// How the SQL of a model was restyled; nil if it changed for any warehouse, or is not SQL. The manifest says which
    /// warehouse it is, but nobody approves the manifest, so that it is not asked.
    package var restyling: SQL.Restyling? {
        guard path == .keys("rawSql"), fieldClass == .query, let before = before?.string, let after = after?.string
        else { return nil }
        return SQL.restyling(from: before, to: after)
    }
}

extension FieldChange {
    package static func == (a: FieldChange, b: FieldChange) -> Bool {
        a.path == b.path && a.fieldClass == b.fieldClass && a.before.means(b.before) && a.after.means(b.after)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(path)
        hasher.combine(fieldClass)
    }
}
