import Resources

/// A line of what blocks a change, or no longer does: a mark, a name, and the facts.
package struct Verdict: Hashable, Sendable {
    /// Nil: it goes with the one before.
    package let mark: Mark?
    package let name: String
    package let words: Words
    /// More about it.
    package let notes: [Words]

    init(_ mark: Mark?, _ name: String, _ words: Words, notes: [Words] = []) {
        self.mark = mark
        self.name = name
        self.words = words
        self.notes = notes
    }
}

extension Verdict {
    /// A risk, with what is known about it.
    init(risk finding: Finding) {
        self.init(
            .risk, finding.code.rawValue, finding.words.toned(.warning),
            notes: finding.helpLines.map { Words(trusted: $0) })
    }
}
