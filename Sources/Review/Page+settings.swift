package import Approvals
import Git
package import Resources
import SSH
import Signatures

/// What the settings say, and what changing them came to.
extension Page {
    /// - Parameter what: starts in upper case, without a full stop: `Added bo as editor`.
    package init(_ change: SettingsChange?, _ what: Words, reader: Reader) {
        self.init()
        guard let change else {
            line("Nothing to change: the settings say so already.")
            return
        }
        if let landing = change.landing {
            split("\(what): live on \(reader.branch).", Words(landing.commit.short, .faint))
            return
        }
        line(
            "\(what), on \(change.draft.name, .strong): it counts once somebody who manages the workspace agrees.",
            hanging: 2)
        let managers = reader.settings.members(who: .manage).map(\.id)
        add(
            Page(steps: [
                .init(
                    "ask for it",
                    Shell.line([
                        "assent", "submit", reader.short(draft: change.draft.name), "--to",
                        managers.first ?? "<member>",
                    ]))
            ]))
    }

    /// Where signatures are required: whose acts nobody takes any more.
    package init(keyless members: [Member], reader: Reader) {
        self.init()
        guard let first = members.first else { return }
        let names = members.map { reader.name($0.id) }.inWords(limit: 6)
        line("\(names) cannot act from then on: assent.yaml has no key of theirs.", indent: 2, hanging: 4)
        add(Page(steps: [.init("for each, with their line", Shell.line(["assent", "member", "key", first.id, "…"]))]))
    }

    /// Each member with role and address; then the roles with what they allow.
    package init(membersOf settings: Settings, me: Member?) {
        self.init()
        let members = settings.members
        let ids = 4 + (members.map { Words($0.id).width }.max() ?? 0)
        let names = ids + 2 + (members.map { Words($0.name).width }.max() ?? 0)
        for member in members {
            let mark: Words = member.id == me?.id ? "* " : "\u{A0}\u{A0}"
            let first = mark + Words(member.id, .strong)
            row(first, "\(Words(member.name).padded(to: names - ids))\(member.role), \(member.email)", at: ids)
            for key in member.publicKeys { row("", "\(key.fingerprint)", at: names) }
        }
        gap()
        let used = settings.roleNames.compactMap(settings.role)
        let column = 4 + (used.map { Words($0.name).width }.max() ?? 0)
        for role in used { row(Words(role.name), Words(permissionsOf: role), indent: 2, at: column) }
    }

    /// Each setting with what it holds and what it is for.
    package init(guide: [Settings.Entry]) {
        self.init()
        for entry in guide {
            line("\(entry.key): \(entry.holds)", indent: 2, hanging: 4)
            line(Words(entry.about), indent: 6, hanging: 6)
        }
    }

    /// One setting a line.
    package init(settings: [(key: String, value: String)]) {
        self.init()
        let column = 2 + (settings.map { Words($0.key).width }.max() ?? 0)
        for (key, value) in settings { row(Words(key), Words(value), at: column) }
    }
}

extension Words {
    /// `draft, publish, approve; destinations braze, iterable`
    init(permissionsOf role: Role) {
        let allowed = Permission.allCases.filter(role.permissions.contains).map { Words($0.rawValue) }
        var words = allowed.isEmpty ? "read" : allowed.joined(by: ", ")
        for (name, limit) in [("sources", role.sources), ("destinations", role.destinations)] {
            guard let limit else { continue }
            words += limit.isEmpty ? "; no \(name)" : "; \(name) \(limit.map { Words($0) }.joined(by: ", "))"
        }
        self = words
    }
}
