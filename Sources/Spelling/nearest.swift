/// The names of a list that somebody may have meant who wrote another one, best first; none that is only remotely
/// like it.
///
/// Near is: the same but for letter case or punctuation, one the start of the other, or few letters changed, added,
/// left out or swapped (at most a third of the longer name). Costs one table of `name × candidate` per candidate.
package func nearest(_ name: String, among candidates: some Sequence<String>, limit: Int = 3) -> [String] {
    let wanted = Letters(name)
    guard !wanted.letters.isEmpty else { return [] }
    var ranked: [(distance: Int, offset: Int, name: String)] = []
    var seen: Set<String> = []
    for (offset, candidate) in candidates.enumerated() where candidate != name && seen.insert(candidate).inserted {
        if let distance = wanted.distance(to: Letters(candidate)) { ranked.append((distance, offset, candidate)) }
    }
    ranked.sort { ($0.distance, $0.offset) < ($1.distance, $1.offset) }
    // Beside a name that is spelt alike no other was meant.
    if ranked.first?.distance == 0 { ranked.removeAll { $0.distance > 0 } }
    return ranked.prefix(limit).map(\.name)
}

/// A name as it is compared with others.
private struct Letters {
    /// Lower case; `user-id`, `user_id` and `User ID` are spelt alike.
    let letters: [UInt32]

    /// Longer names than this are not compared: nobody slips in them, and a table of them costs the square.
    static let limit = 80

    init(_ name: String) {
        letters = name.lowercased().unicodeScalars.compactMap { scalar in
            switch scalar {
            case "_", "-", " ", ".": nil
            default: scalar.value
            }
        }
    }

    /// 0: spelt alike. nil: not near.
    func distance(to other: Letters) -> Int? {
        let (a, b) = (letters, other.letters)
        guard !b.isEmpty, a.count <= Self.limit, b.count <= Self.limit else { return nil }
        if a == b { return 0 }
        let shorter = min(a.count, b.count)
        // `email` for `email_address`, `id` for `user_id`.
        let isPart = shorter >= 2 && (a.starts(with: b) || b.starts(with: a) || a.ends(with: b) || b.ends(with: a))
        let allowed = max(1, max(a.count, b.count) / 3)
        if abs(a.count - b.count) <= allowed, shorter > 1 || a.count == b.count {
            let edits = edits(a, b)
            if edits <= allowed, edits < shorter || shorter > 2 { return edits * 2 }
        }
        return isPart ? 2 * allowed + abs(a.count - b.count) : nil
    }

    /// Damerau and Levenshtein's distance, where no part is changed twice.
    private func edits(_ a: [UInt32], _ b: [UInt32]) -> Int {
        let empty = [Int](repeating: 0, count: b.count + 1)
        var rows = [empty, Array(0...b.count), empty]
        for i in 1...a.count {
            rows[2][0] = i
            for j in 1...b.count {
                var best = min(rows[1][j] + 1, rows[2][j - 1] + 1, rows[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[0][j - 2] + 1) }
                rows[2][j] = best
            }
            rows.append(rows.removeFirst())
        }
        return rows[1][b.count]
    }
}

extension [UInt32] {
    fileprivate func ends(with other: [UInt32]) -> Bool { reversed().starts(with: other.reversed()) }
}
