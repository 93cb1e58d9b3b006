package import Approvals
import Git
package import Resources

/// What `diff` shows.
package struct WorkComparison: Sendable {
    package let changes: [FileChange]
    /// By slug, the syncs on every model that changes.
    package let uses: [String: [Subject.Use]]

    private init(_ changes: [FileChange], _ uses: [String: [Subject.Use]]) {
        self.changes = changes
        self.uses = uses
    }

    private init(_ plan: Plan) { self.init(plan.changes, plan.uses) }

    /// The work at hand, a draft, a request, or one resource of the work at hand, against what is published.
    package init(of name: String?, in workspace: OpenWorkspace) async throws {
        let resource = name.flatMap(ResourceID.init)
        guard let name, resource == nil else {
            let preview = try await Planner(workspace).preview(by: nil)
            let changes = preview.changes.filter { resource == nil || $0.resource == resource }
            if let resource, changes.isEmpty { try ResourceNames(workspace).requirePublished(resource) }
            self.init(changes, preview.uses)
            return
        }
        switch try Reviewable(named: name, in: workspace) {
        case .request(let request) where request.state == .open: self.init(try Planner(workspace).plan(request))
        case .request(let request): try self.init(landedBy: request, in: workspace)
        case .draft(let draft): self.init(try Planner(workspace).plan(draft, by: draft.member))
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
        self.init(changes, try after.uses(of: changes))
    }
}
