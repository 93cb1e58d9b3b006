package import Approvals
package import Resources

/// What `new` wrote.
package struct NewResourcePage {
    package let page: Page

    /// - Parameters:
    ///   - draft: that was started for it; nil where one was there.
    ///   - isSaved: the repository is bare, and it is on the draft already.
    package init(_ resource: ResourceID, at path: String, on draft: Draft?, isSaved: Bool, branch: String) {
        var page = Page()
        if let draft { page.tell("\(branch) changes only through drafts: started \(draft.name, .strong).") }
        page.tell(
            "Wrote \(resource, .strong): \(path)",
            .steps([
                isSaved
                    ? NextStep("ask for approval", Shell.line(["assent", "submit", draft?.name ?? ""]))
                    : NextStep("edit it, then", "assent save")
            ]))
        self.page = page
    }
}
