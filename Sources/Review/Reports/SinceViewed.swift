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

    /// Nil where the difference cannot be told: then all of it is to be looked at again.
    package init?(_ plan: Plan, since viewed: Viewed, in workspace: OpenWorkspace) throws {
        guard let request = plan.request, let seen = ViewedPlans(workspace).plan(request, as: viewed) else {
            return nil
        }
        let layout = workspace.layout
        func snapshot(_ merge: Merge) throws -> Snapshot {
            let repository = workspace.repository
            return Snapshot(repository, tree: try merge.tree(in: repository), layout: layout)
        }
        let results = (old: try snapshot(seen.merge), new: try snapshot(plan.merge))
        let bases = (
            old: try workspace.snapshot(of: seen.merge.onto), new: try workspace.snapshot(of: plan.merge.onto)
        )
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
        self.plan = plan
        proposed = try changes(touched, results.old, results.new)
        published = try changes(touched.union(uses).union(beneath), bases.old, bases.new)
        risks = plan.risks.filter { risk in !seen.risks.contains { $0.message == risk.message } }
        if proposed.isEmpty, published.isEmpty, risks.isEmpty { return nil }
    }
}
