package import Approvals

/// `draft prune`: what was deleted, and what a work tree is still on.
package struct PruningPage {
    package let page: Page

    package init(_ pruning: DraftPruner.Pruning, branch: String) {
        var page = Page()
        if pruning.pruned.isEmpty {
            page.say("No draft to prune: \(branch) does not contain any of them completely.")
        } else {
            let names = pruning.pruned.map { Words($0.name, .strong) }.inWords("and", limit: 20)
            page.say("Deleted \(names): \(branch) contains \(pruning.pruned.count == 1 ? "it" : "them") completely.")
        }
        for (draft, directory) in pruning.kept {
            page.tell("Kept \(draft.name): it is checked out in \(directory).")
        }
        self.page = page
    }
}
