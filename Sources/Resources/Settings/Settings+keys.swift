import YAML

extension Settings {
    /// What a setting holds, and so how a typed value is read.
    enum KeyKind: Hashable, Sendable {
        case text, flag, count, names
        case choice([String])
    }

    /// The settings that a person may read and write by name; members and roles come on top
    /// (`members.ana.role`, `roles.lead.permissions`).
    package static let keys = [
        "workspace", "branch", "root", "require_approvals", "signatures", "landing", "approvals.required",
        "approvals.self_approval", "notifications.from",
    ]

    static func kind(of key: String) -> KeyKind? {
        switch key {
        case "workspace", "branch", "root", "notifications.from": return .text
        case "require_approvals", "approvals.self_approval": return .flag
        case "approvals.required": return .count
        case "signatures": return .choice(Signatures.allCases.map(\.rawValue))
        case "landing": return .choice(Landing.allCases.map(\.rawValue))
        default: break
        }
        switch (parts(of: key).first, parts(of: key).count, parts(of: key).last) {
        case ("members", 3, "name"), ("members", 3, "email"), ("members", 3, "login"), ("members", 3, "role"):
            return .text
        case ("roles", 3, "permissions"), ("roles", 3, "sources"), ("roles", 3, "destinations"): return .names
        default: return nil
        }
    }

    /// Ids of members may have dots: of `members.a.b.role` the id is `a.b`.
    static func parts(of key: String) -> [String] {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 3, parts[0] == "members" || parts[0] == "roles" else { return parts }
        return [parts[0], parts[1..<(parts.count - 1)].joined(separator: "."), parts[parts.count - 1]]
    }

    /// What a setting says, or comes to where it is not written: `true`, `main`, `draft, approve`. Nil for what is not
    /// there and has no default.
    package func value(of key: String) -> String? {
        switch key {
        case "id": return id
        case "workspace": return workspace
        case "branch": return branch
        case "root": return root.isEmpty ? "." : root
        case "require_approvals": return String(requiresApprovals)
        case "signatures": return signatures.rawValue
        case "landing": return landing.rawValue
        case "approvals.required": return String(requiredApprovals)
        case "approvals.self_approval": return String(allowsSelfApproval)
        case "notifications.from": return notifications?["from"]?.string
        default: break
        }
        let parts = Settings.parts(of: key)
        guard parts.count == 3 else { return nil }
        if parts[0] == "members", let member = member(parts[1]) {
            switch parts[2] {
            case "name": return member.name
            case "email": return member.email
            case "login": return member.login
            case "role": return member.role
            default: return nil
            }
        }
        guard parts[0] == "roles", let role = role(parts[1]) else { return nil }
        switch parts[2] {
        case "permissions":
            return Permission.allCases.filter(role.permissions.contains).map(\.rawValue).joined(separator: ", ")
        case "sources": return role.sources?.joined(separator: ", ")
        case "destinations": return role.destinations?.joined(separator: ", ")
        default: return nil
        }
    }
}
