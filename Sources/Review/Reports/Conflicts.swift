package import Resources
package import YAML

/// The fields that main and a draft both changed, and differently: what every table and every document of conflicts is
/// made of.
package struct Conflicts: Sendable {
    package struct Field: Hashable, Sendable {
        /// Where it is to be settled.
        package let file: String
        package let path: String
        /// Some version cannot be read field by field.
        package let isOpaque: Bool
        package let base: Value?
        package let published: Value?
        package let draft: Value?
    }

    package let fields: [Field]

    package init(_ conflicts: [FieldConflict], _ layout: Layout) {
        fields = conflicts.map { conflict in
            Field(
                file: layout.path(of: conflict.file), path: conflict.path.description, isOpaque: conflict.isOpaque,
                base: conflict.base, published: conflict.published, draft: conflict.draft)
        }
    }
}
