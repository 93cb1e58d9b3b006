import Approvals
import Git
import Resources

///     Published draft/ana/work-email: live on main                               9c41d07e
///       model/leads        2 fields
///       approved by Bo Chen
struct LandingPage {
    let page: Page

    /// - Parameters:
    ///   - beneath: drafts that went live with it.
    ///   - closed: a request for it that was withdrawn, and whose ref somebody pushed again.
    init(
        _ landing: Landing, with beneath: [String] = [], closed: ApprovalRequest? = nil, for reader: Reader
    ) {
        var entry = Entry(
            "Published \(landing.plan.draft, .strong): live on \(reader.branch)",
            aside: [Words(landing.commit.short, .faint)], PlanSummary(landing.plan, reader).blocks)
        entry.add(fact: reader.whoLet(landing))
        if !beneath.isEmpty {
            entry.add(fact: "together with the changes in \(beneath.map { Words($0) }.inWords(limit: 5))")
        }
        if let closed { entry.add(fact: reader.words(closed: closed)) }
        page = Page(.entry(entry))
    }
}

extension Reader {
    /// Who approved or published a landing.
    func whoLet(_ landing: Landing) -> Words {
        if let publisher = landing.decision.waivedBy, landing.decision.requirements.contains(where: \.isWaived) {
            let reason: Words = landing.record.landedWaiver?.comment.map { ": \(Words(quoting: $0))" } ?? Words()
            return "\(who([publisher])) published it without approval, which is on record\(reason)"
        }
        let approvers = landing.decision.requirements.flatMap(\.given)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return approvers.isEmpty ? "nothing in it needed approval" : "approved by \(who(approvers, "and"))"
    }
}
