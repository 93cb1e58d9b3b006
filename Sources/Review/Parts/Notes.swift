package import Approvals
package import Git
import Resources

/// What changes governed files on their way to the disk, and since when; nothing where nothing does.
package struct AttributeNotes {
    package let page: Page

    package init(_ notes: [AttributeNote]) {
        var page = Page()
        for (index, note) in notes.enumerated() {
            page.gap()
            let lines = note.findings.map { "\($0.message)" as Words }
            page.tell(
                "\(note.path, .strong), as it is on main since \(note.since.short): \(lines.inWords(limit: 3)). Nobody had to approve that.",
                .steps(index + 1 < notes.count ? [] : [Step("why that matters", "assent explain A108")]))
        }
        self.page = page
    }
}

/// That plain git shows another history here than the true one; nothing where it does not.
package struct Overrides {
    package let page: Page

    package init(_ overrides: HistoryOverrides) {
        var page = Page()
        if !overrides.isEmpty {
            let what: [Words] =
                (overrides.replaced.isEmpty ? [] : [counted(overrides.replaced.count, "replace ref")])
                + (overrides.graftFile == nil ? [] : ["grafts"])
            page.gap()
            page.tell(
                "Ignored here: \(what.inWords()), because of which plain git shows another history than the true one.",
                .steps(Self.steps(overrides)))
        }
        self.page = page
    }

    private static func steps(_ overrides: HistoryOverrides) -> [Step] {
        var steps: [Step] = []
        if !overrides.replaced.isEmpty {
            let ids = overrides.replaced.prefix(4).map(\.hex)
            let rest = overrides.replaced.count > ids.count ? ["…"] : []
            steps.append(Step("take them away", Shell.line(["git", "replace", "-d"] + ids + rest)))
        }
        if let file = overrides.graftFile { steps.append(Step("take them away", Shell.line(["rm", file]))) }
        return steps
    }
}
