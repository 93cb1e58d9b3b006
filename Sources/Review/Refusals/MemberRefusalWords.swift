import Approvals
import Resources

/// The person who asks is not known, or may not do this anywhere.
struct MemberRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: MemberRefusal) -> RefusalWords {
        switch refusal {
        case .lacksPermission(let member, let permission, let who): return lacks(member, permission, who)
        case .noIdentity:
            return RefusalWords(
                "git does not know who you are.",
                next: [
                    .init("tell it", "git config --global user.name \"Your Name\""),
                    .init("and", "git config --global user.email you@example.com"),
                ])
        case .stranger(let name, let email, let key): return stranger(name, email, key)
        case .unknownMember(let id, let near):
            return RefusalWords(
                "no member is called \(id).", facts: didYouMean(near),
                next: [.init("all members", "assent member list")])
        case .removedMember(let id):
            return RefusalWords(
                "\(id) was removed from this workspace.", next: [.init("all members", "assent member list")])
        case .noAddress(let member):
            return RefusalWords(
                "\(member) has no address that mail can be sent to.",
                next: [
                    .init(
                        "to set one",
                        Shell.line(["assent", "settings", "members.\(member).email", "name@acme.example"]))
                ])
        case .ambiguousMember(let email, let members):
            return RefusalWords(
                "\(email) is the address of several members: \(members.map { Words($0) }.inWords()).",
                next: members.prefix(1).map {
                    .init("say who you are", Shell.line(["git", "config", "assent.member", $0]))
                })
        }
    }

    private func lacks(_ member: String, _ permission: Permission, _ who: [String]) -> RefusalWords {
        let role = reader?.settings.member(member)?.role ?? ""
        var next: [NextStep] = []
        switch permission {
        case .draft:
            next = [
                .init(
                    "somebody who manages the workspace can change that",
                    Shell.line(["assent", "settings", "members.\(member).role", Role.draftContributor.name]))
            ]
        case .publish: next = [.init("ask for approval", "assent submit")]
        case .approve: next = [.init("see what is open", "assent requests")]
        case .manage: next = [.init("see who may", "assent member list")]
        }
        return RefusalWords(
            "you may not \(Self.verb(permission)) here: your role is \(role), which does not allow it.",
            facts: [may(who, "do it")], next: next)
    }

    private static func verb(_ permission: Permission) -> Words {
        switch permission {
        case .draft: "change anything"
        case .publish: "publish"
        case .approve: "approve"
        case .manage: "change settings, members or aliases"
        }
    }

    /// The command line that an administrator can run unchanged.
    private func stranger(_ name: String?, _ email: String?, _ key: String?) -> RefusalWords {
        guard let email, !email.isEmpty else {
            return RefusalWords(
                "git has no e-mail address for you, and assent.yaml identifies you by it.",
                next: [.init("set it", "git config user.email you@example.com")])
        }
        guard Settings.isAddress(email) else {
            return RefusalWords(
                "git has \(email) as your e-mail address, which is not one, and assent.yaml identifies you by it.",
                next: [.init("set it", "git config user.email you@example.com")])
        }
        let taken = Set(reader?.settings.allMembers.map(\.id) ?? [])
        let line = Shell.line(
            [
                "assent", "member", "add", Self.memberID(for: email, taken: taken), "--name", name ?? email, "--email",
                email,
                "--role", Role.draftContributor.name,
            ] + (key.map { ["--key", $0] } ?? []))
        let administrators = reader.map { $0.who($0.settings.members(who: .manage).map(\.id)) } ?? "an administrator"
        return RefusalWords(
            "you are not a member of this workspace: no member in assent.yaml has the address \(email).",
            next: [.init("ask \(administrators) to run", line)])
    }

    /// An id from an address: `bo` of `bo+work@acme.example`, `bo-2` if that is taken.
    package static func memberID(for email: String, taken: Set<String>) -> String {
        let local = email.lowercased().prefix { $0 != "@" && $0 != "+" }
        let id = String(local.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        let plain = id.isEmpty || id.allSatisfy { $0 == "-" } ? "member" : id
        if !taken.contains(plain) { return plain }
        return (2...).lazy.map { "\(plain)-\($0)" }.first { !taken.contains($0) } ?? plain
    }
}
