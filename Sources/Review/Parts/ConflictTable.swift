import Resources
import YAML

/// The one table of conflicts: of each field that two sides changed, what it was and what they made of it.
struct ConflictTable {
    let table: Table

    /// - Parameter versions: what was before, what is published, and what the draft says, as they are called here.
    init(_ conflicts: Conflicts, called versions: [Words] = ["before", "published", "draft"]) {
        table = Table(
            .versions, columns: ["field"] + versions,
            conflicts.fields.map { field in
                let label: Words = "\(field.file, .strong)\u{A0} \(field.path)"
                if field.isOpaque {
                    return Table.Row(label, notes: ["cannot be read field by field in all three versions"])
                }
                func cell(_ value: Value?) -> Words { value.map { Words($0) } ?? "(not there)" }
                return Table.Row(label, cell(field.base), cell(field.published), cell(field.draft))
            })
    }
}
