import YAML

/// One edit of a text on its way to another value.
struct TextEdit {
    enum Kind {
        case replace(Attempt)
        case insert(Attempt, at: Int, key: String?)
        case remove([Int])
        /// For each place in the list, which item is to stand there.
        case order([Int])
    }

    /// Which edit it is, also in another state of the text.
    struct ID: Hashable {
        enum Kind { case replace, insert, remove, order }
        var path: FieldPath
        var kind: Kind
    }

    let id: ID
    /// The field that is replaced, or the collection in which something is inserted, removed or moved.
    let path: FieldPath
    let steps: [Step]
    let place: Place
    let kind: Kind

    /// The edits that lead from what stands at the root of a text to a value. Those further in come first.
    ///
    /// - Parameter sources: texts to copy from.
    static func all(
        from root: Place, to value: Value, of file: GovernedFile, copyingFrom sources: [Place]
    ) -> [TextEdit] {
        var search = TextEditSearch(file: file)
        search.visit(.init(path: .root, steps: [], place: root, sources: sources), root.node.value, value)
        return search.edits
    }

    func make(in batch: inout EditBatch) throws(EditError) {
        switch kind {
        case .replace(let content): try batch.replace(place, with: content)
        case .insert(let content, let index, let key): try batch.insert(content, at: index, key: key, into: place)
        case .remove(let indices): try batch.remove(indices, from: place)
        case .order(let order): try batch.reorder(place, as: order)
        }
    }

    /// The bytes of a document with this edit alone.
    func make(in document: Document) throws(EditError) -> [UInt8] {
        switch kind {
        case .replace(let content): return try document.replacing(steps, with: .value(content.value))
        case .insert(let content, let index, let key?):
            let previous = index > 0 ? place.child(at: index - 1).key?.scalar?.text : nil
            return try document.adding(key, .value(content.value), to: steps, after: previous)
        case .insert(let content, let index, nil):
            return try document.inserting(.value(content.value), at: index, in: steps)
        case .remove, .order: throw EditError(reason: "several edits in one")
        }
    }

    /// An edit that writes what is around this one anew; nil if there is nothing.
    ///
    /// - Parameter height: how many collections further out.
    func raised(by height: Int, in document: Document, to value: Value, of file: GovernedFile) -> TextEdit? {
        let isWhole = if case .replace = kind { true } else { false }
        let count = path.segments.count - height + (isWhole ? 0 : 1)
        guard count >= 0, let root = Place.root(of: document) else { return nil }
        var (target, place, path) = (value, root, FieldPath.root)
        for (segment, step) in zip(path.segments.prefix(count), steps) {
            guard let index = place.node.index(of: step), let next = Self.child(of: target, segment, at: path, in: file)
            else {
                return nil
            }
            (target, place, path) = (next, place.child(at: index), path.appending(segment))
        }
        return TextEdit(
            id: ID(path: path, kind: .replace), path: path, steps: Array(steps.prefix(count)), place: place,
            kind: .replace(.value(target)))
    }

    /// What a segment of a path leads to.
    private static func child(
        of value: Value, _ segment: FieldPath.Segment, at path: FieldPath, in file: GovernedFile
    ) -> Value? {
        switch segment {
        case .key(let key): return value[key]
        case .index(let index): return value.items.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        case .item, .element:
            guard let items = value.items else { return nil }
            let segments = PairedLists([items], at: path, in: file).segments[0]
            return segments.firstIndex(of: segment).map { items[$0] }
        case .order: return nil
        }
    }
}

/// Finds edits.
private struct TextEditSearch {
    /// Somewhere in a text, and there in those to copy from.
    struct Spot {
        var path: FieldPath
        var steps: [Step]
        var place: Place
        var sources: [Place]

        func edit(_ kind: TextEdit.Kind, _ id: TextEdit.ID.Kind, of segment: FieldPath.Segment? = nil) -> TextEdit {
            TextEdit(
                id: TextEdit.ID(path: segment.map(path.appending) ?? path, kind: id), path: path, steps: steps,
                place: place, kind: kind)
        }

        /// The other text's way of writing what is wanted, or one of our own.
        func content(_ value: Value) -> Attempt {
            sources.first { $0.node.value.means(value) }.map { .copy($0) } ?? .value(value)
        }
    }

    let file: GovernedFile
    var edits: [TextEdit] = []

    mutating func visit(_ spot: Spot, _ current: Value, _ target: Value) {
        if Comparison.isSame(current, target, at: spot.path, in: file) { return }
        switch (current, target) {
        case (.mapping(let current), .mapping(let target)): visitEntries(spot, current, target)
        case (.sequence(let current), .sequence(let target)): visitItems(spot, current, target)
        default: edits.append(spot.edit(.replace(spot.content(target)), .replace))
        }
    }

    private mutating func visitEntries(_ spot: Spot, _ current: [Value.Pair], _ target: [Value.Pair]) {
        let wanted = Value.byKey(target)
        let present = Dictionary(
            current.enumerated().map { (ExactText($0.element.key), $0.offset) }, uniquingKeysWith: { first, _ in first }
        )
        let going = current.indices.filter { index in
            let pair = current[index]
            // A value that equals its absence makes no difference, and stays.
            let isNothing = spot.path == .root && FileMeaning.equalsAbsence(pair.key, pair.value, in: file)
            return wanted[ExactText(pair.key)] == nil && !isNothing
        }
        guard going.count < current.count else {
            return edits.append(spot.edit(.replace(spot.content(.mapping(target))), .replace))
        }
        let sources = spot.sources.map { KeyedPlaces(entriesOf: $0) }
        for (index, pair) in current.enumerated() {
            guard let value = wanted[ExactText(pair.key)] else { continue }
            let segment = FieldPath.Segment.key(pair.key)
            visit(child(of: spot, segment, .key(pair.key), at: index, sources), pair.value, value)
        }
        // What is new stands behind the entry that it follows in the text that it comes from.
        var missing = Dictionary(
            target.filter { present[ExactText($0.key)] == nil }.map { (ExactText($0.key), $0.value) },
            uniquingKeysWith: { first, _ in first })
        func insert(_ key: String, _ value: Value, behind previous: Int?) {
            var entry = spot
            entry.path = spot.path.appending(.key(key))
            entry.sources = sources.compactMap { $0[.key(key)] }
            let content = entry.content(value)
            let index = previous.map { $0 + 1 } ?? current.count
            edits.append(spot.edit(.insert(content, at: index, key: key), .insert, of: .key(key)))
        }
        for source in spot.sources where !missing.isEmpty {
            var previous: Int?
            for entry in source.node.entries ?? [] {
                let key = ExactText(entry.key.scalar?.text ?? "")
                if let index = present[key] {
                    previous = index
                } else if let value = missing.removeValue(forKey: key) {
                    insert(key.description, value, behind: previous)
                }
            }
        }
        for pair in target where missing.removeValue(forKey: ExactText(pair.key)) != nil {
            insert(pair.key, pair.value, behind: nil)
        }
        if !going.isEmpty { edits.append(spot.edit(.remove(going), .remove)) }
    }

    private mutating func visitItems(_ spot: Spot, _ current: [Value], _ target: [Value]) {
        let lists = PairedLists([current, target], at: spot.path, in: file)
        let (old, new) = (lists.segments[0], lists.segments[1])
        let present = Dictionary(uniqueKeysWithValues: zip(old, old.indices))
        let wanted = Dictionary(uniqueKeysWithValues: zip(new, target))
        let going = old.indices.filter { wanted[old[$0]] == nil }
        guard going.count < old.count else {
            return edits.append(spot.edit(.replace(spot.content(.sequence(target))), .replace))
        }
        let known = edits.count
        // Paired by position for want of keys: the items' own fields can not be addressed from here.
        let isAddressed = lists.identity == ListIdentity(at: spot.path, in: file)
        let sources = isAddressed ? spot.sources.map { KeyedPlaces(itemsOf: $0, at: spot.path, in: file) } : []
        for (index, segment) in old.enumerated() {
            guard let value = wanted[segment] else { continue }
            let item = child(of: spot, segment, .index(index), at: index, sources)
            if isAddressed {
                visit(item, current[index], value)
            } else if !Comparison.isSame(current[index], value, at: item.path, in: file) {
                edits.append(item.edit(.replace(.value(value)), .replace))
            }
        }
        var previous: Int?
        for (index, segment) in new.enumerated() {
            if let place = present[segment] {
                previous = place
                continue
            }
            var item = spot
            item.path = spot.path.appending(segment)
            item.sources = sources.compactMap { $0[segment] }
            let content = item.content(target[index])
            let place = previous.map { $0 + 1 } ?? 0
            edits.append(spot.edit(.insert(content, at: place, key: nil), .insert, of: segment))
        }
        if !going.isEmpty { edits.append(spot.edit(.remove(going), .remove)) }
        // Only where nothing else is to be done in the list: items are moved as they stand.
        guard lists.identity.orderCounts, edits.count == known, old != new else { return }
        edits.append(spot.edit(.order(new.compactMap { present[$0] }), .order, of: .order))
    }

    private func child(
        of spot: Spot, _ segment: FieldPath.Segment, _ step: Step, at index: Int, _ sources: [KeyedPlaces]
    ) -> Spot {
        Spot(
            path: spot.path.appending(segment), steps: spot.steps + [step], place: spot.place.child(at: index),
            sources: sources.compactMap { $0[segment] })
    }
}

/// The entries or items of a collection, by what tells them apart.
private struct KeyedPlaces {
    private let place: Place
    private var indices: [FieldPath.Segment: Int] = [:]

    init(entriesOf place: Place) {
        self.place = place
        for (index, entry) in (place.node.entries ?? []).enumerated() {
            indices[.key(entry.key.scalar?.text ?? "")] = index
        }
    }

    init(itemsOf place: Place, at path: FieldPath, in file: GovernedFile) {
        self.place = place
        let segments = place.node.items.flatMap { ListIdentity(at: path, in: file).segments(of: $0) } ?? []
        indices = Dictionary(uniqueKeysWithValues: zip(segments, segments.indices))
    }

    subscript(segment: FieldPath.Segment) -> Place? { indices[segment].map { place.child(at: $0) } }
}
