import YAML

/// The three-way merge of meanings, field by field. What one side changed is taken; what both changed to the same is
/// taken once; everything else is a conflict of that field.
struct FieldMerge {
    typealias Version = LineMerge.Version

    let file: GovernedFile
    /// Fields in which one version has its way where there is a conflict.
    private let decided: (FieldPath) -> Version?
    private(set) var conflicts: [FieldConflict] = []
    /// Texts of several lines that both sides changed, in different lines.
    private(set) var joined: [FieldPath] = []

    init(of file: GovernedFile, deciding decided: @escaping (FieldPath) -> Version? = { _ in nil }) {
        self.file = file
        self.decided = decided
    }

    /// The merged value, as it is where each version has its way in what is in conflict.
    mutating func merge(
        _ path: @autoclosure () -> FieldPath, base: Value?, published: Value?, draft: Value?
    ) -> Settled {
        if published.means(draft) || base.means(published) { return Settled(draft) }
        if base.means(draft) { return Settled(published) }
        // Most fields need no path of their own.
        return mergeDifferent(path(), base, published, draft)
    }

    private mutating func mergeDifferent(
        _ path: FieldPath, _ base: Value?, _ published: Value?, _ draft: Value?
    ) -> Settled {
        if let merged = mergeAlike(path, base, published, draft) { return merged }
        if isSame(published, draft, path) || isSame(base, published, path) { return Settled(draft) }
        if isSame(base, draft, path) { return Settled(published) }
        switch (base, published, draft) {
        case (.mapping(let base), .mapping(let published), .mapping(let draft)):
            return mergeEntries(path, base, published, draft)
        case (.sequence(let base), .sequence(let published), .sequence(let draft)):
            return mergeItems(path, base, published, draft)
        case (nil, .sequence(let published), .sequence(let draft)),
            (.scalar(.null, _), .sequence(let published), .sequence(let draft)):
            // Both sides began a keyed list where there was none: its items are as good as added to an empty one.
            guard PairedLists([published, draft], at: path, in: file).identity != .position else { break }
            return mergeItems(path, [], published, draft)
        case (.scalar(.string, let base), .scalar(.string, let published), .scalar(.string, let draft)):
            let texts = [base, published, draft]
            // Of a single line there is nothing to merge.
            guard texts.contains(where: { $0.utf8.contains(UInt8(ascii: "\n")) }) else { break }
            let text = TextMerge(base: base, published: published, draft: draft)
            if let merged = text.merged {
                joined.append(path)
                return Settled(.string(merged))
            }
            let value = conflict(path, .string(base), .string(published), .string(draft))
            // What merges beside the lines in conflict is merged.
            let areOfLines = texts.allSatisfy { $0.utf8.dropLast().contains(UInt8(ascii: "\n")) }
            return areOfLines ? settled(path) { .string(text.text(settling: $0)) } : value
        default: break
        }
        return conflict(path, base, published, draft)
    }

    /// Most collections have the same keys in the same order in all three versions, and need no tables of them. Nil:
    /// these do not.
    private mutating func mergeAlike(
        _ path: FieldPath, _ base: Value?, _ published: Value?, _ draft: Value?
    ) -> Settled? {
        switch (base, published, draft) {
        case (.mapping(let base), .mapping(let published), .mapping(let draft))
        where Self.haveSameKeys(base, published) && Self.haveSameKeys(base, draft):
            var merged = SettledEntries(atMost: base.count)
            for index in base.indices {
                let key = base[index].key
                let value = merge(
                    path.appending(.key(key)), base: base[index].value, published: published[index].value,
                    draft: draft[index].value)
                merged.append(key, value)
            }
            return merged.mapping
        case (.sequence(let base), .sequence(let published), .sequence(let draft))
        where base.count == published.count && base.count == draft.count:
            let lists = PairedLists([base, published, draft], at: path, in: file)
            guard lists.identity != .position, lists.areAlike else { return nil }
            let merged = base.indices.map { index in
                merge(
                    path.appending(lists.segments[0][index]), base: base[index], published: published[index],
                    draft: draft[index])
            }
            return .sequence(merged)
        default: return nil
        }
    }

    private static func haveSameKeys(_ a: [Value.Pair], _ b: [Value.Pair]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0.key.isIdentical(to: $1.key) }
    }

    /// Both sides made the file: every field in which they differ is a conflict, also one that only one of them has.
    mutating func mergeAdded(published: Value, draft: Value) {
        for change in compare(file, before: published, after: draft) {
            _ = conflict(change.path, nil, change.before, change.after)
        }
    }

    private func isSame(_ a: Value?, _ b: Value?, _ path: FieldPath) -> Bool {
        // What stands in no list is the same only if it means the same everywhere.
        if case .scalar = a { return a.means(b) }
        if case .scalar = b { return false }
        return Comparison.isSame(a, b, at: path, in: file)
    }

    private mutating func conflict(
        _ path: FieldPath, _ base: Value?, _ published: Value?, _ draft: Value?
    ) -> Settled {
        conflicts.append(FieldConflict(file: file, path: path, base: base, published: published, draft: draft))
        let values = Settled(base: base, published: published, draft: draft)
        return settled(path) { values[$0] }
    }

    /// What stands in a field that is in conflict.
    private func settled(_ path: FieldPath, as value: (Version) -> Value?) -> Settled {
        if let version = decided(path) { return Settled(value(version)) }
        return Settled(base: value(.base), published: value(.published), draft: value(.draft))
    }

    private mutating func mergeEntries(
        _ path: FieldPath, _ base: [Value.Pair], _ published: [Value.Pair], _ draft: [Value.Pair]
    ) -> Settled {
        let (inBase, inPublished, inDraft) = (Value.byKey(base), Value.byKey(published), Value.byKey(draft))
        // The order means nothing; it is the draft's, with what only the others have at the end.
        let others = (published + base).filter { inDraft[ExactText($0.key)] == nil }
        let keys = Self.keys(of: draft) + Self.keys(of: others)
        var merged = SettledEntries(atMost: keys.count)
        for key in keys {
            let value = merge(
                path.appending(.key(key.description)), base: inBase[key], published: inPublished[key],
                draft: inDraft[key])
            merged.append(key.description, value)
        }
        return merged.mapping
    }

    /// The keys of a mapping, each once, in their order.
    private static func keys(of pairs: [Value.Pair]) -> [ExactText] {
        var seen: Set<ExactText> = []
        return pairs.map { ExactText($0.key) }.filter { seen.insert($0).inserted }
    }

    private mutating func mergeItems(
        _ path: FieldPath, _ base: [Value], _ published: [Value], _ draft: [Value]
    ) -> Settled {
        let lists = PairedLists([base, published, draft], at: path, in: file)
        if lists.identity == .position { return mergePositions(path, base, published, draft) }
        // An item that both sides renamed is one item, whatever they call it; so is one that a side renamed and the other
        // took away.
        let renames = ItemRenames(lists, base: base, published: published, draft: draft)
        let segments = (
            base: lists.segments[0], published: lists.segments[1].map { renames.published[$0] ?? $0 },
            draft: lists.segments[2].map { renames.draft[$0] ?? $0 }
        )
        let inBase = Dictionary(uniqueKeysWithValues: zip(segments.base, base))
        let inPublished = Dictionary(uniqueKeysWithValues: zip(segments.published, published))
        let inDraft = Dictionary(uniqueKeysWithValues: zip(segments.draft, draft))
        var merged: [FieldPath.Segment: Settled] = [:]
        var seen: Set<FieldPath.Segment> = []
        for segment in segments.draft + segments.published + segments.base where seen.insert(segment).inserted {
            merged[segment] = merge(
                path.appending(segment), base: inBase[segment], published: inPublished[segment],
                draft: inDraft[segment])
        }
        let order = ItemOrder(base: segments.base, published: segments.published, draft: segments.draft)
        func items(_ ordered: [FieldPath.Segment]) -> [Settled] {
            let known = Set(ordered)
            // What both sides took away, and a conflict put back, stands at the end.
            let others = segments.base.filter { !known.contains($0) }
            return (ordered + others).compactMap { merged[$0] }
        }
        guard lists.identity.orderCounts, order.isConflict else { return .sequence(items(order.merged)) }
        let values = [segments.base, segments.published, segments.draft].map { segments in
            Value.sequence(segments.filter(order.disputed.contains).map(\.keyValue))
        }
        _ = conflict(path.appending(.order), values[0], values[1], values[2])
        // The order of one version, the items of each.
        func ordered(_ version: Version) -> Value {
            let chosen = decided(path.appending(.order)) ?? version
            return .sequence(items(order.settled(as: chosen, base: segments.base)).compactMap { $0[version] })
        }
        return Settled(base: ordered(.base), published: ordered(.published), draft: ordered(.draft))
    }
}

extension FieldMerge {
    /// Items that only their position tells apart merge as wholes, and only where all three lists are as long: what is at
    /// a position need not be what was there.
    private mutating func mergePositions(
        _ path: FieldPath, _ base: [Value], _ published: [Value], _ draft: [Value]
    ) -> Settled {
        guard base.count == published.count, base.count == draft.count else {
            return conflict(path, .sequence(base), .sequence(published), .sequence(draft))
        }
        var merged: [Settled] = []
        for (index, item) in base.enumerated() {
            let place = path.appending(.index(index))
            let (theirs, ours) = (published[index], draft[index])
            if isSame(theirs, ours, place) || isSame(item, theirs, place) {
                merged.append(Settled(ours))
            } else if isSame(item, ours, place) {
                merged.append(Settled(theirs))
            } else {
                merged.append(conflict(place, item, theirs, ours))
            }
        }
        return .sequence(merged)
    }
}
