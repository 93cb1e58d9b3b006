package import Approvals
import Resources

///     Would submit draft/ana/work-email for approval; nothing was done
///       model/leads        2 fields
///       would ask Bo Chen, by mail to bo@acme.example
package struct ProspectPage {
    package let page: Page

    /// - Parameter unsaved: how many files have edits that are not on the draft.
    package init(_ prospect: Prospect, unsaved: Int, for reader: Reader) {
        let plan = prospect.plan
        var entry = Entry(
            "Would submit \(plan.draft, .strong) for approval; nothing was done", PlanSummary(plan, reader).blocks)
        if unsaved > 0 { entry.add(fact: "without the unsaved edits in \(counted(unsaved, "file"))") }
        if let beneath = Words(standingOn: prospect.beneath) { entry.add(fact: beneath) }
        if prospect.asked.isEmpty {
            let able = prospect.approvers
            entry.add(
                fact: able.isEmpty ? "would ask nobody" : "would ask nobody by name; \(reader.who(able)) can approve it"
            )
        } else {
            entry.add(fact: "would ask \(reader.who(prospect.asked, "and"))\(Self.mail(to: prospect.asked, reader))")
        }
        page = Page(.entry(entry))
    }

    private static func mail(to ids: [String], _ reader: Reader) -> Words {
        guard reader.settings.notifications.from != nil else { return "; no mail is sent, since none is set up" }
        let told = ids.compactMap { reader.settings.member($0) }.filter {
            $0.mail != .none && $0.hasMailbox
        }
        return told.isEmpty ? "; none of them gets mail" : ", by mail to \(told.map { Words($0.email) }.inWords())"
    }
}
