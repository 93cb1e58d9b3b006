package import Approvals
import Resources

/// Files that `export` cannot take apart, and why.
package struct UnreadableFilesPage {
    package let page: Page

    private static let most = 8

    package init(_ files: [UnreadableFile]) {
        let left = files.count - Self.most
        var steps: [NextStep] = []
        if files.contains(where: \.isFinding) { steps.append(NextStep("see what is wrong", "assent check --all")) }
        if files.contains(where: { !$0.isFinding }) {
            steps.append(NextStep("how to write it so that all programs read it alike", "assent explain A409"))
        }
        var page = Page()
        page.tell(
            "\(counted(files.count, "file")) cannot be read field by field, and was exported without content:",
            .facts(
                files.prefix(Self.most).map { "\($0.path): \($0.reason)" }
                    + (left > 0 ? ["and \(counted(left, "more file"))"] : [])),
            .steps(steps))
        self.page = page
    }
}
