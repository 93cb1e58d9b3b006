package import Approvals
import Git
import Resources

///     draft/bo/score lost the approval of Carol Diaz: its effect is no longer the same.
///       look again:  assent view bo/score
package struct VoidedApprovalsPage {
    package let page: Page

    package init(_ voided: [VoidedApproval], for reader: Reader) {
        let items = voided.map { item -> List.Item in
            let approvals: Words = item.members.count == 1 ? "the approval" : "the approvals"
            let why: Words =
                item.conflicts
                ? "it changes the same fields, and conflicts now" : "its effect is no longer the same"
            let view = Shell.line(["assent", "view", reader.short(draft: item.draft)])
            return List.Item(
                "\(item.draft) lost \(approvals) of \(reader.who(item.members, "and")): \(why).",
                [.steps([NextStep("look again", view)])])
        }
        page = Page(.list(List(.facts, items)))
    }
}
