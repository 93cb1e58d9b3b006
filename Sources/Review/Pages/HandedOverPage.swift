import Approvals
import Resources

///     Approved draft/ana/work-email                                               3f2a91c0
///       live once the job on the host has moved main over assent/landing/3f2a91c0…
struct HandedOverPage {
    let page: Page

    init(_ outcome: Outcome, for reader: Reader) {
        var page = Page()
        for (plan, branch) in outcome.handedOver {
            let did: Words = outcome.act == .approve ? "Approved" : "Handed over"
            page.tell(
                "\(did) \(plan.draft, .strong)", aside: [reader.id(of: plan)],
                .facts(["live once the job on the host has moved \(reader.branch) over \(Self.short(branch))"]),
                .steps([NextStep("see whether it has", "assent status")]))
        }
        self.page = page
    }

    /// `assent/landing/3f2a91c0…`
    static func short(_ branch: String) -> String {
        guard let slash = branch.lastIndex(of: "/") else { return branch }
        return branch[...slash] + String(branch[branch.index(after: slash)...].prefix(8)) + "…"
    }
}
