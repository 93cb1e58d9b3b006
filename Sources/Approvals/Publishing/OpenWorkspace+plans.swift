extension OpenWorkspace {
    /// Plans many open requests, in order, on all cores, each for itself: one that cannot be planned says why.
    package func plans(ofAll requests: [ApprovalRequest]) -> [Result<Plan, any Error>] {
        let (session, tip) = (session, tip)
        let planning = OnAllCores<ApprovalRequest, Result<Plan, any Error>>(requests, chunk: 16) {
            do {
                let workspace = try OpenWorkspace(session, looksOnly: true)
                // Should main have moved since, then whoever asked does it alone.
                guard workspace.tip == tip else { return nil }
                return { requests in requests.map { request in Result { try workspace.plan(request) } } }
            } catch { return nil }
        }
        return planning.outcomes { requests in requests.map { request in Result { try plan(request) } } }
    }
}
