import Approvals
package import Git
import Resources

/// Says that plain git shows a history here that is not the true one; empty if it does not.
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
                "Ignored here: \(what.inWords()). Plain git shows a different history because of them.",
                .steps(Self.steps(overrides)))
        }
        self.page = page
    }

    private static func steps(_ overrides: HistoryOverrides) -> [NextStep] {
        var steps: [NextStep] = []
        if !overrides.replaced.isEmpty {
            let ids = overrides.replaced.prefix(4).map(\.hex)
            let rest = overrides.replaced.count > ids.count ? ["…"] : []
            steps.append(NextStep("remove them", Shell.line(["git", "replace", "-d"] + ids + rest)))
        }
        if let file = overrides.graftFile { steps.append(NextStep("remove them", Shell.line(["rm", file]))) }
        return steps
    }
}
