package import Approvals
import Git
import Resources

/// The question before work is discarded or left behind.
package enum Question {
    package static func delete(_ draft: Draft, _ request: ApprovalRequest?, for reader: Reader) -> Page {
        let also: Words = request.map { " and its request \(reader.short($0.id))" } ?? ""
        return Page(
            .entry(
                Entry("Delete \(draft.name, .strong)\(also)? Changes that exist only in this draft will be lost.")))
    }

    /// Before risks go live that nobody has approved.
    package static func publish(_ plan: Plan, _ settings: SettingsRisks?, for reader: Reader) -> Page {
        let risks = plan.risks.map { Table.Row(Words("\($0.code)", .warning), FindingWords($0).message, mark: .risk) }
        return Page(
            .entry(
                Entry(
                    "\(plan.draft, .strong) goes live with a risk that nobody has approved:",
                    [.table(Table(.facts, risks)), .facts(settings?.words(for: reader) ?? [])])),
            .entry(Entry("Publish it now?")))
    }

    /// Before a member approves what they declined.
    package static func approveDeclined(_ plans: [Plan]) -> Page {
        let drafts = plans.map { Words($0.draft, .strong) }.inWords()
        return Page(.entry(Entry("You declined this version of \(drafts). Approve it anyway?")))
    }

    /// Before settings go live that take something away.
    package static func change(_ risks: SettingsRisks, for reader: Reader) -> Page {
        var page = Page()
        for words in risks.words(for: reader) { page.say(words) }
        let members = risks.removed.map { reader.name($0.member) }
        let acts: [Words] =
            (risks.switchesApprovalsOff ? ["switch approvals off"] : [])
            + (members.isEmpty ? [] : ["remove \(members.inWords())"])
        page.add(.entry(Entry("\(acts.inWords().capitalized)?")))
        return page
    }

    package static func save(_ paths: [String]) -> Page {
        let names = paths.map { Words($0) }.inWords(limit: 5)
        return Page(
            .entry(Entry("\(counted(paths.count, "file is", "files are")) not saved: \(names). Save first?")))
    }
}
