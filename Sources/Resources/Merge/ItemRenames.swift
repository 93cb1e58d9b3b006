import YAML

/// Items of a keyed list that both sides renamed: mappings that write to another field, columns of another name. By keys
/// alone, each side took one away and added one, and a merge would have two that neither side wrote.
struct ItemRenames {
    typealias Segment = FieldPath.Segment

    /// By the new name what the item was called, for items that the other side renamed too.
    private(set) var published: [Segment: Segment] = [:]
    private(set) var draft: [Segment: Segment] = [:]

    /// - Parameter lists: of base, published and draft.
    init(
        _ lists: PairedLists, base: [Value], published: [Value], draft: [Value]
    ) {
        guard case .key(let key, _) = lists.identity else { return }
        let sides = [published, draft].enumerated().map { index, items in
            Self.renames(
                from: List(segments: lists.segments[0], items: base),
                to: List(segments: lists.segments[index + 1], items: items), key: key)
        }
        for (old, new) in sides[0] {
            guard let other = sides[1][old] else { continue }
            self.published[new] = old
            self.draft[other] = old
        }
    }

    private struct List {
        let segments: [Segment]
        let items: [Value]
    }

    /// By old name the new one, of items that one list has under another name than the other.
    static func renames(
        from base: [Value], to side: [Value], at path: FieldPath, in file: GovernedFile
    ) -> [Segment: Segment] {
        let lists = PairedLists([base, side], at: path, in: file)
        let key: String
        switch lists.identity {
        case .key(let name, _): key = name
        // A tag has nothing but its name, and is known by its place.
        case .value: key = ""
        case .position: return [:]
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
        // What stands in its place.
        for (anchor, before) in old {
            guard let after = new[anchor], before.count == after.count else { continue }
            for (i, j) in zip(before, after) {
                renames[base.segments[i]] = side.segments[j]
                taken.insert(side.segments[j])
            }
        }
        // What moved, and differs in its name alone; if it can be no other.
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
