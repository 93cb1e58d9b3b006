import Approvals
import Resources
import Review

extension Invocation {
    /// That a draft is to be published.
    struct Consent {
        /// Why, where that was said.
        let reason: String?
    }

    /// Asks before a draft goes live past approval or with risks that nobody has approved; and on a terminal also why it
    /// is to go past approval.
    ///
    /// - Parameter reason: as it was typed.
    /// - Returns: nil: it is not to be published.
    func consent(toPublishing draft: Draft, in workspace: OpenWorkspace, by me: Member, reason: String?) throws
        -> Consent?
    {
        if global.saysYes { return Consent(reason: reason) }
        let risks = try PublicationRisks(
            of: Publisher(workspace).requireMayPublish(draft, by: me), in: workspace)
        if risks.isEmpty { return Consent(reason: reason) }
        guard try confirm(.publish(risks, for: Reader(workspace, me))) else { return nil }
        if risks.isUnapproved, reason == nil {
            return Consent(reason: try line("Why without approval? (Enter: no reason) "))
        }
        return Consent(reason: reason)
    }

    /// Asks before the settings lose a protection.
    ///
    /// - Returns: whether to go on, and whether somebody was asked.
    func consent(toSettings after: Settings, in workspace: OpenWorkspace, by me: Member) throws -> (
        goesOn: Bool, isAsked: Bool
    ) {
        let isLive = workspace.settings.permissions(of: me).contains(.manage)
        guard isLive, !global.saysYes, case let risks = try SettingsRisks(to: after, in: workspace), !risks.isEmpty
        else { return (true, false) }
        return (try confirm(.change(risks, for: Reader(workspace, me))), true)
    }
}
