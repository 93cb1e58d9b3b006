import Resources
import YAML

/// The one table of conflicts: of each field that two sides changed, what it was and what they made of it. Texts of
/// several lines are compared line by line, and of a map or file that a side deleted it says what the other changed.
struct ConflictTable {
    let blocks: [Block]
    /// How many are shown of a list that is cut, where there is no pager.
    static let few = 8

    /// - Parameters:
    ///   - versions: what was before, what is published, and what the draft says, as they are called here.
    ///   - limit: beyond it the first are shown, and how many more there are.
    init(_ conflicts: Conflicts, called versions: [Words] = ["before", "published", "draft"], limit: Int = .max) {
        let shown = conflicts.fields.count > limit ? conflicts.fields.prefix(limit - 1) : conflicts.fields[...]
        let more = conflicts.fields.count - shown.count
        blocks = [
            .table(Table(.versions, columns: ["field"] + versions, shown.map { Self.row($0, versions) })),
            .facts(more > 0 ? ["and \(counted(more, "more field"))"] : []),
        ]
    }

    /// Whose changes meet, and the table.
    ///
    /// - Parameter draft: how it is called.
    static func blocks(
        _ conflicts: [FieldConflict], with draft: Words, limit: Int = .max, for reader: Reader
    ) -> [Block] {
        let told =
            Words(deletionsAmong: conflicts, with: draft, reader).map { $0 + ":" }
            ?? "\(reader.branch) and \(draft) have both changed:"
        return [.paragraph(told)] + ConflictTable(Conflicts(conflicts, reader.layout), limit: limit).blocks
    }

    private static func row(_ field: Conflicts.Field, _ versions: [Words]) -> Table.Row {
        let label: Words = "\(field.file, .strong)\u{A0} \(field.path)"
        let conflict = field.conflict
        if conflict.deletedBy != nil { return deletion(label, field) }
        if conflict.isOpaque { return Table.Row(label, notes: ["cannot be read field by field in all three versions"]) }
        let values = [conflict.base, conflict.published, conflict.draft]
        if !values.contains(where: { $0?.holdsLines ?? false }) {
            func cell(_ value: Value?) -> Words { value.map { Words($0) } ?? "(not there)" }
            return Table.Row(label, values.map(cell))
        }
        return Table.Row(label, [], body: [.table(Table(.facts, lines(of: field, versions)))])
    }

    // MARK: - What was deleted

    private static func deletion(_ label: Words, _ field: Conflicts.Field) -> Table.Row {
        let conflict = field.conflict
        let isMap = conflict.base?.pairs != nil || conflict.base?.items != nil
        var body: [Block] = []
        func cell(_ side: FieldConflict.Side) -> Words {
            if side == conflict.deletedBy { return Words("deleted", .removed) }
            if conflict.isOpaque { return "changed" }
            let value = side == .published ? conflict.published : conflict.draft
            guard isMap, value?.pairs != nil || value?.items != nil else { return value.map { Words($0) } ?? Words() }
            let changes = field.changes(by: side)
            body += changes.compactMap { LineDiff(of: $0).map { .diff($0) } }
            return changes.map { Words(changed: $0) }.listed
        }
        let before = isMap ? Words() : conflict.base.map { Words($0) } ?? Words()
        return Table.Row(label, [before, cell(.published), cell(.draft)], body: body)
    }

    // MARK: - Texts of several lines

    /// What each side made of what was, line by line.
    private static func lines(of field: Conflicts.Field, _ versions: [Words]) -> [Table.Row] {
        let conflict = field.conflict
        guard conflict.base != nil else {
            guard let theirs = conflict.published, let ours = conflict.draft else {
                return [Table.Row(conflict.published == nil ? versions[2] : versions[1], "only there")]
            }
            return [row("\(versions[1]) → \(versions[2])", from: theirs, to: ours)]
        }
        var places: [Range<Int>]?
        let texts = [conflict.base, conflict.published, conflict.draft].compactMap { $0?.string }
        if texts.count == 3 {
            places = TextMerge(base: texts[0], published: texts[1], draft: texts[2]).disputes
        }
        return zip(versions.dropFirst(), FieldConflict.Side.allCases).map { name, side in
            let value = side == .published ? conflict.published : conflict.draft
            if conflict.base?.string != nil || value == nil {
                return row(name, from: conflict.base, to: value, at: places)
            }
            let changes = field.changes(by: side)
            return Table.Row(
                name, [changes.map { Words(changed: $0) }.listed],
                body: changes.compactMap { LineDiff(of: $0).map { .diff($0) } })
        }
    }

    private static func row(
        _ name: Words, from before: Value?, to after: Value?, at places: [Range<Int>]? = nil
    ) -> Table.Row {
        guard let old = before?.string, let new = after?.string else {
            return Table.Row(name, after.map { Words($0) } ?? "(not there)")
        }
        let diff = LineDiff(from: old, to: new, at: places)
        return Table.Row(name, [Words(counting: diff)], body: [.diff(diff)])
    }
}

extension LineDiff {
    /// Of a text of several lines; nil for any other field.
    fileprivate init?(of change: FieldChange) {
        guard [change.before, change.after].contains(where: { $0?.holdsLines ?? false }),
            change.before == nil || change.before?.string != nil, change.after == nil || change.after?.string != nil
        else { return nil }
        self.init(from: change.before?.string ?? "", to: change.after?.string ?? "")
    }
}

extension Words {
    fileprivate init(counting diff: LineDiff) { self = "\("+\(diff.added)", .added) \("−\(diff.removed)", .removed)" }

    /// `schedule.type interval → manual`
    init(changed change: FieldChange) {
        let path = Words(change.path.description)
        if let diff = LineDiff(of: change) {
            self = "\(path) \(Words(counting: diff))"
        } else {
            let (old, new) = Words.versions(from: change.before, to: change.after)
            self = "\(path) \(old) → \(new)"
        }
    }
}

extension [Words] {
    fileprivate var listed: Words {
        let shown = count > 8 ? prefix(7) + ["\(count - 7) more"] : self[...]
        return Array(shown).joined(by: ", ")
    }
}
