package import Approvals
import Git
import Resources

/// The outcome of changing the settings.
package struct SettingsChangePage {
    package let page: Page

    /// - Parameters:
    ///   - what: starts in upper case, without a full stop: `Added bo as editor`.
    ///   - notes: what it means beside that.
    ///   - next: what is left to do then.
    package init(
        _ change: SettingsChange?, _ what: Words, notes: [Words] = [], next: [NextStep] = [], for reader: Reader
    ) {
        var page = Page()
        if let change, let landing = change.landing {
            page.tell(
                "\(what): live on \(reader.branch).", aside: [Words(landing.commit.short, .faint)],
                .facts(notes), .steps(next))
        } else if let change, let handed = change.outcome.handedOver.first {
            page.tell(
                "\(what): it takes effect once the job on the host has moved \(reader.branch) over \(HandedOverPage.short(handed.branch)).",
                .facts(notes))
        } else if let change {
            let manager = reader.settings.members(who: .manage).first?.id ?? "<member>"
            let draft = reader.short(draft: change.draft.name)
            page.tell(
                "\(what), on \(change.draft.name, .strong): it takes effect once somebody who manages the workspace approves it.",
                .facts(notes),
                .steps([NextStep("ask for approval", Shell.line(["assent", "submit", draft, "--to", manager]))]))
        } else {
            page.say("Nothing to change: it is already set to that.")
        }
        self.page = page
    }
}
