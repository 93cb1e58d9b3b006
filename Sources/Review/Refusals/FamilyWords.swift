import Approvals
import Resources

/// What a family of refusals says to the person who was refused. Each family has a type of its own, and `RefusalWords`
/// knows them all.
protocol FamilyWords {
    associatedtype Family: Refusal

    var context: RefusalContext { get }

    func words(of refusal: Family) -> RefusalWords
}

extension FamilyWords {
    var reader: Reader? { context.reader }
    var current: String? { context.current }

    /// `Bo Chen or Carol Diaz may approve it.`
    func may(_ who: [String], _ verb: Words) -> Words {
        if who.isEmpty { return "With the current settings nobody may \(verb)." }
        return "\(reader?.who(who) ?? who.map { Words($0) }.inWords("or")) may \(verb)."
    }

    /// The draft that is checked out need not be named.
    func ask(_ who: [String], _ draft: String) -> [NextStep] {
        guard let first = who.first(where: { !(reader?.isMe($0) ?? false) }) else {
            return [.init("see who may do what", "assent member list")]
        }
        let named = draft == current ? [] : [reader?.short(draft: draft) ?? draft]
        return [.init("ask for approval", Shell.line(["assent", "submit"] + named + ["--to", first]))]
    }

    /// Whether a draft is the reader's, so that they can do what its author can.
    func isOwn(_ draft: String) -> Bool {
        guard let me = reader?.member else { return reader == nil }
        return draft.hasPrefix("draft/\(me.id)/")
    }

    func typed(_ verb: String, _ draft: String) -> String {
        "assent \(verb) \(Shell.quoted(reader?.short(draft: draft) ?? draft))"
    }

    func didYouMean(_ near: [String]) -> [Words] {
        near.isEmpty ? [] : ["did you mean \(near.map { Words($0) }.inWords("or"))?"]
    }

    /// Each field with its three values: of many the first, and how many more there are.
    func page(
        of conflicts: [FieldConflict], called versions: [Words] = ["before", "published", "draft"]
    ) -> Page {
        var page = Page()
        let conflicts = Conflicts(conflicts, reader?.layout ?? Layout())
        page.add(ConflictTable(conflicts, called: versions, limit: ConflictTable.few).blocks)
        return page
    }
}
