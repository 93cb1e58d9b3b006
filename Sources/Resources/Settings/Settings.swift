/// What `assent.yaml` says. The settings that judge a change are those on main before it.
package struct Settings: Hashable, Sendable {
    /// From the top of the repository.
    package static let path = Layout.settingsPath
    /// The version of the file's format that this code reads.
    package static let version = 1
    /// The numbers of the rules on risk that this code knows (format.md, `risk_rules`).
    package static let riskRules = 1

    package enum Signatures: String, Hashable, Sendable, CaseIterable { case required, optional }
    package enum Landing: String, Hashable, Sendable, CaseIterable { case direct, branch }

    /// Random, made once: tells a workspace from its copies.
    package var id: String
    /// The workspace's name, for people.
    package var workspace: String
    /// What is published; without `refs/heads/`.
    package var branch: String
    /// The folder of models and syncs; empty for the top of the repository.
    package var root: String
    /// The switch of F1.
    package var requiresApprovals: Bool
    package var signatures: Signatures
    package var landing: Landing
    /// Distinct approvers that every change needs, at least 1; rules come on top.
    package var requiredApprovals: Int
    /// Whether an author's own approval counts.
    package var allowsSelfApproval: Bool
    package var rules: [ApprovalRule]
    /// Which reckoning of risks holds here: what a number finds never changes.
    package var riskRules = Settings.riskRules
    /// In the order of the file, with who was removed.
    package var allMembers: [Member]
    /// Those that the file defines, in its order.
    package var customRoles: [Role]
    package var notifications: Notifications

    package init(
        id: String, workspace: String, branch: String = "main", root: String = "", requiresApprovals: Bool = true,
        signatures: Signatures = .required, landing: Landing = .direct, requiredApprovals: Int = 1,
        allowsSelfApproval: Bool = false, rules: [ApprovalRule] = [], allMembers: [Member] = [],
        customRoles: [Role] = [], notifications: Notifications = Notifications()
    ) {
        self.id = id
        self.workspace = workspace
        self.branch = branch
        self.root = root
        self.requiresApprovals = requiresApprovals
        self.signatures = signatures
        self.landing = landing
        self.requiredApprovals = requiredApprovals
        self.allowsSelfApproval = allowsSelfApproval
        self.rules = rules
        self.allMembers = allMembers
        self.customRoles = customRoles
        self.notifications = notifications
    }

    /// Who may act now, in the order of the file.
    package var members: [Member] { allMembers.filter { !$0.isRemoved } }

    /// The member with this id, unless removed.
    package func member(_ id: String) -> Member? { allMembers.first { $0.id.isExactly(id) && !$0.isRemoved } }

    /// The members with this address, letter case aside; one, if git's `user.email` is to say who acts.
    package func members(email: String) -> [Member] {
        let email = email.lowercased()
        return members.filter { $0.email.lowercased() == email }
    }

    /// The members whom a server's transport calls so, by bytes: one, if it is to say who pushes.
    package func members(login: String) -> [Member] { members.filter { $0.login?.isExactly(login) ?? false } }

    /// Custom roles first: they may say what `editor` means here, but never what `admin` means.
    package func role(_ name: String) -> Role? {
        if name == Role.admin.name { return .admin }
        return customRoles.first { $0.name.isExactly(name) } ?? Role.standard.first { $0.name == name }
    }

    /// The names of all roles that a member may have.
    package var roleNames: [String] {
        Role.standard.map(\.name)
            + customRoles.map(\.name).filter { name in !Role.standard.contains { $0.name == name } }
    }

    /// Nothing for an unknown or a removed member, and for a role that does not exist.
    package func permissions(of member: Member) -> Set<Permission> {
        guard !member.isRemoved, let known = self.member(member.id) else { return [] }
        return role(known.role)?.permissions ?? []
    }

    package func permissions(of id: String) -> Set<Permission> { member(id).map(permissions(of:)) ?? [] }

    /// Whether an unsigned event of this member is void: where signatures are required everybody's, else those of
    /// members with keys (protocol.md, Verification 2).
    package func mustSign(_ member: String) -> Bool {
        signatures == .required || self.member(member)?.keys.isEmpty == false
    }

    /// Members with this permission, sources and destinations aside, in the order of the file.
    package func members(who permission: Permission) -> [Member] {
        members.filter { role($0.role)?.permissions.contains(permission) ?? false }
    }
}
