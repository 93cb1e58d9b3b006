package import YAML

extension Value {
    /// The one form of all values that mean the same at a place in a file: keys of mappings, and the items of lists whose
    /// order means nothing (`tags`, `columns`), in the order of their bytes.
    ///
    /// Two values mean the same there if, and only if, their canonical forms are equal text for text.
    package func canonical(at path: FieldPath, in file: GovernedFile) -> Value {
        switch self {
        case .scalar: return self
        case .mapping(let pairs):
            let sorted = pairs.sorted { $0.key.isExactlyBefore($1.key) }
            return .mapping(
                sorted.map { pair in
                    Pair(key: pair.key, value: pair.value.canonical(at: path.appending(.key(pair.key)), in: file))
                })
        case .sequence(let items):
            let list = PairedLists([items], at: path, in: file)
            let pairs = zip(list.segments[0], items).map { segment, item in
                (segment: segment, item: item.canonical(at: path.appending(segment), in: file))
            }
            let isOrdered = list.identity == .position || list.identity.orderCounts
            return .sequence((isOrdered ? pairs : pairs.sorted { $0.segment < $1.segment }).map(\.item))
        }
    }
}
