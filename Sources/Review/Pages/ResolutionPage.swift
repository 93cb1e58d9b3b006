package import Approvals
package import Resources

/// `draft resolve`: what is in conflict and how it is settled, or what was settled and what is left.
package struct ResolutionPage {
    package let page: Page

    private static let most = 8

    /// What is in conflict on a draft.
    package init(_ conflicts: [FieldConflict], on draft: Draft, for reader: Reader) {
        var page = Page()
        if conflicts.isEmpty {
            page.tell(
                "Nothing is in conflict any more on \(draft.name, .strong).", Self.end)
        } else {
            let told: Words =
                Words(deletionsAmong: conflicts, with: "it", reader).map {
                    "\(draft.name, .strong) conflicts with \(reader.branch): \($0):"
                } ?? "\(draft.name, .strong) and \(reader.branch) both changed \(counted(conflicts.count, "field")):"
            page.tell(
                told,
                .table(ConflictTable(Conflicts(conflicts, reader.layout)).table),
                .steps(NextStep.settlingEach(of: conflicts, reader.layout, most: Self.most)))
        }
        self.page = page
    }

    /// - Parameter side: what was taken.
    package init(_ resolution: Resolution, as side: FieldConflict.Side, for reader: Reader) {
        var page = Page()
        let (settled, left) = (resolution.settled, resolution.left)
        let place: Words = side == .draft ? "in the draft" : "on \(reader.branch)"
        if settled.isEmpty {
            page.tell("Nothing is in conflict any more on \(resolution.draft.name, .strong).", Self.end)
        } else {
            let names = ConflictNames(settled + left, reader.layout)
            let facts = resolution.deleted.map { "\($0) is deleted" as Words }
            page.tell(
                "Settled \(settled.map { Words(names.name(of: $0), .strong) }.inWords("and", limit: 5)) as \(place).",
                .facts(facts))
            if left.isEmpty {
                page.tell("All is settled on \(resolution.draft.name, .strong).", Self.end)
            } else {
                page.tell(
                    "\(counted(left.count, "field is", "fields are")) still in conflict:",
                    .steps(NextStep.settlingEach(of: left, reader.layout, most: Self.most)))
            }
        }
        self.page = page
    }

    private static let end = Block.steps([
        NextStep("look at it", "assent diff"), NextStep("save it", "assent save"),
        NextStep("or abort the merge", "git merge --abort"),
    ])
}
