/// `draft switch`: where one is now, and what came along.
package struct DraftSwitchPage {
    package let page: Page

    /// - Parameter unsaved: paths of files that differ from what the branch has.
    package init(to branch: String, unsaved: [String]) {
        var page = Page()
        page.tell("You are on \(branch, .strong).", .facts([Words(cameAlong: unsaved)].compactMap(\.self)))
        self.page = page
    }
}

extension Words {
    /// Nil where nothing did.
    init?(cameAlong unsaved: [String]) {
        if unsaved.isEmpty { return nil }
        let files = unsaved.map { "\($0)" as Words }.inWords("and", limit: 5)
        self =
            "Unsaved edits came along: \(files). To leave edits behind, run \(.command("assent save")) before you switch."
    }
}
