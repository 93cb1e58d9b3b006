package import Approvals
package import Resources

/// What goes live with a draft and was approved by nobody: whoever publishes it is asked whether they mean it.
package struct PublicationRisks: Sendable {
    package let plan: Plan
    /// The worst first.
    package let findings: [Finding]
    /// Where the draft changes the settings.
    package let settings: SettingsRisks?

    /// - Parameter plan: one that may be published.
    package init(of plan: Plan, in workspace: OpenWorkspace) throws {
        self.plan = plan
        let isApproved = plan.decision.isSatisfied && !plan.decision.requirements.isEmpty
        findings = isApproved ? [] : plan.risks
        settings = isApproved ? nil : try Self.settings(of: plan, in: workspace)
    }

    package var isEmpty: Bool { findings.isEmpty && settings?.isEmpty ?? true }

    private static func settings(of plan: Plan, in workspace: OpenWorkspace) throws -> SettingsRisks? {
        guard let after = plan.changes.first(where: { $0.file == .settings })?.after,
            let settings = Settings.parse(after).settings
        else { return nil }
        return try SettingsRisks(to: settings, in: workspace)
    }
}
