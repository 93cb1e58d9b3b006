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

extension Node {
    /// Whether this node means a value, without making one of its own: keys are looked for in the value's order, which
    /// most often is theirs. False where it is another.
    package func meansAsWritten(_ value: Value) -> Bool {
        switch (content, value) {
        case (.scalar(let scalar), .scalar(let kind, let text)):
            guard scalar.kind == kind else { return false }
            return kind == .null || (kind == .bool ? scalar.text.lowercased() == text : scalar.reads(text))
        case (.sequence(let items), .sequence(let values)):
            return items.count == values.count && zip(items, values).allSatisfy { $0.meansAsWritten($1) }
        case (.mapping(let entries), .mapping(let pairs)):
            return entries.count == pairs.count
                && zip(entries, pairs).allSatisfy { $0.key.reads($1.key) && $0.value.meansAsWritten($1.value) }
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
