package import Approvals
package import Resources

/// `draft resolve`: what is in conflict and how to resolve it, or what was resolved and what is left.
package struct ResolutionPage {
    package let page: Page

    private static let most = 8

    /// - Parameter side: what was taken; nil: nothing was.
    package init(_ resolution: Resolution, as side: FieldConflict.Side? = nil, for reader: Reader) {
        let left = resolution.left
        let draft = Words(resolution.draft.name, .strong)
        let end = Block.steps([
            NextStep("look at it", "assent diff"), NextStep("save it", "assent save"),
            NextStep("or abort the merge", "git merge --abort"),
        ])
        let each = Block.steps(NextStep.settlingEach(of: left, reader.layout, most: Self.most))
        var page = Page()
        switch (resolution.settled.isEmpty, left.isEmpty) {
        case (true, true): page.tell("No conflicts are left on \(draft).", end)
        case (true, false):
            let told: Words =
                Words(deletionsAmong: left, with: "it", reader).map {
                    "\(draft) conflicts with \(reader.branch): \($0):"
                } ?? "\(draft) and \(reader.branch) both changed \(counted(left.count, "field")):"
            page.add(.entry(Entry(told, ConflictTable(Conflicts(left, reader.layout)).blocks + [each])))
        case (false, let isDone):
            let names = ConflictNames(resolution.settled + left, reader.layout)
            let settled = resolution.settled.map { Words(names.name(of: $0), .strong) }.inWords("and", limit: 5)
            let place: Words = side == .draft ? "in the draft" : "on \(reader.branch)"
            page.tell(
                "Resolved \(settled) with the value \(place).",
                .facts(resolution.deleted.map { "\($0) is deleted" as Words }))
            if isDone {
                page.tell("No conflicts are left on \(draft).", end)
            } else {
                page.tell("\(counted(left.count, "field is", "fields are")) still in conflict:", each)
            }
        }
        self.page = page
    }
}
