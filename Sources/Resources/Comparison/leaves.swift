package import YAML

/// The fields of a file one by one: maps opened up, and lists of maps, whose items are told apart as comparison tells
/// them. A list of anything else is one field, in the one form of all its orders that mean the same.
///
///     config.mode                  insert
///     config.mappings[Email].from  email
package func leaves(of value: Value, in file: GovernedFile) -> [(path: FieldPath, value: Value)] {
    var found: [(path: FieldPath, value: Value)] = []
    collect(value, at: .root, in: file, into: &found)
    return found
}

private func collect(
    _ value: Value, at path: FieldPath, in file: GovernedFile, into found: inout [(path: FieldPath, value: Value)]
) {
    switch value {
    case .mapping(let pairs) where !pairs.isEmpty:
        for pair in pairs { collect(pair.value, at: path.appending(.key(pair.key)), in: file, into: &found) }
    case .sequence(let items) where items.contains(where: { $0.pairs != nil }):
        for (segment, item) in zip(PairedLists([items], at: path, in: file).segments[0], items) {
            collect(item, at: path.appending(segment), in: file, into: &found)
        }
    case .scalar, .mapping, .sequence: found.append((path, file.canonical(value, at: path)))
    }
}
