extension Value {
    /// This value with a change at a path, where something is.
    func updating(
        _ path: ArraySlice<Step>, _ change: (Value) throws(EditError) -> Value
    ) throws(EditError) -> Value {
        guard let step = path.first else { return try change(self) }
        let rest = path.dropFirst()
        switch (step, self) {
        case (.key(let key), .mapping(var pairs)):
            guard let index = pairs.firstIndex(where: { $0.key.isIdentical(to: key) }) else { break }
            pairs[index].value = try pairs[index].value.updating(rest, change)
            return .mapping(pairs)
        case (.index(let index), .sequence(var items)):
            guard items.indices.contains(index) else { break }
            items[index] = try items[index].updating(rest, change)
            return .sequence(items)
        default: break
        }
        throw EditError(reason: "there is no \([step].description(quoting: true))")
    }

    func removing(_ path: [Step]) throws(EditError) -> Value {
        guard let last = path.last else { throw EditError(reason: "the root cannot be removed") }
        return try updating(path.dropLast()) { (parent) throws(EditError) in
            switch (last, parent) {
            case (.key(let key), .mapping(let pairs)): return .mapping(pairs.filter { !$0.key.isIdentical(to: key) })
            case (.index(let index), .sequence(var items)) where items.indices.contains(index):
                items.remove(at: index)
                return .sequence(items)
            default: throw EditError(reason: "there is no \(path.description(quoting: true))")
            }
        }
    }
}
