package import YAML

extension GovernedFile {
    /// The one form of all values that mean the same at a place in this file: keys of mappings, and the items of lists
    /// whose order means nothing (`tags`, `columns`), in the order of their bytes.
    ///
    /// Two values mean the same there if, and only if, their canonical forms are equal text for text.
    package func canonical(_ value: Value, at path: FieldPath) -> Value {
        switch value {
        case .scalar: return value
        case .mapping(let pairs):
            let sorted = pairs.sorted { $0.key.isExactlyBefore($1.key) }
            return .mapping(
                sorted.map { pair in
                    Value.Pair(key: pair.key, value: canonical(pair.value, at: path.appending(.key(pair.key))))
                })
        case .sequence(let items):
            let list = PairedLists([items], at: path, in: self)
            let pairs = zip(list.segments[0], items).map { segment, item in
                (segment: segment, item: canonical(item, at: path.appending(segment)))
            }
            let isOrdered = list.identity == .position || list.identity.orderCounts
            return .sequence((isOrdered ? pairs : pairs.sorted { $0.segment < $1.segment }).map(\.item))
        }
    }
}
