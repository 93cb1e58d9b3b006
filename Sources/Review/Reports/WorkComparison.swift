package import Approvals
import Git
package import Resources

/// What `diff` shows.
package struct WorkComparison: Sendable {
    package let changes: [FileChange]
    /// By slug, the syncs on every model that changes.
    package let uses: [String: [Subject.Use]]
    /// Fields that main has changed too, and differently; `changes` has the draft's values of them.
    package let conflicts: [FieldConflict]
    /// Of what went live: what was risky about it, the worst first.
    package let risks: [Finding]

    private init(
        _ changes: [FileChange], _ uses: [String: [Subject.Use]], _ conflicts: [FieldConflict] = [],
        risks: [Finding] = []
    ) {
        self.changes = changes
        self.uses = uses
        self.conflicts = conflicts
        self.risks = risks.sorted { $0.code.riskRank < $1.code.riskRank }
    }

    private init(_ plan: Plan, in workspace: OpenWorkspace) throws {
        let disputed = try Planner(workspace).disputed(plan)
        let uses = try workspace.published.uses(of: disputed)
        self.init(plan.changes + disputed, plan.uses.merging(uses) { known, _ in known }, plan.merge.conflicts)
    }

    /// The files in the work tree and, where there are conflicts, the draft's versions of them.
    private init(_ preview: Preview, of resource: ResourceID?, in workspace: OpenWorkspace) throws {
        let conflicts = try UnresolvedConflicts(of: preview, in: workspace).fields.filter {
            resource == nil || $0.file.resource == resource
        }
        let isLeft = Set(conflicts.map(\.file)).contains
        let edited = Set(preview.changes.map(\.file)).union(preview.unsaved.compactMap(workspace.layout.file(at:)))
        let disputed = try (preview.plan.map { try Planner(workspace).disputed($0) } ?? [])
            .filter { isLeft($0.file) && !edited.contains($0.file) }
        let uses = try workspace.published.uses(of: disputed)
        self.init(
            preview.changes.filter { resource == nil || $0.resource == resource } + disputed,
            preview.uses.merging(uses) { known, _ in known }, conflicts)
    }

    /// The current work, a draft, a request, or one resource of the current work, compared with what is published.
    package init(of name: String?, in workspace: OpenWorkspace) async throws {
        let resource = name.flatMap(ResourceID.init)
        guard let name, resource == nil else {
            let preview = try await Planner(workspace).preview(by: nil)
            try self.init(preview, of: resource, in: workspace)
            if let resource, changes.isEmpty { try ResourceNames(workspace).requirePublished(resource) }
            return
        }
        switch try Reviewable(named: name, in: workspace) {
        case .request(let request) where request.state == .open:
            try self.init(Planner(workspace).plan(request), in: workspace)
        case .request(let request): try self.init(landedBy: request, in: workspace)
        case .draft(let draft):
            try self.init(Planner(workspace).plan(draft, by: draft.member), in: workspace)
        case .resource: self.init([], [:])
        }
    }

    /// What a published request changed on main, and the syncs that ran on its models then.
    package init(landedBy request: ApprovalRequest, in workspace: OpenWorkspace) throws {
        guard case .published(let id) = request.state else {
            self.init([], [:])
            return
        }
        try self.init(of: id, in: workspace)
    }

    /// What a commit changed on main.
    init(of id: ObjectID, in workspace: OpenWorkspace) throws {
        let repository = workspace.repository
        guard let parent = try repository.commit(id).parents.first else {
            self.init([], [:])
            return
        }
        let (before, after) = (try workspace.snapshot(of: parent), try workspace.snapshot(of: id))
        let paths = try repository.changes(from: before.tree, to: after.tree).map(\.path)
        let changes = try before.changes(to: after, at: paths).map(\.change)
        let files = Set(changes.map(\.file))
        let findings =
            files.isEmpty
            ? [] : check(files, in: try after.workspace(for: files), before: try before.workspace(for: files))
        self.init(changes, try after.uses(of: changes), risks: findings.filter(\.isRisk))
    }
}
