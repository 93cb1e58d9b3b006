import Approvals

/// A question, and what can be chosen, by number.
package struct ChoicePage {
    package let page: Page
    /// How many have a number: the first ones.
    package let numbered: Int

    private static let limit = 15

    package init(_ question: Words, _ candidates: [Choice], for reader: Reader) {
        numbered = min(candidates.count, Self.limit)
        let width = String(numbered).count
        let rows = candidates.prefix(numbered).enumerated().map { index, candidate in
            let number = String(index + 1)
            let space = String(repeating: "\u{A0}", count: width - number.count)
            return Table.Row(
                Words(trusted: "\(space)\(number)\u{A0}\u{A0}") + Words(candidate.name, .strong),
                Words(about: candidate, reader))
        }
        let more = candidates.count - numbered
        page = Page(
            .entry(Entry(question, [.table(Table(.facts, rows)), .facts(more > 0 ? ["and \(more) more"] : [])])))
    }
}

extension Words {
    /// What it is, and whether it waits for the reader: `sync/leads-to-crm (1 field) · Ana Silva · waits for you`.
    fileprivate init(about candidate: Choice, _ reader: Reader) {
        let facts: [Words]
        switch candidate.kind {
        case .request(let entry, let waits):
            let author = entry.request.author
            facts = [
                entry.subject(reader),
                entry.request.record.doubt == nil ? reader.who([author]) : "in the name of \(reader.name(author))",
                entry.request.state == .open && entry.plan == nil
                    ? entry.unplanned : waits ? "waits\u{A0}for\u{A0}you" : Words(),
            ]
        case .draft(let draft):
            let owner: Words = draft.draft.isOf(reader.member) ? "your draft" : reader.name(draft.draft.member)
            facts = [draft.isCurrent ? "the draft you are on" : owner, Words(draft.title)]
        case .main: facts = ["what is published"]
        case .resource(let isChanged): facts = isChanged ? ["changed on the draft you are on"] : []
        case .name: facts = []
        }
        self = facts.filter { !$0.isEmpty }.joined(by: " · ")
    }
}
