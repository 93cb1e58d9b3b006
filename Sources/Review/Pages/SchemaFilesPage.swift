import Approvals
import Git
import Resources

/// JSON Schemas for editors were written, and wait to be committed.
package struct SchemaFilesPage {
    package let page: Page

    package init(written paths: [String], branch: String) {
        var page = Page()
        let commands = [["git", "add", ".assent"], ["git", "commit", "-m", "Add JSON Schemas"]].map(Shell.line)
        let line = Words.command(SchemaKind.settings.modeline(for: Layout.settingsPath))
        let all = SchemaKind.allCases.map { Words($0.path, .strong) }.inWords()
        page.tell(
            paths.isEmpty
                ? "\(all) are already there." : "Wrote \(paths.map { Words($0, .strong) }.inWords()).",
            .facts(["A file names its schema in its first line. In assent.yaml that line is: \(line)"]),
            .steps(
                paths.isEmpty
                    ? [] : [NextStep("commit them on \(Words(branch)), then push", commands.joined(separator: " && "))])
        )
        self.page = page
    }
}
