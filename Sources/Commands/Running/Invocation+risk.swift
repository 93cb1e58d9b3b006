import Approvals
import Resources
import Review

extension Invocation {
    /// Asks once on a terminal before risks go live that nobody has approved.
    ///
    /// - Returns: whether to go on.
    func consents(toPublishing draft: Draft, in workspace: OpenWorkspace, by me: Member) throws -> Bool {
        guard mayAsk, !global.saysYes else { return true }
        let risks = try PublicationRisks(
            of: Publisher(workspace).requireMayPublish(draft, by: me), in: workspace)
        return try risks.isEmpty || confirm(.publish(risks, for: Reader(workspace, me)))
    }

    /// Asks before the settings lose a protection.
    ///
    /// - Returns: whether to go on, and whether somebody was asked.
    func consent(to risks: SettingsRisks, in workspace: OpenWorkspace, by me: Member) throws -> (
        goesOn: Bool, isAsked: Bool
    ) {
        let isLive = workspace.settings.permissions(of: me).contains(.manage)
        guard isLive, !global.saysYes, !risks.isEmpty else { return (true, false) }
        return (try confirm(.change(risks, for: Reader(workspace, me))), mayAsk)
    }
}
