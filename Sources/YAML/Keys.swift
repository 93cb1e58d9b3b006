/// The keys of one mapping so far, to find one that comes twice. Few keys are compared one by one, many by a hash.
struct Keys {
    private var texts: [String?] = []
    private var indices: [ExactText: Int] = [:]

    private static let few = 16

    /// Adds the next key of the mapping; if a key with its text was there before, answers where first. A collection as
    /// key is not compared.
    mutating func insert(_ key: Node) -> Int? {
        let index = texts.count
        texts.append(key.scalar?.text)
        guard let text = texts[index] else { return nil }
        if index < Self.few { return texts[..<index].firstIndex { $0?.isIdentical(to: text) ?? false } }
        if indices.isEmpty {
            for (index, text) in texts.dropLast().enumerated() {
                if let text { indices[ExactText(text), default: index] += 0 }
            }
        }
        let exact = ExactText(text)
        if let first = indices[exact] { return first }
        indices[exact] = index
        return nil
    }
}
