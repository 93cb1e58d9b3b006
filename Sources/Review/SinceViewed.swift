package import Approvals
import Git
package import Resources

/// How a request is different from what a member looked at.
package struct SinceViewed: Sendable {
    /// As it is now.
    package let plan: Plan
    /// From what publishing would have made of each file to what it would make of it now.
    package let proposed: [FileChange]
    /// What was published meanwhile of the same files, and of what they rest on.
    package let published: [FileChange]
    /// Risks that were not shown.
    package let risks: [Finding]
}

extension OpenWorkspace {
    /// Nil where the difference cannot be told: then all of it is to be looked at again.
    package func difference(of plan: Plan, since viewed: Viewed) throws -> SinceViewed? {
        guard let request = plan.request, let seen = self.plan(request, as: viewed) else { return nil }
        func snapshot(_ merge: Merge) throws -> Snapshot {
            Snapshot(repository, tree: try merge.tree(in: repository), layout: layout)
        }
        let results = (old: try snapshot(seen.merge), new: try snapshot(plan.merge))
        let bases = (old: try self.snapshot(of: seen.merge.onto), new: try self.snapshot(of: plan.merge.onto))
        let touched = Set((seen.changes + plan.changes).map(\.file))
        let uses = [seen, plan].flatMap { $0.uses.values.joined() }.compactMap { layout.file(at: $0.path) }
        var beneath: Set<GovernedFile> = []
        for case .sync(let slug) in touched {
            for state in [results.old, results.new] {
                guard let model = try state.model(of: slug) else { continue }
                beneath.formUnion([.model(model), .columns(model)])
            }
        }
        func changes(_ files: Set<GovernedFile>, _ old: Snapshot, _ new: Snapshot) throws -> [FileChange] {
            try files.sorted().compactMap { compare($0, before: try old.text(of: $0), after: try new.text(of: $0)) }
        }
        let difference = SinceViewed(
            plan: plan, proposed: try changes(touched, results.old, results.new),
            published: try changes(touched.union(uses).union(beneath), bases.old, bases.new),
            risks: plan.risks.filter { risk in !seen.risks.contains { $0.message == risk.message } })
        let isEmpty = difference.proposed.isEmpty && difference.published.isEmpty && difference.risks.isEmpty
        return isEmpty ? nil : difference
    }
}

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
