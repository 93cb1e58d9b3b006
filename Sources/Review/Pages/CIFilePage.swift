import Approvals
import Git
import Resources

/// A file for a CI host was written, and waits to be committed.
package struct CIFilePage {
    package let page: Page

    package init(placed path: String, branch: String) {
        var page = Page()
        let commands = [["git", "add", path], ["git", "commit", "-m", "Check drafts"]].map(Shell.line)
        page.tell(
            "Wrote \(path, .strong). What it needs to be told is said at its top.",
            .steps([NextStep("commit it on \(Words(branch)) and push that", commands.joined(separator: " && "))]))
        self.page = page
    }
}
