package import YAML

/// Finds the fields of one file that mean something else before and after.
struct Comparison {
    let file: GovernedFile
    private(set) var changes: [FieldChange] = []
    /// Stop as soon as there are so many.
    private var limit: Int

    init(of file: GovernedFile, limit: Int = .max) {
        self.file = file
        self.limit = limit
    }

    /// Whether two values mean the same at a place in a file, where the order of some lists means nothing.
    static func isSame(_ before: Value?, _ after: Value?, at path: FieldPath, in file: GovernedFile) -> Bool {
        var comparison = Comparison(of: file, limit: 1)
        comparison.visit(path, before, after)
        return comparison.changes.isEmpty
    }

    /// Whether a document means a value that holds nothing that equals its absence.
    static func isSame(_ document: Document, _ value: Value, in file: GovernedFile) -> Bool {
        guard FileMeaning.isTakenAtItsWord(document, of: file) else { return false }
        if let root = document.root, root.meansAsWritten(value) { return true }
        return isSame(
            FileMeaning.normalized(document.root?.value ?? .null, of: file), value, at: .root, in: file)
    }

    mutating func visit(_ path: FieldPath, _ before: Value?, _ after: Value?) {
        if changes.count < limit, !before.means(after) { visitDifferent(path, before, after) }
    }

    /// - Parameter before: does not mean `after`.
    private mutating func visitDifferent(_ path: FieldPath, _ before: Value?, _ after: Value?) {
        switch (before, after) {
        case (.mapping(let before), .mapping(let after)): visitEntries(path, before, after)
        case (.sequence(let before), .sequence(let after)): visitItems(path, before, after)
        default: record(path, before, after)
        }
    }

    private mutating func visitEntries(_ path: FieldPath, _ before: [Value.Pair], _ after: [Value.Pair]) {
        // Most files have the same keys in the same order.
        if before.count == after.count, zip(before, after).allSatisfy({ $0.key.isIdentical(to: $1.key) }) {
            for (old, new) in zip(before, after) where changes.count < limit && !old.value.means(new.value) {
                visitDifferent(path.appending(.key(old.key)), old.value, new.value)
            }
            return
        }
        let old = Value.byKey(before)
        let new = Value.byKey(after)
        for pair in before { visit(path.appending(.key(pair.key)), pair.value, new[ExactText(pair.key)]) }
        for pair in after where old[ExactText(pair.key)] == nil {
            visit(path.appending(.key(pair.key)), nil, pair.value)
        }
    }

    private mutating func visitItems(_ path: FieldPath, _ before: [Value], _ after: [Value]) {
        let lists = PairedLists([before, after], at: path, in: file)
        let (oldSegments, newSegments) = (lists.segments[0], lists.segments[1])
        if oldSegments == newSegments {
            for (segment, (old, new)) in zip(oldSegments, zip(before, after))
            where changes.count < limit && !old.means(new) {
                visitDifferent(path.appending(segment), old, new)
            }
            return
        }
        let old = Dictionary(uniqueKeysWithValues: zip(oldSegments, before))
        let new = Dictionary(uniqueKeysWithValues: zip(newSegments, after))
        for (segment, item) in zip(oldSegments, before) { visit(path.appending(segment), item, new[segment]) }
        for (segment, item) in zip(newSegments, after) where old[segment] == nil {
            visit(path.appending(segment), nil, item)
        }
        guard lists.identity.orderCounts else { return }
        let swapped = oldSegments.swapped(in: newSegments)
        if !swapped.before.isEmpty {
            record(
                path.appending(.order), .sequence(swapped.before.map(\.keyValue)),
                .sequence(swapped.after.map(\.keyValue)))
        }
    }

    private mutating func record(_ path: FieldPath, _ before: Value?, _ after: Value?) {
        changes.append(
            FieldChange(path: path, before: before, after: after, fieldClass: fieldClass(of: path, in: file)))
    }
}

/// The fields that mean something else, sorted by path. Both values are normalised first.
package func compare(_ file: GovernedFile, before: Value, after: Value) -> [FieldChange] {
    var comparison = Comparison(of: file)
    comparison.visit(.root, FileMeaning.normalized(before, of: file), FileMeaning.normalized(after, of: file))
    return comparison.changes.sorted { $0.path < $1.path }
}

/// What changed in the meaning of a file; `nil` if both mean the same, however they are written.
///
/// - Parameters:
///   - before: `nil`: there was no such file.
///   - after: `nil`: there is none now.
package func compare(_ file: GovernedFile, before: FileText?, after: FileText?) -> FileChange? {
    switch (before, after) {
    case (nil, nil): return nil
    case (let text?, nil):
        return wholeFile(file, .deleted, text) { FieldChange(path: $0, before: $1, after: nil, fieldClass: $2) }
    case (nil, let text?):
        return wholeFile(file, .added, text) { FieldChange(path: $0, before: nil, after: $1, fieldClass: $2) }
    case (let old?, let new?):
        if old == new { return nil }
        let modes = old.mode == new.mode ? nil : FileChange.ModeChange(before: old.mode, after: new.mode)
        var change = FileChange(file: file, kind: .changed, fields: [], modeChange: modes, before: old, after: new)
        guard case .value(let oldValue) = FileMeaning(file, old), case .value(let newValue) = FileMeaning(file, new)
        else {
            change.isOpaque = true
            return change
        }
        change.fields = compare(file, before: oldValue, after: newValue)
        return change.fields.isEmpty && modes == nil ? nil : change
    }
}

/// An added or deleted file, with a change for every top-level field.
private func wholeFile(
    _ file: GovernedFile, _ kind: FileChange.Kind, _ text: FileText,
    _ field: (FieldPath, Value, FieldClass) -> FieldChange
) -> FileChange {
    var change = FileChange(
        file: file, kind: kind, fields: [], before: kind == .deleted ? text : nil, after: kind == .added ? text : nil)
    switch FileMeaning(file, text) {
    case .opaque: change.isOpaque = true
    case .value(.mapping(let pairs)) where !pairs.isEmpty:
        change.fields = pairs.map { pair in
            let path = FieldPath([.key(pair.key)])
            return field(path, pair.value, fieldClass(of: path, in: file))
        }
        .sorted { $0.path < $1.path }
    case .value(let value): change.fields = [field(.root, value, fieldClass(of: .root, in: file))]
    }
    return change
}
