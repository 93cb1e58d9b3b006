import Approvals
import Resources
import Review

extension Invocation {
    /// Asks once on a terminal before risks go live that nobody has approved. Without one, whoever may publish has said
    /// so by the command.
    ///
    /// - Returns: whether to go on.
    func confirmRisks(of draft: Draft, in workspace: OpenWorkspace, by me: Member) throws -> Bool {
        guard mayAsk, !global.saysYes else { return true }
        let plan = try Publisher(workspace).plan(of: draft, by: me)
        try LandingSteps(workspace).requireMayPublish(plan, by: me)
        let isApproved = plan.decision.isSatisfied && !plan.decision.requirements.isEmpty
        let settings = try settingsRisks(of: plan, in: workspace)
        if isApproved || plan.risks.isEmpty && settings?.isEmpty ?? true { return true }
        return try confirm(Question.publish(plan, settings, for: Reader(workspace, me))) ?? true
    }

    private func settingsRisks(of plan: Plan, in workspace: OpenWorkspace) throws -> SettingsRisks? {
        guard let after = plan.changes.first(where: { $0.file == .settings })?.after,
            let settings = Settings.parse(after).settings
        else { return nil }
        return try SettingsRisks(from: workspace.settings, to: settings) {
            try MemberTraces(of: $0.id, in: workspace)
        }
    }
}
