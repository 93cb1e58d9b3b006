/// In which order the items of a keyed list stand after a merge. The answer is the same when the two sides are exchanged.
struct ItemOrder {
    typealias Segment = FieldPath.Segment

    /// All items that at least one of the two sides has.
    let merged: [Segment]
    /// The items that the two sides put in different orders, where neither side's order can be taken.
    let disputed: Set<Segment>
    private let published: [Segment]
    private let draft: [Segment]

    var isConflict: Bool { !disputed.isEmpty }

    init(base: [Segment], published: [Segment], draft: [Segment]) {
        let swapped = published.swapped(in: draft).before
        var frame = draft
        var other = published
        var disputed: Set<Segment> = []
        if !swapped.isEmpty {
            // A side that swapped nothing against the base has no opinion on order, and yields.
            let common = Set(base).intersection(published).intersection(draft)
            let known = base.filter(common.contains)
            let publishedMoved = !known.swapped(in: published).before.isEmpty
            let draftMoved = !known.swapped(in: draft).before.isEmpty
            if publishedMoved == draftMoved { disputed = Set(swapped) }
            if publishedMoved && !draftMoved { (frame, other) = (published, draft) }
        }
        self.disputed = disputed
        self.published = published
        self.draft = draft
        merged = ItemOrder.weave(frame, other)
    }

    /// The merged items with those that are disputed in the order of one version. Base and merge know items that the
    /// other lacks: what is gone is for the caller to leave out.
    func settled(as version: FieldMerge.Version, base: [Segment]) -> [Segment] {
        switch version {
        case .draft: ItemOrder.weave(draft, published)
        case .published: ItemOrder.weave(published, draft)
        case .base: ItemOrder.weave(base, merged)
        }
    }

    /// The order of `frame`, with the items that only `other` has behind the common item that they follow there. Where
    /// both have items of their own in one gap, the group whose first key comes first in bytes goes first.
    private static func weave(_ frame: [Segment], _ other: [Segment]) -> [Segment] {
        let common = Set(frame).intersection(other)
        let (ours, theirs) = (groups(of: frame, behind: common), groups(of: other, behind: common))
        var woven: [Segment] = []
        for anchor in [nil] + frame.filter(common.contains).map(Optional.some) {
            if let anchor { woven.append(anchor) }
            let (a, b) = (ours[anchor] ?? [], theirs[anchor] ?? [])
            woven += isFirst(b, before: a) ? b + a : a + b
        }
        return woven
    }

    private static func isFirst(_ a: [Segment], before b: [Segment]) -> Bool {
        if let first = a.first, let second = b.first { first < second } else { false }
    }

    /// The runs of items that are not common, by the common item they follow (`nil`: the start of the list).
    private static func groups(of list: [Segment], behind common: Set<Segment>) -> [Segment?: [Segment]] {
        var groups: [Segment?: [Segment]] = [:]
        var anchor: Segment?
        for segment in list {
            if common.contains(segment) { anchor = segment } else { groups[anchor, default: []].append(segment) }
        }
        return groups
    }
}
