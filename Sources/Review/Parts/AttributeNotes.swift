package import Approvals
import Git
import Resources

/// The attributes that change governed files on their way to the disk, and since when; empty if there are none.
package struct AttributeNotes {
    package let page: Page

    package init(_ notes: [AttributeNote]) {
        var page = Page()
        for (index, note) in notes.enumerated() {
            page.gap()
            let lines = note.findings.map { "\($0.message)" as Words }
            page.tell(
                "\(note.path, .strong), on main since \(note.since.short): \(lines.inWords(limit: 3)). That needed no approval.",
                .steps(index + 1 < notes.count ? [] : [NextStep("why this matters", "assent explain A108")]))
        }
        self.page = page
    }
}
