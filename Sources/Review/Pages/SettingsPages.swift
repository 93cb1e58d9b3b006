package import Approvals
import Git
package import Resources
import SSH
import Signatures

/// What changing the settings came to.
package struct SettingsChangePage {
    package let page: Page

    /// - Parameter what: starts in upper case, without a full stop: `Added bo as editor`.
    package init(_ change: SettingsChange?, _ what: Words, for reader: Reader) {
        var page = Page()
        if let change, let landing = change.landing {
            page.tell("\(what): live on \(reader.branch).", aside: [Words(landing.commit.short, .faint)])
        } else if let change {
            let manager = reader.settings.members(who: .manage).first?.id ?? "<member>"
            let draft = reader.short(draft: change.draft.name)
            page.tell(
                "\(what), on \(change.draft.name, .strong): it counts once somebody who manages the workspace agrees.",
                .steps([Step("ask for it", Shell.line(["assent", "submit", draft, "--to", manager]))]))
        } else {
            page.say("Nothing to change: the settings say so already.")
        }
        self.page = page
    }
}

/// Where signatures are required: whose acts nobody takes any more.
package struct KeylessPage {
    package let page: Page

    package init(_ members: [Member], for reader: Reader) {
        var page = Page()
        if let first = members.first {
            let names = members.map { reader.name($0.id) }.inWords(limit: 6)
            page.add(.facts(["\(names) cannot act from then on: assent.yaml has no key of theirs."]))
            page.add(
                .steps([
                    Step("for each, with their line", Shell.line(["assent", "member", "key", first.id, "…"]))
                ]))
        }
        self.page = page
    }
}

/// Each member with role and address; then the roles with what they allow.
package struct MembersPage {
    package let page: Page

    package init(_ settings: Settings, me: Member?) {
        var page = Page()
        let members = settings.members.map { member in
            let mark: Words = member.id == me?.id ? "* " : "\u{A0}\u{A0}"
            return Table.Row(
                mark + Words(member.id, .strong), Words(member.name), "\(member.role), \(member.email)",
                notes: member.publicKeys.map { "\($0.fingerprint)" })
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

/// Each setting with what it holds and what it is for.
package struct SettingsGuidePage {
    package let page: Page

    package init(_ guide: [Settings.Entry]) {
        page = Page(
            .list(
                List(
                    .terms, guide.map { List.Item("\($0.key): \($0.holds)", [.paragraph(Words($0.about))]) })))
    }
}

/// One setting a line.
package struct SettingsPage {
    package let page: Page

    package init(_ settings: [(key: String, value: String)]) {
        page = Page(
            .table(
                Table(
                    .listing, columns: ["setting", "value"],
                    settings.map { Table.Row(Words($0.key), Words($0.value)) })))
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
