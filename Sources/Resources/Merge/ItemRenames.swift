import YAML

/// Items of a keyed list that one side renamed and the other renamed or took away: mappings that write to another
/// field, columns of another name. By keys alone, each side took one away and some added one: a merge would have two
/// that neither side wrote, or one that a side deleted.
struct ItemRenames {
    typealias Segment = FieldPath.Segment

    /// By the new name what the item was called.
    private(set) var published: [Segment: Segment] = [:]
    private(set) var draft: [Segment: Segment] = [:]

    /// - Parameter lists: of base, published and draft.
    init(
        _ lists: PairedLists, base: [Value], published: [Value], draft: [Value]
    ) {
        guard case .key(let key, _) = lists.identity else { return }
        let all = zip(lists.segments, [base, published, draft]).map { List(segments: $0, items: $1) }
        let (theirs, ours) = (
            Self.renames(from: all[0], to: all[1], key: key), Self.renames(from: all[0], to: all[2], key: key)
        )
        for (old, new) in theirs {
            guard let other = ours[old] else { continue }
            self.published[new] = old
            self.draft[other] = old
        }
        for (old, new) in Self.deleted(theirs, of: all[0], in: all[1], by: all[2], key) { self.published[new] = old }
        for (old, new) in Self.deleted(ours, of: all[0], in: all[2], by: all[1], key) { self.draft[new] = old }
    }

    /// Of what one side renamed, what the other side has neither under the old name nor under the new one.
    private static func deleted(
        _ renames: [Segment: Segment], of base: List, in side: List, by other: List, _ key: String
    ) -> [Segment: Segment] {
        if renames.isEmpty { return [:] }
        let known = Set(other.segments)
        let candidates = renames.filter { !known.contains($0.key) && !known.contains($0.value) }
        if candidates.isEmpty { return [:] }
        let (before, after) = (base.bySegment, side.bySegment)
        return candidates.filter { old, new in
            guard let item = before[old], let renamed = after[new] else { return false }
            return isRenamed(item, as: renamed, key)
        }
    }

    private struct List {
        let segments: [Segment]
        let items: [Value]

        var bySegment: [Segment: Value] { Dictionary(uniqueKeysWithValues: zip(segments, items)) }
    }

    /// By old name the new one, of items that one list has under another name than the other. Where the other's items
    /// have no names any more, they are known by their places.
    static func renames(
        from base: [Value], to side: [Value], at path: FieldPath, in file: GovernedFile
    ) -> [Segment: Segment] {
        let lists = PairedLists([base, side], at: path, in: file)
        let key: String
        switch lists.identity {
        case .key(let name, _): key = name
        // A tag has nothing but its name, and is known by its place.
        case .value: key = ""
        case .position:
            guard base.count == side.count, let names = ListIdentity(at: path, in: file).segments(of: base) else {
                return [:]
            }
            return Dictionary(uniqueKeysWithValues: zip(names, side.indices.map { .index($0) }))
        }
        return renames(
            from: List(segments: lists.segments[0], items: base), to: List(segments: lists.segments[1], items: side),
            key: key)
    }

    /// By old name the new one.
    private static func renames(from base: List, to side: List, key: String) -> [Segment: Segment] {
        let (inBase, inSide) = (Set(base.segments), Set(side.segments))
        let gone = base.segments.indices.filter { !inSide.contains(base.segments[$0]) }
        let come = side.segments.indices.filter { !inBase.contains(side.segments[$0]) }
        if gone.isEmpty || come.isEmpty { return [:] }
        let (old, new) = (gaps(in: base.segments, without: inSide), gaps(in: side.segments, without: inBase))
        var renames: [Segment: Segment] = [:]
        var taken: Set<Segment> = []
        // What stands in its place. Of tags there may be more than before.
        for (anchor, before) in old {
            guard let after = new[anchor], before.count == after.count || key.isEmpty && before.count < after.count
            else { continue }
            for (i, j) in zip(before, after) {
                renames[base.segments[i]] = side.segments[j]
                taken.insert(side.segments[j])
            }
        }
        // What moved and differs in its name alone, if nothing else can be meant.
        func byRest(_ indices: [Int], _ list: List) -> [Value: [Segment]] {
            Dictionary(grouping: indices) { rest(of: list.items[$0], without: key) }.mapValues {
                $0.map { list.segments[$0] }
            }
        }
        if key.isEmpty { return renames }
        let moved = byRest(come.filter { !taken.contains(side.segments[$0]) }, side)
        for (rest, before) in byRest(gone.filter { renames[base.segments[$0]] == nil }, base) {
            if let after = moved[rest], before.count == 1, after.count == 1 { renames[before[0]] = after[0] }
        }
        return renames
    }

    /// A mapping without one of its entries, its keys in the order of their bytes.
    private static func rest(of item: Value, without key: String) -> Value {
        let others = (item.pairs ?? []).filter { !$0.key.isIdentical(to: key) }
        return .mapping(others.sorted { $0.key.isExactlyBefore($1.key) })
    }

    /// Whether an item that stands in the place of another is that one with another name, and not something else: at
    /// least half of what they say besides is the same. That both are of one type says nothing.
    private static func isRenamed(_ old: Value, as new: Value, _ key: String) -> Bool {
        let (before, after) = (rest(of: old, without: key), rest(of: new, without: key))
        if before.means(after) { return true }
        func telling(_ value: Value) -> [Value.Pair] { (value.pairs ?? []).filter { !$0.key.isExactly("type") } }
        let (own, others) = (telling(before), telling(after))
        let same = own.count { pair in after[pair.key]?.means(pair.value) ?? false }
        return same > 0 && 2 * same >= max(own.count, others.count)
    }

    /// The places of items that the other list lacks, by the common item that they follow (`nil`: the start).
    private static func gaps(in segments: [Segment], without other: Set<Segment>) -> [Segment?: [Int]] {
        var gaps: [Segment?: [Int]] = [:]
        var anchor: Segment?
        for (index, segment) in segments.enumerated() {
            if other.contains(segment) { anchor = segment } else { gaps[anchor, default: []].append(index) }
        }
        return gaps
    }
}
