import SSH
import YAML

extension SettingsParser {
    mutating func members(_ root: Node, roles: [String]) -> [Member] {
        guard let node = root["members"], !node.isNull else { return [] }
        guard let entries = node.entries else {
            problem(node, "members is not a map of member ids", field: .keys("members"))
            return []
        }
        return entries.compactMap { entry in
            guard let id = entry.key.scalar?.text else { return nil }
            return member(id, entry, roles: roles)
        }
    }

    private mutating func member(_ id: String, _ entry: Node.Entry, roles: [String]) -> Member? {
        let (node, path) = (entry.value, FieldPath.keys("members", id))
        if !isMemberID(id) {
            problem(
                entry.key, "member id \(id) cannot be part of a branch name",
                help: "letters, digits, '-', '_' and '.' will do", field: path)
        }
        guard node.entries != nil else {
            hasUnclearRoles = true
            problem(
                entry.key, "members.\(id) is \(node.kindInWords), not a map",
                help: "write: {name: …, email: …, role: …}",
                field: path)
            return nil
        }
        unknownKeys(in: node, at: path, known: ["name", "email", "login", "role", "keys", "removed"])
        let isRemoved = flag(node, "removed", at: path.key("removed")) ?? false
        let name = text(node, "name", at: path.key("name")) ?? id
        let email = text(node, "email", at: path.key("email"), isNeeded: !isRemoved) ?? ""
        let login = text(node, "login", at: path.key("login"))
        let role = text(node, "role", at: path.key("role"), isNeeded: !isRemoved) ?? ""
        if !isRemoved, role.isEmpty { hasUnclearRoles = true }
        if !isRemoved, !role.isEmpty, !roles.contains(role) {
            hasUnclearRoles = true
            problem(
                node["role"], "members.\(id) has the role \(role), which does not exist",
                label: didYouMean(role, among: roles), help: "roles: \(inWords(roles))", field: path.key("role"))
        }
        let keys = keys(of: id, node, isUsed: !isRemoved)
        return Member(
            id: id, name: name, email: email, login: login, role: role, keys: keys.lines,
            publicKeys: keys.parsed, isRemoved: isRemoved)
    }

    private mutating func keys(
        of id: String, _ node: Node, isUsed: Bool
    ) -> (lines: [String], parsed: [SSHPublicKey]) {
        var parsed: [SSHPublicKey] = []
        let lines = (names(node, "keys", at: .keys("members", id, "keys")) ?? []).map { text, item in
            do throws(SSHKeyError) {
                if isUsed { parsed.append(try SSHPublicKey(line: text)) }
            } catch {
                problem(
                    item, "members.\(id).keys: \(error.message)", help: error.help,
                    field: .keys("members", id, "keys"))
            }
            return text
        }
        return (lines, parsed)
    }

    mutating func roles(_ root: Node) -> [Role] {
        guard let node = root["roles"], !node.isNull else { return [] }
        guard let entries = node.entries else {
            problem(node, "roles is not a map of role names", field: .keys("roles"))
            return []
        }
        return entries.compactMap { entry in
            guard let name = entry.key.scalar?.text else { return nil }
            if name == Role.admin.name {
                problem(
                    entry.key, "the role admin is built in and cannot be changed", help: "give the role another name",
                    field: .keys("roles", name))
                return nil
            }
            return role(name, entry)
        }
    }

    private mutating func role(_ name: String, _ entry: Node.Entry) -> Role {
        let path = FieldPath.keys("roles", name)
        guard entry.value.entries != nil else {
            hasUnclearRoles = true
            problem(
                entry.key, "roles.\(name) is \(entry.value.kindInWords), not a map",
                help: "write: {permissions: [draft, approve]}", field: path)
            return Role(name: name, permissions: [])
        }
        unknownKeys(in: entry.value, at: path, known: ["permissions", "sources", "destinations"], severity: .error)
        if entry.value["permissions"]?.items == nil { hasUnclearRoles = true }
        if entry.value["permissions"] == nil {
            problem(
                entry.key, "roles.\(name) has no permissions", help: permissionsHelp, field: path.key("permissions"))
        }
        var permissions: Set<Permission> = []
        for (text, item) in names(entry.value, "permissions", at: path.key("permissions")) ?? [] {
            if let permission = Permission(rawValue: text) {
                permissions.insert(permission)
            } else {
                hasUnclearRoles = true
                problem(
                    item, "roles.\(name) has the permission \(text), which does not exist",
                    label: didYouMean(text, among: Permission.allCases.map(\.rawValue)), help: permissionsHelp,
                    field: path.key("permissions"))
            }
        }
        return Role(
            name: name, permissions: permissions,
            sources: names(entry.value, "sources", at: path.key("sources"))?.map(\.name),
            destinations: names(entry.value, "destinations", at: path.key("destinations"))?.map(\.name))
    }

    private var permissionsHelp: String { "permissions: \(inWords(Permission.allCases.map(\.rawValue)))" }
}

/// Drafts are branches `draft/<member>/<slug>`, so an id is one part of a branch's name.
private func isMemberID(_ id: String) -> Bool {
    guard let first = id.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
    if id.hasSuffix(".") || id.hasSuffix(".lock") || id.contains("..") { return false }
    return id.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" || $0 == "."
    }
}
