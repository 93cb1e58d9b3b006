package import Resources

/// `draft discard`: what was discarded, and how to get it back.
package struct DiscardPage {
    package let page: Page

    /// - Parameter resource: whose edits were meant; nil: all.
    package init(_ paths: [String], of resource: ResourceID?) {
        var page = Page()
        if paths.isEmpty {
            page.say(
                resource.map { "Nothing to discard: \("\($0)") has no unsaved edits." }
                    ?? "Nothing to discard: everything is saved.")
        } else {
            page.tell(
                "Discarded the unsaved edits of \(paths.map { Words($0) }.inWords("and", limit: 5)).",
                .steps([NextStep("bring them back", "git stash pop")]))
        }
        self.page = page
    }
}
