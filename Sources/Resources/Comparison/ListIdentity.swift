import YAML

/// What makes an item of a list the same item before and after: the one table that comparison, merge and approval share
/// (format.md, "Identity inside lists").
enum ListIdentity: Hashable, Sendable {
    /// By a key of its own, a string that no other item has.
    case key(String, orderCounts: Bool)
    /// By what it is; the order means nothing.
    case value
    case position

    init(at path: FieldPath, in file: GovernedFile) {
        switch (file, path.segments.first, path.segments.last) {
        case (.columns, nil, _): self = .key("name", orderCounts: false)
        case (.columns, .key("columns"), _) where path.segments.count == 1,
            (.model, .key("columns"), _) where path.segments.count == 1:
            self = .key("name", orderCounts: false)
        case (.model, .key("tags"), _) where path.segments.count == 1,
            (.sync, .key("tags"), _) where path.segments.count == 1:
            self = .value
        case (.sync, .key("config"), .key("mappings")), (.sync, .key("config"), .key("customMappings")):
            self = .key("to", orderCounts: true)
        default: self = .position
        }
    }

    var orderCounts: Bool { if case .key(_, let orderCounts) = self { orderCounts } else { false } }

    /// A segment for each item, all different; `nil` if an item lacks what identifies it or two share it. Positions
    /// always succeed. Plain `y` and quoted `'y'` are the same item, whose key's value then differs.
    func segments(of items: [Value]) -> [FieldPath.Segment]? {
        segments(of: items, text: \.string) { $0[$1]?.string }
    }

    /// The same, of a list as it is written.
    func segments(of items: Node.Children) -> [FieldPath.Segment]? {
        segments(of: items, text: \.string) { $0[$1]?.string }
    }

    /// Whether these are the segments of a list's items, which was found out for another list.
    fileprivate func tells(_ items: [Value], apart segments: [FieldPath.Segment]) -> Bool {
        guard items.count == segments.count else { return false }
        return zip(items, segments).allSatisfy { item, segment in
            switch (self, segment) {
            case (.position, _): true
            case (.key(let key, _), .item(let text)): item[key]?.string?.isExactly(text) ?? false
            case (.value, .element(let text)): item.string?.isExactly(text) ?? false
            default: false
            }
        }
    }

    private func segments<Items: Collection>(
        of items: Items, text: (Items.Element) -> String?, textOfKey: (Items.Element, String) -> String?
    ) -> [FieldPath.Segment]? {
        var segments: [FieldPath.Segment] = []
        segments.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            switch self {
            case .position: segments.append(.index(index))
            case .key(let key, _):
                guard let text = textOfKey(item, key) else { return nil }
                segments.append(.item(text))
            case .value:
                guard let text = text(item) else { return nil }
                segments.append(.element(text))
            }
        }
        return self == .position || segments.firstRepeated(by: \.self) == nil ? segments : nil
    }
}

/// Several versions of one list, with the segments by which their items are told apart in all of them.
struct PairedLists {
    let identity: ListIdentity
    /// For each version, for each of its items.
    let segments: [[FieldPath.Segment]]

    /// Whether all versions have the same items in the same order.
    var areAlike: Bool { segments.dropFirst().allSatisfy { $0 == segments[0] } }

    /// Where one version cannot be told apart by the table's key, all are paired by position.
    init(_ lists: [[Value]], at path: FieldPath, in file: GovernedFile) {
        let identity = ListIdentity(at: path, in: file)
        var segments: [[FieldPath.Segment]] = []
        for list in lists {
            if let known = segments.last, identity.tells(list, apart: known) {
                segments.append(known)
            } else if let next = identity.segments(of: list) {
                segments.append(next)
            }
        }
        if segments.count == lists.count {
            self.identity = identity
            self.segments = segments
        } else {
            self.identity = .position
            self.segments = lists.map { $0.indices.map(FieldPath.Segment.index) }
        }
    }
}

extension [FieldPath.Segment] {
    /// Of the items that stand in both lists, those that changed sides with another one: in this list's order and in the
    /// other's. Empty if the common items stand in the same order. What was only added or removed never shows here.
    func swapped(in other: [FieldPath.Segment]) -> (before: [FieldPath.Segment], after: [FieldPath.Segment]) {
        let rank = Dictionary(uniqueKeysWithValues: zip(other, other.indices))
        let common = filter { rank[$0] != nil }
        let ranks = common.compactMap { rank[$0] }
        var isSwapped = [Bool](repeating: false, count: common.count)
        var highest = -1
        for index in ranks.indices {
            if ranks[index] < highest { isSwapped[index] = true }
            highest = Swift.max(highest, ranks[index])
        }
        var lowest = other.count
        for index in ranks.indices.reversed() {
            if ranks[index] > lowest { isSwapped[index] = true }
            lowest = Swift.min(lowest, ranks[index])
        }
        let before = zip(common, isSwapped).filter(\.1).map(\.0)
        let after = before.sorted { (rank[$0] ?? 0) < (rank[$1] ?? 0) }
        return (before, after)
    }
}

extension FieldPath.Segment {
    /// The key of a list's item, as a value; used to say an order.
    var keyValue: Value {
        switch self {
        case .key(let text), .item(let text), .element(let text): .string(text)
        case .index(let index): .int(index)
        case .order: .null
        }
    }
}
