/// The keys of the mappings that are being read, innermost last, to find one that comes twice.
///
/// Few keys are told apart by a fingerprint each, many by a dictionary of their texts: a file of keys whose
/// fingerprints are equal costs no more than others.
struct Keys {
    private var seen: [(fingerprint: UInt64, node: Int)] = []

    private static let few = 32

    /// The keys of one mapping.
    struct Scope {
        fileprivate var start: Int
        fileprivate var places: [ExactText: Int] = [:]
    }

    func open() -> Scope { Scope(start: seen.count) }

    mutating func close(_ scope: Scope) { seen.removeLast(seen.count - scope.start) }

    /// Adds the next key of a mapping; answers with the first that has the same text. A collection as key is not
    /// compared.
    mutating func insert(_ key: Int, of nodes: Nodes, in scope: inout Scope) -> Int? {
        guard nodes.records[key].isScalar else { return nil }
        let fingerprint = nodes.withText(of: key, Self.fingerprint)
        defer { seen.append((fingerprint, key)) }
        if seen.count - scope.start < Self.few {
            for index in scope.start..<seen.count where seen[index].fingerprint == fingerprint {
                let isSame = nodes.withText(of: key) { nodes.reads($0, at: seen[index].node) }
                if isSame { return seen[index].node }
            }
            return nil
        }
        if scope.places.isEmpty {
            for (_, node) in seen[scope.start...] {
                scope.places[ExactText(nodes.string(of: node)), default: node] += 0
            }
        }
        let first = scope.places[ExactText(nodes.string(of: key)), default: key]
        scope.places[ExactText(nodes.string(of: key))] = first
        return first == key ? nil : first
    }

    /// FNV-1a.
    private static func fingerprint(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
        text.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
