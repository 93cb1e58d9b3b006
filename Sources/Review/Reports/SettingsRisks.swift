import Approvals
package import Resources

/// What a change of the settings removes that cannot be seen from the line that changes.
package struct SettingsRisks: Sendable {
    package let switchesApprovalsOff: Bool
    /// Members who are removed.
    package let removed: [MemberTraces]

    package init(from before: Settings, to after: Settings, removed: (Member) throws -> MemberTraces) rethrows {
        switchesApprovalsOff = before.requiresApprovals && !after.requiresApprovals
        self.removed = try before.members.filter { after.member($0.id) == nil }.map(removed)
    }

    package var isEmpty: Bool { !switchesApprovalsOff && removed.isEmpty }
}
