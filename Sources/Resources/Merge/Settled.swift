import YAML

/// What a field comes to in a merge if one version has its way wherever both sides disagree, for each of the versions; nil
/// where the field is gone. All three are the same where nothing is in conflict.
struct Settled: Sendable {
    let base, published, draft: Value?

    init(base: Value?, published: Value?, draft: Value?) {
        self.base = base
        self.published = published
        self.draft = draft
    }

    init(_ value: Value?) { self.init(base: value, published: value, draft: value) }

    /// A list, without the items that are gone.
    static func sequence(_ items: [Settled]) -> Settled {
        Settled(
            base: .sequence(items.compactMap(\.base)), published: .sequence(items.compactMap(\.published)),
            draft: .sequence(items.compactMap(\.draft)))
    }

    subscript(version: FieldMerge.Version) -> Value? {
        switch version {
        case .base: base
        case .published: published
        case .draft: draft
        }
    }
}

/// The entries of a mapping, without those that are gone.
struct SettledEntries {
    private var base: [Value.Pair] = []
    private var published: [Value.Pair] = []
    private var draft: [Value.Pair] = []

    init(atMost count: Int) {
        base.reserveCapacity(count)
        published.reserveCapacity(count)
        draft.reserveCapacity(count)
    }

    var mapping: Settled {
        Settled(base: .mapping(base), published: .mapping(published), draft: .mapping(draft))
    }

    mutating func append(_ key: String, _ value: Settled) {
        if let value = value.base { base.append(Value.Pair(key: key, value: value)) }
        if let value = value.published { published.append(Value.Pair(key: key, value: value)) }
        if let value = value.draft { draft.append(Value.Pair(key: key, value: value)) }
    }
}
