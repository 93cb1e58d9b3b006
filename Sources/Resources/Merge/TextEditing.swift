import YAML

/// Changes a text until it means a given value, one entry or item at a time, so that comments and layout around stay.
/// What is new is copied, comments included, from another text where that one has it.
struct TextEditing {
    let file: GovernedFile
    let source: Document
    private var document: Document
    /// Each edit reads the whole text again: the bytes that may still be read. Beyond it a merge would take minutes.
    private var budget = 1 << 26

    private mutating func take(_ edited: [UInt8]) throws(EditError) {
        budget -= edited.count
        guard budget > 0 else { throw EditError(reason: "too many edits of a large file") }
        document = Document(edited)
    }

    private init(of file: GovernedFile, _ document: Document, source: Document) {
        self.file = file
        self.document = document
        self.source = source
    }

    /// The text of `document`, edited to mean `value`.
    static func bring(
        _ document: Document, of file: GovernedFile, to value: Value, copyingFrom source: Document
    ) throws(EditError) -> [UInt8] {
        var editing = TextEditing(of: file, document, source: source)
        try editing.bring(.root, document.root?.value ?? .null, to: value)
        return editing.document.bytes
    }

    private mutating func bring(_ path: FieldPath, _ current: Value, to target: Value) throws(EditError) {
        if Comparison.isSame(current, target, at: path, in: file) { return }
        switch (current, target) {
        case (.mapping(let current), .mapping(let target)): try bringEntries(path, current, target)
        case (.sequence(let current), .sequence(let target)): try bringItems(path, current, target)
        default: try take(try document.replacing(steps(to: path), with: content(path, target)))
        }
    }

    private mutating func bringEntries(
        _ path: FieldPath, _ current: [Value.Pair], _ target: [Value.Pair]
    ) throws(EditError) {
        let (old, new) = (Value.byKey(current), Value.byKey(target))
        for pair in target {
            let path = path.appending(.key(pair.key))
            if let value = old[ExactText(pair.key)] { try bring(path, value, to: pair.value) }
        }
        for pair in target where old[ExactText(pair.key)] == nil { try add(pair, to: path) }
        for pair in current where new[ExactText(pair.key)] == nil {
            // A value that equals its absence makes no difference, and stays.
            if path == .root, FileMeaning.equalsAbsence(pair.key, pair.value, in: file) { continue }
            let path = path.appending(.key(pair.key))
            try take(try document.removing(steps(to: path)))
        }
    }

    private mutating func add(_ pair: Value.Pair, to path: FieldPath) throws(EditError) {
        let entry = path.appending(.key(pair.key))
        let new = try content(entry, pair.value)
        // Behind the entry that it follows in the other text, if this one has that.
        let siblings = source.node(at: path, in: file)?.entries?.map { $0.key.scalar?.text ?? "" } ?? []
        let present = document.node(at: path, in: file)?.entries?.compactMap {
            $0.key.scalar.map { ExactText($0.text) }
        }
        let before = siblings.prefix { !$0.isExactly(pair.key) }
        let after = before.last { (present ?? []).contains(ExactText($0)) }
        try take(try document.adding(pair.key, new, to: steps(to: path), after: after))
    }

    private mutating func bringItems(_ path: FieldPath, _ current: [Value], _ target: [Value]) throws(EditError) {
        let lists = PairedLists([current, target], at: path, in: file)
        let (old, new) = (lists.segments[0], lists.segments[1])
        let oldItems = Dictionary(uniqueKeysWithValues: zip(old, current))
        var present = old
        let list = try steps(to: path)
        for (segment, value) in zip(new, target) {
            guard let item = oldItems[segment] else { continue }
            guard !Comparison.isSame(item, value, at: path.appending(segment), in: file) else { continue }
            if lists.identity == ListIdentity(at: path, in: file) {
                try bring(path.appending(segment), item, to: value)
            } else {
                // Paired by position for want of keys: the items' own fields can not be addressed from here.
                let index = present.firstIndex(of: segment) ?? 0
                try take(try document.replacing(list + [.index(index)], with: .value(value)))
            }
        }
        for (index, segment) in new.enumerated() where oldItems[segment] == nil {
            let previous = new[..<index].last { present.contains($0) }
            let place = previous.flatMap { present.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            let content = try content(path.appending(segment), target[index])
            try take(try document.inserting(content, at: place, in: list))
            present.insert(segment, at: place)
        }
        let wanted = Set(new)
        for (index, segment) in present.enumerated().reversed() where !wanted.contains(segment) {
            try take(try document.removing(list + [.index(index)]))
            present.remove(at: index)
        }
        if lists.identity.orderCounts { try reorder(list, present, as: new) }
    }

    private mutating func reorder(
        _ list: [Step], _ present: [FieldPath.Segment], as wanted: [FieldPath.Segment]
    ) throws(EditError) {
        var present = present
        for (index, segment) in wanted.enumerated() where present[index] != segment {
            guard let from = present.firstIndex(of: segment) else { continue }
            let before = document
            // Out first, so that no key is there twice on the way; what goes in again is the text that was taken out.
            try take(try document.removing(list + [.index(from)]))
            try take(
                try document.inserting(.copied(from: before, at: list + [.index(from)]), at: index, in: list))
            present.remove(at: from)
            present.insert(segment, at: index)
        }
    }

    /// The other text's way of writing what is wanted, or one of our own.
    private func content(_ path: FieldPath, _ value: Value) throws(EditError) -> NewContent {
        if let steps = source.steps(to: path, in: file), let node = source.node(at: steps), node.value.means(value),
            !node.hasAlias
        {
            return .copied(from: source, at: steps)
        }
        return .value(value)
    }

    private func steps(to path: FieldPath) throws(EditError) -> [Step] {
        guard let steps = document.steps(to: path, in: file) else {
            throw EditError(reason: "\(path) is not in the text")
        }
        return steps
    }
}
