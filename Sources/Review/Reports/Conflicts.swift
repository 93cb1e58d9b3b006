package import Resources

/// The fields that main and a draft both changed, and differently: what every table and every document of conflicts is
/// made of.
package struct Conflicts: Sendable {
    package struct Field: Hashable, Sendable {
        /// The file in which it is to be resolved.
        package let file: String
        package let path: String
        package let conflict: FieldConflict

        /// What a side did to a map, a list or a file: which fields, by their paths within it.
        func changes(by side: FieldConflict.Side) -> [FieldChange] {
            let count = conflict.path.segments.count
            return conflict.changes(by: side).map { change in
                var change = change
                change.path = FieldPath(Array(change.path.segments.dropFirst(count)))
                return change
            }
        }
    }

    package let fields: [Field]

    package init(_ conflicts: [FieldConflict], _ layout: Layout) {
        fields = conflicts.map { conflict in
            Field(file: layout.path(of: conflict.file), path: conflict.path.description, conflict: conflict)
        }
    }
}
