import Resources
import SQL
import YAML

/// One line of a block: a field, and how it changed.
struct FieldRow {
    let label: Words
    /// One value, or what was and what is; nothing where there is only a text.
    var cells: [Words]
    /// For texts of several lines.
    var text: LineDiff?

    init(_ label: Words, _ cells: Words..., text: LineDiff? = nil) {
        self.label = label
        self.cells = cells
        self.text = text
    }

    static func rows(of review: ResourceReview, _ layout: Layout) -> [FieldRow] {
        var rows: [FieldRow] = []
        if let moved = review.renameChange {
            rows += FieldRow.rows(of: moved, layout)
        } else if review.renamedTo == nil {
            for change in review.changes { rows += FieldRow.rows(of: change, layout) }
        }
        // What is read as a text comes last: it is long.
        return rows.filter { $0.text == nil } + rows.filter { $0.text != nil }
    }

    static func rows(of change: FileChange, _ layout: Layout) -> [FieldRow] {
        var rows: [FieldRow] = []
        let prefix: Words = if case .columns = change.file { "columns" } else { Words() }
        let isOdd = [change.before, change.after].contains { $0?.isRegular == false }
        if let modes = change.modeChange, !isOdd {
            rows.append(FieldRow("file mode", "\(inWords(modes.before))", "\(inWords(modes.after))"))
        } else if change.kind == .added, let mode = change.after?.mode, mode != 0o100644, !isOdd {
            rows.append(FieldRow("file mode", "\(inWords(mode))"))
        }
        if change.isOpaque { return rows + [opaque(change, prefix, layout)] }
        switch change.kind {
        case .changed:
            rows += change.fields.inReadingOrder.map {
                field(
                    $0, $0.path, $0.before ?? written($0.path, in: change.before),
                    $0.after ?? written($0.path, in: change.after))
            }
        case .added, .deleted:
            let isNew = change.kind == .added
            if change.fields.isEmpty { return rows + [FieldRow(prefix, "empty")] }
            for field in change.fields.inReadingOrder {
                guard let value = isNew ? field.after : field.before else { continue }
                // A deleted resource is shown short: that it goes is what counts.
                if !isNew, value.string?.contains("\n") ?? false { continue }
                rows += whole(value, at: field.path, in: change, isNew: isNew)
            }
        }
        return rows
    }

    /// What a file says of the field where that means as little as to say nothing: `schedulePaused: false`.
    private static func written(_ path: FieldPath, in text: FileText?) -> Value? {
        guard path.segments.count == 1, case .key(let key) = path.segments[0] else { return nil }
        return text?.document.root?.value[key]
    }

    private static func field(_ change: FieldChange, _ path: FieldPath, _ before: Value?, _ after: Value?) -> FieldRow {
        let label = Words(path.description)
        let note: Words = change.needsApproval ? Words() : Words(" (needs no approval)", .faint)
        let texts = [before, after].map { $0?.string }
        let isLong = texts.contains { $0?.contains("\n") ?? false }
        if isLong || change.fieldClass == .query, before == nil || texts[0] != nil, after == nil || texts[1] != nil,
            texts.contains(where: { $0 != nil })
        {
            let diff = LineDiff(from: texts[0] ?? "", to: texts[1] ?? "")
            let words: Words = "\("+\(diff.added)", .added) \("−\(diff.removed)", .removed)"
            let state: Words = before == nil ? "set " : after == nil ? "removed " : Words()
            let restyling = diff.isOnlyEnd ? nil : change.restyling
            let style: Words = restyling.map { " · \(Words(restyling: $0))" } ?? Words()
            let origin: Words = change.isJoined ? " · merged from two edits" : Words()
            return FieldRow(label, state + words + origin + style + note, text: diff)
        }
        let (old, new) = Words.versions(from: before, to: after)
        return FieldRow(label, old, new + note)
    }

    /// A field of a new or deleted file, maps and lists of maps opened up so that each line says one thing.
    private static func whole(_ value: Value, at path: FieldPath, in change: FileChange, isNew: Bool) -> [FieldRow] {
        let tone: Style.Tone = isNew ? .added : .removed
        if case .mapping(let pairs) = value, !pairs.isEmpty {
            return pairs.flatMap { whole($0.value, at: path.appending(.key($0.key)), in: change, isNew: isNew) }
        }
        if value.items?.contains(where: { $0.pairs != nil }) ?? false {
            // Comparison knows by what the items are told apart.
            let items = compare(
                change.file, before: file(with: .sequence([]), at: path), after: file(with: value, at: path))
            return items.inReadingOrder.filter { $0.path.segments.last != .order }.map { item in
                FieldRow(Words(item.path.description), item.after.map { Words($0).toned(tone) } ?? Words())
            }
        }
        let label = Words(path.description)
        guard let text = value.string, text.contains("\n") else {
            return [FieldRow(label, Words(value).toned(tone))]
        }
        let diff = isNew ? LineDiff(from: "", to: text) : LineDiff(from: text, to: "")
        return [FieldRow(label, Words(trusted: "+\(diff.added)", .added), text: diff)]
    }

    /// A file that has nothing but this value, at a path of keys.
    private static func file(with value: Value, at path: FieldPath) -> Value {
        path.segments.reversed().reduce(value) { inner, segment in
            guard case .key(let key) = segment else { return inner }
            return .mapping([.init(key, inner)])
        }
    }

    /// A file of which only bytes and mode can be compared: a link shows where it leads, a text its lines.
    private static func opaque(_ change: FileChange, _ prefix: Words, _ layout: Layout) -> FieldRow {
        let label: Words = prefix.isEmpty ? "the file" : prefix
        let why: Words = "cannot be compared field by field: "
        let odd = [change.before, change.after].compactMap { $0 }.first { !$0.isRegular }
        if odd != nil {
            let sides = [change.before, change.after].map { text -> Words in
                guard let text else { return "nothing" }
                return text.isRegular
                    ? "a file" : "\(inWords(text.mode)) \(String(decoding: text.bytes, as: UTF8.self))"
            }
            return FieldRow(label, why + sides[0], sides[1])
        }
        let texts = [change.before, change.after].map { text in
            text.flatMap { $0.bytes.count <= 1 << 20 ? String(validating: $0.bytes, as: UTF8.self) : nil }
        }
        let isText = (change.before == nil || texts[0] != nil) && (change.after == nil || texts[1] != nil)
        guard isText else {
            let sizes = [change.before, change.after].map { $0.map { "\($0.bytes.count) bytes" } ?? "nothing" }
            return FieldRow(label, why + "it is not text, or is too large; \(sizes[0]) → \(sizes[1])")
        }
        let diff = LineDiff(from: texts[0] ?? "", to: texts[1] ?? "")
        let isReadable = [change.before, change.after].allSatisfy { $0?.document.isReadable ?? true }
        let reason: Words = isReadable ? "programs read it differently" : "it is not valid YAML"
        return FieldRow(
            label,
            why
                + "\(reason); \("+\(diff.added)", .added) \("−\(diff.removed)", .removed) lines",
            text: diff)
    }

    private static func inWords(_ mode: UInt32) -> String {
        switch mode {
        case 0o100644: "a file"
        case 0o100755: "an executable file"
        case 0o120000: "a link to"
        case 0o160000: "a submodule"
        default: String(mode, radix: 8)
        }
    }
}

extension Words {
    /// `only white space and comments changed`
    init(restyling: SQL.Restyling) {
        var parts: [Words] = []
        if restyling.contains(.whiteSpace) { parts.append("white space") }
        if restyling.contains(.comments) { parts.append("comments") }
        if restyling.contains(.keywordCase) { parts.append("letter case of keywords") }
        self = "only \(parts.inWords()) changed"
    }
}

extension [FieldRow] {
    /// Some, without the lines of their texts.
    var brief: [FieldRow] {
        let shown = map { row in
            var row = row
            row.text = nil
            return row
        }
        return count > 8 ? shown.prefix(6) + [FieldRow("and \(count - 6) more")] : shown
    }
}
