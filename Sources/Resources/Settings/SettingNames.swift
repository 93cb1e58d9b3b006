import Spelling

/// What settings there are by name: those of the table, and those of the members and roles that are there.
package struct SettingNames {
    private let settings: Settings

    package init(_ settings: Settings) { self.settings = settings }

    /// A name that is not one of a setting.
    package struct Unknown: Error, Hashable, Sendable {
        /// `there is no member bob`
        package let message: String
        /// What may have been meant.
        package let near: [String]
    }

    /// Refuses what is not the name of a setting here, set or not; of a group, if it is only looked at. A role is made by
    /// its first setting.
    package func require(_ key: String, isWritten: Bool) throws(Unknown) {
        let parts = Settings.parts(of: key)
        if parts[0] == "members", parts.count > 1 {
            // Of who was removed, other words say that.
            let known = (isWritten ? settings.allMembers : settings.members).map(\.id)
            try require(parts, "member", among: known)
        } else if parts[0] == "roles", parts.count > 1 {
            let known = settings.roleNames
            if !isWritten || parts.count == 2 { try require(parts, "role", among: known) }
        }
        if Settings.shape(of: key) != nil || key == "id" || key == "version" { return }
        let isGroup = Settings.groups.contains(key) || parts.count == 2 && ["members", "roles"].contains(parts[0])
        if isGroup, !isWritten { return }
        throw Unknown(
            message: isGroup ? "\(key) holds other settings, and is not one" : "there is no setting \(key)",
            near: isGroup ? Self.names(in: key) : Self.near(key, parts))
    }

    /// Of `members.bo.rol` the last part is what may be misspelt.
    private static func near(_ key: String, _ parts: [String]) -> [String] {
        guard parts.count == 3, let inside = Shape.map(Settings.shape).keys(inside: parts.dropLast()) else {
            return nearest(key, among: Settings.keys + Settings.groups)
        }
        let last = nearest(parts[2], among: inside)
        return last.map { (parts.dropLast() + [$0]).joined(separator: ".") }
    }

    private func require(_ parts: [String], _ noun: String, among known: [String]) throws(Unknown) {
        guard !known.contains(where: parts[1].isExactly) else { return }
        throw Unknown(
            message: "there is no \(noun) \(parts[1])",
            near: nearest(parts[1], among: known).map { name in
                ([parts[0], name] + parts.dropFirst(2)).joined(separator: ".")
            })
    }

    /// `approvals.required`, of `approvals`.
    private static func names(in group: String) -> [String] { Settings.keys.filter { $0.hasPrefix("\(group).") } }
}
