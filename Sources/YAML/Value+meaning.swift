extension Value {
    /// Whether both mean the same wherever they stand: the order of a mapping's keys means nothing, everything else
    /// counts, texts byte for byte. (`==` of values also sees the order of keys, and no difference in Unicode form.)
    package func means(_ other: Value) -> Bool {
        switch (self, other) {
        case (.scalar(let kind, let text), .scalar(let otherKind, let otherText)):
            return kind == otherKind && text.isIdentical(to: otherText)
        case (.sequence(let items), .sequence(let others)):
            return items.count == others.count && zip(items, others).allSatisfy { $0.means($1) }
        case (.mapping(let pairs), .mapping(let others)):
            guard pairs.count == others.count else { return false }
            if zip(pairs, others).allSatisfy({ $0.key.isIdentical(to: $1.key) }) {
                return zip(pairs, others).allSatisfy { $0.value.means($1.value) }
            }
            let byKey = Value.byKey(others)
            return pairs.allSatisfy { pair in byKey[ExactText(pair.key)]?.means(pair.value) ?? false }
        default: return false
        }
    }

    /// Whether it is, or holds, a text of several lines.
    package var holdsLines: Bool {
        switch self {
        case .scalar(_, let text): text.utf8.contains(UInt8(ascii: "\n"))
        case .sequence(let items): items.contains(where: \.holdsLines)
        case .mapping(let pairs): pairs.contains { $0.value.holdsLines }
        }
    }

    /// A mapping's values by key; of a key given twice the first.
    package static func byKey(_ pairs: [Pair]) -> [ExactText: Value] {
        Dictionary(pairs.map { (ExactText($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Nodes {
    /// Whether a node means a value, without making one of its own: keys are looked for in the value's order, which
    /// most often is theirs. False where it is another.
    func means(_ value: Value, at index: Int) -> Bool {
        let places = records[index].childRange
        switch (records[index].content, value) {
        case (.scalar(_, let own), .scalar(let kind, let text)):
            guard own == kind else { return false }
            return kind == .null || (kind == .bool ? string(of: index).lowercased() == text : reads(text, at: index))
        case (.sequence, .sequence(let values)):
            return places.count == values.count
                && zip(places, values).allSatisfy { means($1, at: Int(children[$0])) }
        case (.mapping, .mapping(let pairs)):
            return places.count == 2 * pairs.count
                && zip(stride(from: places.lowerBound, to: places.upperBound, by: 2), pairs).allSatisfy {
                    reads($1.key, at: Int(children[$0])) && means($1.value, at: Int(children[$0 + 1]))
                }
        default: return false
        }
    }
}

extension Value? {
    package func means(_ other: Value?) -> Bool {
        switch (self, other) {
        case (nil, nil): true
        case (let value?, let other?): value.means(other)
        default: false
        }
    }
}
