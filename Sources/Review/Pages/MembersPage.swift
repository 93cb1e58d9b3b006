import Approvals
package import Resources
import SSH
import Signatures

/// Each member with role and address; then the roles with what they allow.
package struct MembersPage {
    package let page: Page

    package init(_ settings: Settings, me: Member?) {
        var page = Page()
        let members = settings.members.map { member in
            let mark: Words = member.id == me?.id ? "* " : "\u{A0}\u{A0}"
            return Table.Row(
                mark + Words(member.id, .strong), Words(member.name), "\(member.role), \(member.email)",
                notes: member.publicKeys.map { "\(Fingerprint(of: $0).text)" })
        }
        page.add(.table(Table(.listing, columns: ["member", "name", "role"], members)))
        page.gap()
        let roles = settings.roleNames.compactMap(settings.role)
        page.add(
            .table(
                Table(
                    .facts, columns: ["role", "may"],
                    roles.map { Table.Row(Words($0.name), Words(permissionsOf: $0)) })))
        self.page = page
    }
}

extension Words {
    /// `draft, publish, approve; destinations braze, iterable`
    fileprivate init(permissionsOf role: Role) {
        let allowed = Permission.allCases.filter(role.permissions.contains).map { Words($0.rawValue) }
        var words = allowed.isEmpty ? "read" : allowed.joined(by: ", ")
        for (name, limit) in [("sources", role.sources), ("destinations", role.destinations)] {
            guard let limit else { continue }
            words += limit.isEmpty ? "; no \(name)" : "; \(name) \(limit.map { Words($0) }.joined(by: ", "))"
        }
        self = words
    }
}
