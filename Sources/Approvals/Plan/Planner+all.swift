package import Resources

extension Planner {
    /// What a plan's draft changes of the files in which it conflicts with main.
    package func disputed(_ plan: Plan) throws -> [FileChange] {
        try Merger(repository: repository, layout: layout).disputed(plan.merge)
    }

    /// Plans many open requests, in order, on all cores, each for itself: one that cannot be planned says why. What is
    /// made of each plan is made on the core that made it. One that takes too much merging is not planned here.
    package func planned<Value: Sendable>(
        _ requests: [ApprovalRequest], limit: MergeLimit = .listed(),
        _ outcome: @escaping @Sendable (ApprovalRequest, Result<Plan, any Error>, OpenWorkspace) -> Value
    ) -> [Value] {
        guard !requests.isEmpty else { return [] }
        let open = workspace.onAnotherCore
        // Found once for all cores. Should that fail, each plan that needs it says why.
        let differences = Result { try Drafts(workspace).differences() }
        let planning = OnAllCores<ApprovalRequest, Value>(requests, chunk: 16) {
            do {
                let workspace = try open()
                if case .success(let differences) = differences { Drafts(workspace).take(differences) }
                let planner = Planner(workspace, limit: limit)
                return { requests in
                    requests.map { request in outcome(request, Result { try planner.plan(request) }, workspace) }
                }
            } catch { return nil }
        }
        let planner = Planner(workspace, limit: limit)
        return planning.outcomes { requests in
            requests.map { request in outcome(request, Result { try planner.plan(request) }, workspace) }
        }
    }
}
