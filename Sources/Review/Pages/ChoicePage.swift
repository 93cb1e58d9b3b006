/// A question, and what can be chosen, by number.
package struct ChoicePage {
    package let page: Page
    /// How many have a number: the first ones.
    package let numbered: Int

    private static let limit = 15

    package init(_ question: Words, _ candidates: [Candidate]) {
        numbered = min(candidates.count, Self.limit)
        let width = String(numbered).count
        let rows = candidates.prefix(numbered).enumerated().map { index, candidate in
            let number = String(index + 1)
            let space = String(repeating: "\u{A0}", count: width - number.count)
            return Table.Row(
                Words(trusted: "\(space)\(number)\u{A0}\u{A0}") + Words(candidate.name, .strong), candidate.about)
        }
        let more = candidates.count - numbered
        page = Page(
            .entry(Entry(question, [.table(Table(.facts, rows)), .facts(more > 0 ? ["and \(more) more"] : [])])))
    }
}
