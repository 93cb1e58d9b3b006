import Resources
import YAML

extension Value {
    /// The value with the changes made, as whoever reads a list of changes understands it: independent of how the
    /// product merges or edits.
    func applying(_ changes: [FieldChange]) -> Value {
        var value = self
        // What goes away last, and from the end, so that positions stay right.
        for change in changes where change.after != nil && change.path.segments.last != .order {
            value = value.setting(change.path.segments[...], to: change.after)
        }
        for change in changes.reversed() where change.after == nil {
            value = value.setting(change.path.segments[...], to: nil)
        }
        for change in changes where change.path.segments.last == .order {
            value = value.setting(change.path.segments[...], to: change.after)
        }
        return value
    }

    private func setting(_ path: ArraySlice<FieldPath.Segment>, to new: Value?) -> Value {
        guard let segment = path.first else { return new ?? .null }
        let rest = path.dropFirst()
        switch (self, segment) {
        case (.mapping(var pairs), .key(let key)):
            let index = pairs.firstIndex { $0.key == key }
            if rest.isEmpty, new == nil { return .mapping(pairs.filter { $0.key != key }) }
            let inner = index.map { pairs[$0].value } ?? .null
            let pair = Pair(key: key, value: inner.setting(rest, to: new))
            if let index { pairs[index] = pair } else { pairs.append(pair) }
            return .mapping(pairs)
        case (.sequence(var items), .order):
            let wanted = new?.items?.compactMap(\.string) ?? []
            let slots = items.indices.filter { wanted.contains(items[$0].itemKey) }
            let moved = wanted.compactMap { key in items.first { $0.itemKey == key } }
            for (slot, item) in zip(slots, moved) { items[slot] = item }
            return .sequence(items)
        case (.sequence(var items), _):
            let index: Int? =
                switch segment {
                case .index(let index): items.indices.contains(index) ? index : nil
                case .item(let key), .element(let key): items.firstIndex { $0.itemKey == key }
                case .key, .order: nil
                }
            if rest.isEmpty, new == nil {
                if let index { items.remove(at: index) }
                return .sequence(items)
            }
            let item = (index.map { items[$0] } ?? .null).setting(rest, to: new)
            if let index { items[index] = item } else { items.append(item) }
            return .sequence(items)
        default: return self
        }
    }

    private var itemKey: String { self["to"]?.string ?? self["name"]?.string ?? string ?? "" }
}
