import Approvals
import Git
import Resources

/// A file for a CI host was written, and waits to be committed.
package struct CIFilePage {
    package let page: Page

    package init(placed path: String, branch: String) {
        var page = Page()
        let commands = [["git", "add", path], ["git", "commit", "-m", "Add \(path)"]].map(Shell.line)
        page.tell(
            "Wrote \(path, .strong). The comment at its top says what to set.",
            .steps([NextStep("commit it on \(Words(branch)), then push", commands.joined(separator: " && "))]))
        self.page = page
    }
}
