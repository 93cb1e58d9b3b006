package import Approvals
package import Resources

/// What a change of the settings brings that cannot be seen from the line that changes: protections that it takes away,
/// members who can no longer act, and acts that no longer count.
package struct SettingsRisks: Sendable {
    package let switchesApprovalsOff: Bool
    package let switchesSignaturesOff: Bool
    package let allowsSelfApproval: Bool
    /// Members who manage the workspace from then on.
    package let managers: [Member]
    /// Members who go.
    package let removed: [MemberTraces]
    /// Members who could do nothing from then on, as they have no key.
    package let keyless: [Member]
    private let requiresSignatures: Bool
    package let voided: VoidedActs
    /// What main must be renamed to before anything else can be recorded.
    package let mainName: String?

    package init(to after: Settings, in workspace: OpenWorkspace) throws {
        let before = workspace.settings
        switchesApprovalsOff = before.requiresApprovals && !after.requiresApprovals
        switchesSignaturesOff = before.signatures == .required && after.signatures != .required
        allowsSelfApproval = !before.allowsSelfApproval && after.allowsSelfApproval
        managers = after.members(who: .manage).filter { !before.permissions(of: $0.id).contains(.manage) }
        removed = try before.members.filter { after.member($0.id) == nil }.map {
            try MemberTraces(of: $0.id, in: workspace)
        }
        let requiresSignatures = before.signatures != .required && after.signatures == .required
        self.requiresSignatures = requiresSignatures
        keyless = after.members.filter { member in
            after.signatures == .required && member.publicKeys.isEmpty && !after.permissions(of: member).isEmpty
                && (requiresSignatures || before.member(member.id)?.publicKeys.isEmpty != true)
        }
        voided = try VoidedActs(by: after, in: workspace)
        mainName = after.branch.isExactly(before.branch) ? nil : after.branch
    }

    /// Of what was published; nil: the settings are what they were.
    package init?(from before: OpenWorkspace, to after: OpenWorkspace) throws {
        guard after.settings != before.settings else { return nil }
        try self.init(to: after.settings, in: before)
    }

    /// Whether everybody has to sign, and some cannot.
    var shutsOut: Bool { requiresSignatures && !keyless.isEmpty }

    /// Nobody has to be asked about it.
    package var isEmpty: Bool {
        !switchesApprovalsOff && !switchesSignaturesOff && !allowsSelfApproval && managers.isEmpty && removed.isEmpty
            && !shutsOut && mainName == nil
    }
}
