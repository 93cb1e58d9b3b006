package import Approvals
import Git
package import Resources

/// What is new in a request or a draft since a member viewed it.
package struct SinceViewed: Sendable {
    /// How it differs from what was viewed.
    package struct Difference: Sendable {
        /// From what publishing would have made of each file to what it would make of it now; where one of the two has
        /// conflicts, from the draft as it was to the draft as it is.
        package let proposed: [FileChange]
        /// What was published meanwhile of the same files, and of what they rest on.
        package let published: [FileChange]
        /// What is different of all else that an approval covers.
        package let basis: BasisDifference
        /// Risks that were not shown.
        package let risks: [Finding]
        /// It had conflicts with what was published.
        package let hadConflicts: Bool
        /// It is shown as after others that are not published (F6): what is new beneath it may be theirs.
        package let isAfterOthers: Bool

        /// Whether all that an approval covers and that is different is told here.
        package var isComplete: Bool { basis.isComplete }
        package var isEmpty: Bool {
            isComplete && proposed.isEmpty && published.isEmpty && basis.changes.isEmpty && risks.isEmpty
        }
    }

    package let viewed: Viewed
    /// As it is now.
    package let plan: Plan
    /// Nil where it cannot be told: what was seen is gone.
    package let difference: Difference?
    /// What others did about the request.
    package let events: [Event]

    package init(_ plan: Plan, since viewed: Viewed, by member: String, in workspace: OpenWorkspace) {
        self.viewed = viewed
        self.plan = plan
        events = plan.request.map { viewed.events(since: $0) { $0 != member } } ?? []
        difference = Difference(plan, since: viewed, in: workspace)
    }

    /// Nil: the member looks at it for the first time.
    package init?(_ plan: Plan, by member: String, in workspace: OpenWorkspace) {
        guard let viewed = ViewedPlans(workspace).viewed(plan, by: member) else { return nil }
        self.init(plan, since: viewed, by: member, in: workspace)
    }

    package var isRevised: Bool { plan.revision != viewed.revision }
    package var hasConflicts: Bool { !plan.merge.conflicts.isEmpty }
    /// Whether it conflicts with main now and did not, or the other way round.
    package var conflictsChanged: Bool { difference.map { $0.hadConflicts != hasConflicts } ?? false }
    package var isNothing: Bool {
        events.isEmpty && !isRevised && !conflictsChanged && difference.map(\.isEmpty) ?? false
    }
}

extension SinceViewed.Difference {
    private init(sameAs plan: Plan) {
        self.init(
            proposed: [], published: [], basis: .none, risks: [], hadConflicts: !plan.merge.conflicts.isEmpty,
            isAfterOthers: false)
    }

    fileprivate init?(_ plan: Plan, since viewed: Viewed, in workspace: OpenWorkspace) {
        if viewed.revision == plan.revision, viewed.subject == plan.subject,
            viewed.onto == plan.merge.onto || plan.subject != nil
        {
            self.init(sameAs: plan)
            return
        }
        guard let seen = ViewedPlans(workspace).plan(of: plan, as: viewed) else { return nil }
        do { try self.init(from: seen, to: plan, in: workspace) } catch {
            // What was viewed may be gone by now. That is reported, and the rest is still shown.
            return nil
        }
    }

    private init(from seen: Plan, to plan: Plan, in workspace: OpenWorkspace) throws {
        let (layout, repository) = (workspace.layout, workspace.repository)
        let hasConflicts = [seen, plan].contains { !$0.merge.conflicts.isEmpty }
        func result(_ plan: Plan) throws -> Snapshot {
            if hasConflicts { return try workspace.snapshot(of: plan.revision) }
            return Snapshot(repository, tree: try plan.merge.tree(in: repository), layout: layout)
        }
        let results = (old: try result(seen), new: try result(plan))
        let bases = (
            old: try workspace.snapshot(of: seen.merge.onto), new: try workspace.snapshot(of: plan.merge.onto)
        )
        let touched = Set([seen, plan].flatMap { $0.changes.map(\.file) + $0.merge.conflicts.map(\.file) })
        let uses = [seen, plan].flatMap { $0.uses.values.joined() }.compactMap { layout.file(at: $0.path) }
        var beneath: Set<GovernedFile> = []
        var models: [String: BasisDifference.Models] = [:]
        for case .sync(let slug) in touched.union([seen, plan].flatMap { $0.basis.syncs(layout) }) {
            let found = (old: try results.old.model(of: slug), new: try results.new.model(of: slug))
            models[slug] = found
            for case let model? in [found.old, found.new] { beneath.formUnion([.model(model), .columns(model)]) }
        }
        func changes(_ files: Set<GovernedFile>, _ old: Snapshot, _ new: Snapshot) throws -> [FileChange] {
            try files.sorted().compactMap { compare($0, before: try old.text(of: $0), after: try new.text(of: $0)) }
        }
        let proposed = try changes(touched, results.old, results.new)
        let published = try changes(touched.union(uses).union(beneath), bases.old, bases.new)
        self.init(
            proposed: proposed, published: published,
            basis: BasisDifference(from: seen, to: plan, models, shown: proposed + published, layout),
            risks: plan.risks.filter { risk in !seen.risks.contains { $0.message == risk.message } },
            hadConflicts: !seen.merge.conflicts.isEmpty, isAfterOthers: plan.merge.onto != workspace.tip)
    }
}
