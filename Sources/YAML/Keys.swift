/// The keys of the mappings that are being read, innermost last, to find one that comes twice.
///
/// Few keys are told apart by a fingerprint each, many by a dictionary of their texts: a file of keys whose
/// fingerprints are equal costs no more than others.
struct Keys {
    private var fingerprints: [UInt64] = []

    private static let few = 32

    /// The keys of one mapping.
    struct Scope {
        fileprivate var start: Int
        fileprivate var places: [ExactText: Int] = [:]
    }

    func open() -> Scope { Scope(start: fingerprints.count) }

    mutating func close(_ scope: Scope) { fingerprints.removeSubrange(scope.start...) }

    /// Adds the next key of a mapping, which has the entries so far; answers with the first that has the same text. A
    /// collection as key is not compared.
    mutating func insert(_ key: Node, behind entries: ArraySlice<Node.Entry>, in scope: inout Scope)
        -> Node.Entry?
    {
        guard case .scalar(let scalar) = key.content else {
            fingerprints.append(0)
            return nil
        }
        let fingerprint = Self.fingerprint(scalar.text)
        defer { fingerprints.append(fingerprint) }
        if entries.count < Self.few {
            let start = scope.start - entries.startIndex
            for index in entries.indices where fingerprints[start + index] == fingerprint {
                if entries[index].hasKey(scalar.text) { return entries[index] }
            }
            return nil
        }
        if scope.places.isEmpty {
            for index in entries.indices {
                if let text = entries[index].key.scalar?.text { scope.places[ExactText(text), default: index] += 0 }
            }
        }
        let first = scope.places[ExactText(scalar.text), default: entries.endIndex]
        scope.places[ExactText(scalar.text)] = first
        return first < entries.endIndex ? entries[first] : nil
    }

    /// FNV-1a.
    private static func fingerprint(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { bytes in
            bytes.reduce(0xCBF2_9CE4_8422_2325) { hash, byte in (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
    }
}

extension Node.Entry {
    func hasKey(_ text: String) -> Bool { key.scalar?.text.isIdentical(to: text) ?? false }
}
