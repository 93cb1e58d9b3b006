package import Resources

/// `diff --text`: the lines of the files, as a text comparison.
package struct TextDiffPage {
    package let page: Page

    package init(_ changes: [FileChange], _ layout: Layout) {
        var page = Page()
        for change in changes.sorted(by: { $0.file < $1.file }) {
            page.gap()
            let kind = change.kind == .changed ? "" : " (\(change.kind == .added ? "new" : "deleted"))"
            let texts = [change.before, change.after].map { String(decoding: $0?.bytes ?? [], as: UTF8.self) }
            page.tell(
                "\(layout.path(of: change.file), .strong)\(kind)",
                .diff(LineDiff(from: texts[0], to: texts[1], context: 3)))
        }
        self.page = page
    }
}
