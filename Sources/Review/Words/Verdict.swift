import Resources

/// A line of what blocks a change, or no longer does: a mark, a name, and the facts.
package struct Verdict: Hashable, Sendable {
    /// Nil: it belongs to the line before.
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
    /// Says that a model or sync is deleted; nil if it stays, or is renamed.
    init?(deletionIn review: ResourceReview) {
        guard let resource = review.resource, review.renamedTo == nil, let main = review.main, main.kind == .deleted,
            main.resource == resource
        else { return nil }
        switch resource.kind {
        case .sync:
            self.init(.risk, "deletes", Words("\(review.title): it stops, and sends nothing more", .warning))
        case .model:
            let used: Words =
                review.uses.isEmpty ? "no sync runs on it" : "\(counted(review.uses.count, "sync")) ran on it"
            self.init(.risk, "deletes", Words("\(review.title): ", .warning) + used)
        }
    }

    /// A risk, with what is known about it.
    init(risk finding: Finding) {
        self.init(
            .risk, finding.code.rawValue, FindingWords(finding).message.toned(.warning),
            notes: FindingWords(finding).help.map { Words(trusted: $0) })
    }
}
