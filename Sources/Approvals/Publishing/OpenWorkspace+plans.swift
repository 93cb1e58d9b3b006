import Resources

extension OpenWorkspace {
    /// Plans many open requests, in order, on all cores, each for itself: one that cannot be planned says why.
    package func plans(ofAll requests: [ApprovalRequest]) -> [Result<Plan, any Error>] {
        guard !requests.isEmpty else { return [] }
        let (session, tip) = (session, tip)
        // Found once for all cores. Should that fail, each plan that needs it says why.
        let differences = Result { try draftDifferences() }
        let planning = OnAllCores<ApprovalRequest, Result<Plan, any Error>>(requests, chunk: 16) {
            do {
                let workspace = try OpenWorkspace(session, looksOnly: true)
                // Should main have moved since, then whoever asked does it alone.
                guard workspace.tip == tip else { return nil }
                if case .success(let differences) = differences { workspace.knownDraftDifferences = differences }
                return { requests in requests.map(workspace.planAlone) }
            } catch { return nil }
        }
        return planning.outcomes { requests in requests.map(planAlone) }
    }

    private func planAlone(_ request: ApprovalRequest) -> Result<Plan, any Error> {
        Result {
            let plan = try plan(request)
            // Whoever has thousands of plans needs the texts, and seldom what they mean.
            for change in plan.changes {
                change.before?.forgetDocument()
                change.after?.forgetDocument()
            }
            return plan
        }
    }
}
