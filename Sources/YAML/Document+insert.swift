extension Document {
    /// The collection at `path`; `nil` if it has to be written anew: it is empty or null.
    func placeToFill(_ path: [Step], isNew: (Node) -> Bool) throws(EditError) -> Place? {
        if path.isEmpty, root == nil, isReadable { return nil }
        let place = try Place.of(path, in: self)
        guard !place.node.isAlias else { throw Place.alias(path[...]) }
        let isNull = place.node.scalar?.kind == .null
        // Empty brackets within brackets are filled where they are.
        return isNull || isNew(place.node) && !place.isInFlow ? nil : place
    }

    /// Puts a collection of one entry (with a key) or item in the place of an empty one.
    func filling(_ path: [Step], with content: NewContent, key: String?) throws(EditError) -> [UInt8] {
        let habits = Renderer(for: self)
        let place = root == nil ? nil : try Place.of(path, in: self)
        let isInFlow = place?.isInFlow ?? false
        var column = 0
        if let place, place.parent != nil, !isInFlow {
            let step = place.isItem ? 2 : key == nil ? habits.sequenceStep : habits.mappingStep
            column = try place.column() + step
        }
        return try firstThatHolds(content, at: path) { (value) throws(EditError) in
            try current.updating(path[...]) { _ in Value.collection(of: value, key: key) }
        } edit: { (attempt, renderer) throws(EditError) in
            guard
                let text = try renderer.text(of: attempt, key: key, column: column, isInFlow: isInFlow)
            else { return nil }
            guard let place else { return [appending(text, lineEnd: renderer.lineEnd)] }
            let new = isInFlow ? Written.inline(key == nil ? "[\(text)]" : "{\(text)}") : .block(text, column: column)
            return try place.replacing(with: new, lineEnd: renderer.lineEnd)
        }
    }

    /// To a file that holds nothing but comments.
    private func appending(_ text: String, lineEnd: String) -> Replacement {
        let isBehindLineEnd = bytes.count == Lines.markLength(bytes) || Lines.isBreak(bytes[bytes.count - 1])
        return .insert((isBehindLineEnd ? "" : lineEnd) + text + lineEnd, at: bytes.count)
    }

    /// Adds an entry (with a key) or an item to a collection that is there.
    func inserting(
        _ content: NewContent, at index: Int, _ path: [Step], into place: Place, key: String?
    ) throws(EditError) -> [UInt8] {
        try firstThatHolds(content, at: path) { (value) throws(EditError) in
            try current.updating(path[...]) { $0.inserting(value, at: index, key: key) }
        } edit: { (attempt, renderer) throws(EditError) in
            try place.inserting(attempt, at: index, key: key, renderer: renderer)
        }
    }
}

extension Place {
    /// The replacements that put a new entry (with a key) or item into this collection, which holds others; `nil` if
    /// this attempt can not be made.
    func inserting(
        _ attempt: Attempt, at index: Int, key: String?, renderer: Renderer
    ) throws(EditError) -> [Replacement]? {
        let isInFlow = isInFlow || node.isFlow
        let column = isInFlow ? 0 : try columnOfChildren()
        guard let text = try renderer.text(of: attempt, key: key, column: column, isInFlow: isInFlow) else {
            return nil
        }
        if isInFlow { return insertingInFlow(text, at: index, lineEnd: renderer.lineEnd) }
        return try insertingLines(text, at: index, column: column, lineEnd: renderer.lineEnd)
    }

    private func columnOfChildren() throws(EditError) -> Int {
        guard let entries = node.entries else { return try source.dashColumn(of: node) }
        return source.column(entries[0].key.range.start.offset)
    }
}

extension Renderer {
    /// The text of a new entry or item.
    func text(of attempt: Attempt, key: String?, column: Int, isInFlow: Bool) throws(EditError) -> String? {
        let new: Written
        switch attempt {
        case .value(let value):
            new = written(value, column: column, isItem: key == nil, isInFlow: isInFlow)
        case .copy(let source):
            let hasSameHead = key.map { source.key?.scalar?.text.isIdentical(to: $0) ?? false } ?? source.isItem
            if hasSameHead, !isInFlow,
                let whole = try source.copiedWhole(toColumn: column, lineEnd: lineEnd)
            {
                return whole
            }
            guard
                let copy = try source.copied(
                    toColumn: column, isItem: key == nil, isInFlow: isInFlow, lineEnd: lineEnd)
            else { return nil }
            new = copy
        }
        guard case .inline(let text) = new, isInFlow else {
            return key.map { self.key($0) + ":" + new.behindKey(lineEnd: lineEnd) }
                ?? "-" + new.behindDash(at: column)
        }
        return (key.map { quotedIfNeeded($0, inFlow: true, like: nil) + ": " } ?? "") + text
    }
}

extension Value {
    fileprivate static func collection(of value: Value, key: String?) -> Value {
        key.map { .mapping([Pair(key: $0, value: value)]) } ?? .sequence([value])
    }

    fileprivate func inserting(_ value: Value, at index: Int, key: String?) -> Value {
        switch self {
        case .mapping(var pairs):
            pairs.insert(Pair(key: key ?? "", value: value), at: index)
            return .mapping(pairs)
        case .sequence(var items):
            items.insert(value, at: index)
            return .sequence(items)
        case .scalar: return self
        }
    }
}
