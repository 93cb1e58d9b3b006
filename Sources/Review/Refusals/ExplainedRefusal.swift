package import Approvals
import Resources

/// A refusal that can be told to who was refused. Every family is one.
package protocol ExplainedRefusal: Refusal {
    func explained(in context: RefusalContext) -> RefusalWords
}

/// What the words of a refusal depend on.
package struct RefusalContext {
    /// The person who was refused; nil if no workspace could be opened.
    package let reader: Reader?
    /// The draft that is checked out.
    package let current: String?

    package init(_ reader: Reader?, on current: String? = nil) {
        self.reader = reader
        self.current = current
    }
}

// MARK: - Words that several families use

extension ExplainedRefusal {
    /// `Bo Chen or Carol Diaz may approve it.`
    func may(_ who: [String], _ verb: Words, _ reader: Reader?) -> Words {
        if who.isEmpty { return "With the current settings nobody may \(verb)." }
        return "\(reader?.who(who) ?? who.map { Words($0) }.inWords("or")) may \(verb)."
    }

    /// - Parameter current: the draft that is checked out, which need not be named.
    func ask(_ who: [String], _ draft: String, _ reader: Reader?, on current: String?) -> [NextStep] {
        guard let first = who.first(where: { !(reader?.isMe($0) ?? false) }) else {
            return [.init("see who may do what", "assent member list")]
        }
        let named = draft == current ? [] : [reader?.short(draft: draft) ?? draft]
        return [.init("ask for approval", Shell.line(["assent", "submit"] + named + ["--to", first]))]
    }

    /// Whether a draft is the reader's, so that what its author can do is theirs to do.
    func isOwn(_ draft: String, _ reader: Reader?) -> Bool {
        guard let me = reader?.member else { return reader == nil }
        return draft.hasPrefix("draft/\(me.id)/")
    }

    func typed(_ verb: String, _ draft: String, _ reader: Reader?) -> String {
        "assent \(verb) \(Shell.quoted(reader?.short(draft: draft) ?? draft))"
    }

    func didYouMean(_ near: [String]) -> [Words] {
        near.isEmpty ? [] : ["did you mean \(near.map { Words($0) }.inWords("or"))?"]
    }

    /// Each field with its three values.
    func page(
        of conflicts: [FieldConflict], _ reader: Reader?, called versions: [Words] = ["before", "published", "draft"]
    ) -> Page {
        Page(.table(ConflictTable(Conflicts(conflicts, reader?.layout ?? Layout()), called: versions).table))
    }
}
