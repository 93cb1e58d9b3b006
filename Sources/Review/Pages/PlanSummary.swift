import Approvals
import Resources

/// Each resource with how much of it changes, and what is risky about it.
struct PlanSummary {
    let blocks: [Block]

    init(_ plan: Plan, _ reader: Reader) {
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        let changes: Block =
            reviews.isEmpty
            ? .facts(["only formatting: no field changes its meaning"])
            : .table(Table(.fields, reviews.map { Table.Row($0.heading, $0.whatChanged) }))
        let risks = plan.risks.map {
            Table.Row(Words("\($0.code)", .warning), FindingWords($0).message, mark: .risk)
        }
        blocks = [changes, .table(Table(.facts, risks))]
    }
}
