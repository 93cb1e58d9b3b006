import YAML

extension Settings {
    /// The settings that a person may read and write by name, from the table of all; members and roles come on top
    /// (`members.ana.role`, `roles.lead.permissions`).
    package static let keys: [String] = shape.keys.flatMap { key -> [String] in
        // Made by `init`, and by nobody else.
        if key.name == "version" || key.name == "id" { return [] }
        if case .map(let map) = key.shape {
            return map.keys.filter { $0.shape.isTyped }.map { "\(key.name).\($0.name)" }
        }
        return key.shape.isTyped ? [key.name] : []
    }

    /// What a setting holds, and so how a typed value is read; nil if there is no such setting, or it is too much to type.
    static func shape(of key: String) -> Shape? {
        let path = parts(of: key)
        guard path.count > 1 || keys.contains(key) else { return nil }
        guard let found = Shape.map(shape).key(at: path)?.shape, found.isTyped || found.isListOfNames,
            path.last != "keys",
            path.last != "removed"
        else { return nil }
        return found
    }

    /// Ids of members may have dots: of `members.a.b.role` the id is `a.b`.
    static func parts(of key: String) -> [String] {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 3, parts[0] == "members" || parts[0] == "roles" else { return parts }
        return [parts[0], parts[1..<(parts.count - 1)].joined(separator: "."), parts[parts.count - 1]]
    }

    /// Keys that only hold others: `approvals`, `members`, `roles`.
    package static let groups: [String] = shape.keys.compactMap { key in
        switch key.shape {
        case .map, .named: key.name
        default: nil
        }
    }

    /// What a setting says, or comes to where it is not written: `true`, `main`, `draft, approve`. Nil for what is not
    /// there and has no default.
    package func value(of key: String) -> String? {
        switch key {
        case "version": return String(Settings.version)
        case "id": return id
        case "workspace": return workspace
        case "branch": return branch
        case "root": return root.isEmpty ? "." : root
        case "require_approvals": return String(requiresApprovals)
        case "signatures": return signatures.rawValue
        case "landing": return landing.rawValue
        case "approvals.required": return String(requiredApprovals)
        case "approvals.self_approval": return String(allowsSelfApproval)
        case "notifications.from": return notifications.from?.description
        case "notifications.via": return notifications.via.rawValue
        case "notifications.expire": return Notifications.words(notifications.expire)
        default: break
        }
        let parts = Settings.parts(of: key)
        guard parts.count == 3 else { return nil }
        switch parts[0] {
        case "members": return member(parts[1])?.values.first { $0.key == parts[2] }?.value
        case "roles": return role(parts[1])?.values.first { $0.key == parts[2] }?.value
        default: return nil
        }
    }

    /// Every setting that says something, with those of the members and of the roles that the file defines.
    package var entries: [(key: String, value: String)] {
        let shared = (["id"] + Settings.keys).compactMap { key in value(of: key).map { (key: key, value: $0) } }
        let people = members.flatMap { member in
            member.values.map { (key: "members.\(member.id).\($0.key)", value: $0.value) }
        }
        return shared + people + customRoles.flatMap(Settings.entries)
    }

    private static func entries(of role: Role) -> [(key: String, value: String)] {
        role.values.map { (key: "roles.\(role.name).\($0.key)", value: $0.value) }
    }

    /// Those in a group: `approvals`, `members.bo`, `roles.editor`.
    package func entries(in group: String) -> [(key: String, value: String)] {
        let parts = Settings.parts(of: group)
        if parts.count == 2, parts[0] == "roles", let role = role(parts[1]) { return Settings.entries(of: role) }
        return entries.filter { $0.key.hasPrefix("\(group).") }
    }
}

extension Member {
    fileprivate var values: [(key: String, value: String)] {
        [("name", name), ("email", email)] + (login.map { [("login", $0)] } ?? []) + [
            ("role", role), ("mail", mail.rawValue),
        ]
    }
}

extension Role {
    fileprivate var values: [(key: String, value: String)] {
        let allowed = Permission.allCases.filter(permissions.contains).map(\.rawValue)
        let lists = [("permissions", allowed), ("sources", sources), ("destinations", destinations)]
        return lists.compactMap { key, names in names.map { (key: key, value: $0.joined(separator: ", ")) } }
    }
}

extension Shape {
    /// Whether a person can type it in one word or line.
    fileprivate var isTyped: Bool {
        switch self {
        case .text, .flag, .count, .choice: true
        default: false
        }
    }

    fileprivate var isListOfNames: Bool {
        guard case .list(let item, _) = self else { return false }
        return item.isTyped
    }
}
