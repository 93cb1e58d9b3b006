import Approvals
import Resources

extension Page {
    ///     draft/ana/mode is not what you looked at. What is different:
    ///      sync/leads-to-crm   1 field
    ///        config.mode       upsert → mirror
    package init(_ difference: SinceViewed, for reader: Reader) {
        self.init()
        func blocks(_ changes: [FileChange]) -> [ResourceReview] {
            ResourceReview.all(of: changes, layout: reader.layout)
        }
        line("\(difference.plan.draft, .strong) is not what you looked at.", hanging: 2)
        if !difference.proposed.isEmpty {
            gap()
            line("What you saw → what would be live now:")
            changes(blocks(difference.proposed), reader.layout, showsUses: false)
        }
        if !difference.published.isEmpty {
            gap()
            line("Published meanwhile, in it or beneath it:")
            changes(blocks(difference.published), reader.layout, showsUses: false)
        }
        gap()
        for risk in difference.risks { self.risk(risk) }
        // Who declined what it is now, and what it waits for.
        for verdict in reader.verdicts(on: difference.plan) { self.verdict(verdict) }
        gap()
    }
}
