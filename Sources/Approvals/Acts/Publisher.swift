package import Git
package import Resources

/// One request that went live.
package struct Landing: Sendable {
    package let plan: Plan
    /// The merge on main.
    package let commit: ObjectID
    package let record: RequestRecord
    package let decision: Decision
    /// It is live all the same: why something beside it (a work tree, the draft's branch) is left to a later command.
    package let problem: (any Error)?
}

/// Moves main. Everything is written first, then one compare-and-swap is the only commit point (protocol.md,
/// Publishing); whatever fails before leaves main, drafts and requests as they were.
package struct Publisher: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// F7, *Approve & publish*: records the approval of what was shown, and publishes all of them if nothing is
    /// missing any more: dependencies first, all or nothing.
    ///
    /// - Parameter shown: the subjects that the member has seen. An approval is signed for no other.
    package func approve(_ requests: [ApprovalRequest], by member: Member, comment: String?, shown: Set<String>)
        async throws -> Outcome
    {
        try await retrying { now in
            let workspace = now.workspace
            let requests = try requests.reduce(into: [String]()) { if !$0.contains($1.id) { $0.append($1.id) } }
                .compactMap { id in requests.first { $0.id == id } }.map { try now.reread($0) }
            let steps = try await LandingSteps(workspace).steps(for: requests) { request, plan, needs in
                try await LandingSteps(workspace).approve(
                    request, plan, after: needs, by: member, comment: comment, shown: shown)
            }
            if steps.allSatisfy(\.decision.isSatisfied) {
                return try await now.land(steps, .approve, by: member)
            }
            try await LandingSteps(workspace).record(steps, by: member)
            return try now.outcome(ofRecording: requests.map { try now.reread($0) }, by: member)
        }
    }

    /// Moves main, or hands that over to the job on the host that may.
    private func land(_ steps: [LandingStep], _ act: Outcome.Act, by member: Member) async throws -> Outcome {
        if settings.landing == .branch { return try await LandingBranch(workspace).handOver(steps, act, by: member) }
        return try await Aftermath(workspace).outcome(of: Lander(workspace).land(steps, by: member), act, by: member)
    }

    /// Of approvals that wait for more.
    private func outcome(ofRecording requests: [ApprovalRequest], by member: Member) throws -> Outcome {
        let effects = try requests.map { Outcome.Effect.approved($0, try Planner(workspace).plan($0)) }
        return Outcome(.approve, by: member, effects, under: settings)
    }

    /// What `publish` would let go live.
    package func plan(of draft: Draft, by member: Member) throws -> Plan {
        let plan = try Planner(workspace).plan(draft, by: member.id)
        // Somebody who only lands a request is not an author of it.
        guard plan.isAskedFor, let request = plan.request else { return plan }
        return try Planner(workspace).plan(request)
    }

    /// Before anybody is asked whether they mean it.
    ///
    /// - Returns: what `publish` would let go live.
    package func requireMayPublish(_ draft: Draft, by member: Member) throws -> Plan {
        try SeenDraft(draft, in: workspace).requireWhole()
        let plan = try plan(of: draft, by: member)
        try LandingSteps(workspace).requireMayPublish(plan, draft, by: member)
        return plan
    }

    /// F3, *Publish now*: by who may publish what the draft touches, or by anyone who may draft once nothing is missing.
    package func publish(_ draft: Draft, by member: Member, reason: String?) async throws -> Outcome {
        try await retrying { now in
            let workspace = now.workspace
            try SeenDraft(draft, in: workspace).requireWhole()
            let plan = try now.plan(of: draft, by: member)
            let step = try await LandingSteps(workspace).publish(plan, draft, by: member, reason: reason)
            return try await now.land([step], .publish, by: member)
        }
    }
}
