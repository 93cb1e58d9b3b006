package import Approvals
package import Resources

/// Protections that a change of the settings takes away, which cannot be seen from the line that changes.
package struct SettingsRisks: Sendable {
    package let switchesApprovalsOff: Bool
    package let switchesSignaturesOff: Bool
    package let allowsSelfApproval: Bool
    /// Members who manage the workspace from then on.
    package let managers: [Member]
    /// Members who go.
    package let removed: [MemberTraces]

    package init(to after: Settings, in workspace: OpenWorkspace) throws {
        let before = workspace.settings
        switchesApprovalsOff = before.requiresApprovals && !after.requiresApprovals
        switchesSignaturesOff = before.signatures == .required && after.signatures != .required
        allowsSelfApproval = !before.allowsSelfApproval && after.allowsSelfApproval
        managers = after.members(who: .manage).filter { !before.permissions(of: $0.id).contains(.manage) }
        removed = try before.members.filter { after.member($0.id) == nil }.map {
            try MemberTraces(of: $0.id, in: workspace)
        }
    }

    package var isEmpty: Bool {
        !switchesApprovalsOff && !switchesSignaturesOff && !allowsSelfApproval && managers.isEmpty && removed.isEmpty
    }
}
