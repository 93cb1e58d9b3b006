import YAML

extension SettingsParser {
    mutating func members(_ root: Node, roles: [String]) -> [Member] {
        // By Unicode's normal form, as texts are compared: where acts are counted by member, two would count as one.
        var known: Set<String> = []
        return (root["members"]?.entries ?? []).compactMap { entry in
            guard let id = entry.key.scalar?.text else { return nil }
            guard known.insert(id).inserted else {
                hasUnclearRoles = true
                problem(
                    entry.key, "members.\(id) differs from another member's id only in Unicode form",
                    help: "give the member another id; nobody can act under this one", field: .keys("members", id))
                return nil
            }
            return member(id, entry.value, roles: roles)
        }
    }

    private mutating func member(_ id: String, _ node: Node, roles: [String]) -> Member? {
        guard node.entries != nil else {
            hasUnclearRoles = true
            return nil
        }
        let isRemoved = node["removed"]?.bool ?? false
        let role = text(node, "role") ?? ""
        if !isRemoved, !roles.contains(role) {
            hasUnclearRoles = true
            if !role.isEmpty {
                problem(
                    node["role"], "members.\(id) has the role \(role), which does not exist",
                    label: mayGuess ? didYouMean(role, among: roles) : nil,
                    help: "roles: \(inWords(roles.count > 12 ? shortened(roles) : roles))",
                    field: .keys("members", id, "role"))
            }
        }
        var member = Member(
            id: id, name: text(node, "name") ?? id, email: text(node, "email") ?? "", login: text(node, "login"),
            role: role, keys: (names(node, "keys") ?? []).map(\.text), publicKeys: isRemoved ? [] : nil,
            isRemoved: isRemoved)
        member.mail = choice(node, "mail") ?? .all
        return member
    }

    mutating func roles(_ root: Node) -> [Role] {
        (root["roles"]?.entries ?? []).compactMap { entry in
            guard let name = entry.key.scalar?.text, name != Role.admin.name else { return nil }
            return role(name, entry.value)
        }
    }

    private mutating func role(_ name: String, _ node: Node) -> Role {
        let names = names(node, "permissions") ?? []
        let permissions = names.compactMap { Permission(rawValue: $0.text) }
        // Unknown permissions are reported by the table.
        if node["permissions"]?.items == nil || permissions.count < names.count { hasUnclearRoles = true }
        return Role(
            name: name, permissions: Set(permissions), sources: self.names(node, "sources")?.map(\.text),
            destinations: self.names(node, "destinations")?.map(\.text))
    }
}
