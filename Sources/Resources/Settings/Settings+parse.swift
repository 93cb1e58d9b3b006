import SSH
import YAML

extension Settings {
    /// What `assent.yaml` says, and all that is wrong with it. The settings are nil when nothing can be judged by them:
    /// not readable, of another version, without an id.
    package static func parse(_ file: FileText) -> (settings: Settings?, findings: [Finding]) {
        let (source, findings) = SourceFile.read(file, as: .settings, at: path)
        guard let source else { return (nil, findings) }
        var parser = SettingsParser(source)
        parser.findings = findings
        let settings = parser.parse()
        if let settings { parser.checkWhole(settings) }
        return (settings, source.cut(parser.findings).withoutEchoes().sorted(by: Finding.isBefore))
    }
}

extension SettingsParser {
    /// What only shows when all of the settings are seen together.
    mutating func checkWhole(_ settings: Settings) {
        checkSharedIdentities(settings)
        if hasUnclearRoles { return }
        checkNobodyManages(settings)
        checkQuorum(settings)
    }

    private mutating func checkNobodyManages(_ settings: Settings) {
        guard settings.members(who: .manage).isEmpty else { return }
        let node = source.document.root?.entry("members")?.key
        problem(
            node, "nobody is left who may manage this workspace",
            help: "give one member the role admin; without one, nobody could change these settings again",
            field: .keys("members"))
    }

    private mutating func checkSharedIdentities(_ settings: Settings) {
        var owners: [SSHPublicKey: String] = [:]
        var logins: [String: String] = [:]
        var emails: [String: String] = [:]
        for member in settings.members {
            // Unknown keys were reported where they were read.
            for key in member.publicKeys {
                if let owner = owners[key], owner != member.id {
                    problem(
                        keyNode(key, of: member.id), "members.\(member.id) has the same key as \(owner)",
                        help: "a key says who signed: it belongs to one member",
                        field: .keys("members", member.id, "keys"))
                } else {
                    owners[key] = member.id
                }
            }
            if let login = member.login {
                if let owner = logins[login] {
                    problem(
                        node(member.id, "login"), "members.\(member.id) has the same login as \(owner)",
                        help: "the server could not tell the two apart", field: .keys("members", member.id, "login"))
                } else {
                    logins[login] = member.id
                }
            }
            let email = member.email.lowercased()
            if email.isEmpty { continue }
            if let owner = emails[email] {
                problem(
                    node(member.id, "email"), "members.\(member.id) has the same email as \(owner)", severity: .warning,
                    help: "each of the two must say who they are: git config assent.member <id>",
                    field: .keys("members", member.id, "email"))
            } else {
                emails[email] = member.id
            }
        }
    }

    private mutating func node(_ id: String, _ key: String) -> Node? {
        let nodes = memberNodes ?? Self.nodes(of: source.document.root?["members"])
        memberNodes = nodes
        return nodes[ExactText(id)]?[key]
    }

    private static func nodes(of members: Node?) -> [ExactText: Node] {
        let entries = (members?.entries ?? []).map { (ExactText($0.key.scalar?.text ?? ""), $0.value) }
        return Dictionary(entries, uniquingKeysWith: { first, _ in first })
    }

    private mutating func keyNode(_ key: SSHPublicKey, of id: String) -> Node? {
        node(id, "keys")?.items?.last { item in
            do { return try SSHPublicKey(line: item.anyText ?? "") == key } catch { return false }
        }
    }

    /// A quorum counts distinct members, and an author's own approval only where settings say so. It is an error only
    /// when there is no author at all for whom it can be met.
    private mutating func checkQuorum(_ settings: Settings) {
        guard settings.requiresApprovals else { return }
        let approvers = settings.members(who: .approve)
        let subject = settings.members(who: .draft).filter {
            !(settings.role($0.role)?.permissions.contains(.publish) ?? false)
        }
        let most = mostApprovals(of: approvers, authors: subject, settings)
        if !subject.isEmpty, most < settings.requiredApprovals {
            let node = source.document.root?["approvals"]?["required"] ?? source.document.root?.entry("members")?.key
            problem(
                node,
                "\(inWords(subject.map(\.id))) \(subject.count == 1 ? "needs" : "need") \(count(settings.requiredApprovals)), "
                    + "but \(able(approvers, most))",
                help: "give more members a role that may approve, or ask for fewer approvals",
                field: .keys("approvals", "required"))
        }
        // Each of the rules asks of each of the members.
        for (index, rule) in settings.rules.enumerated().prefix(SourceFile.most * 5) {
            let eligible = approvers.filter(rule.counts)
            let most = mostApprovals(of: eligible, authors: settings.members(who: .draft), settings)
            if most >= rule.required || isExplained(rule, settings) { continue }
            let path = FieldPath.keys("approvals", "rules").appending(.index(index))
            problem(
                ruleNodes[index]["required"] ?? ruleNodes[index],
                "\(path) needs \(count(rule.required)), but \(able(eligible, most))",
                help: rule.from == nil
                    ? "give more members a role that may approve, or ask for fewer approvals"
                    : "name more roles or members in from, or ask for fewer approvals",
                field: path.key("required"))
        }
    }

    private func mostApprovals(of approvers: [Member], authors: [Member], _ settings: Settings) -> Int {
        if settings.allowsSelfApproval || authors.isEmpty { return approvers.count }
        let hasOutsideAuthor = !Set(authors.map(\.id)).isSubset(of: approvers.map(\.id))
        return hasOutsideAuthor ? approvers.count : max(0, approvers.count - 1)
    }

    /// An approver who does not exist, or none that could be read, has a finding of its own.
    private func isExplained(_ rule: ApprovalRule, _ settings: Settings) -> Bool {
        guard let from = rule.from else { return false }
        return from.isEmpty
            || from.contains { approver in
                switch approver {
                case .role(let name): settings.role(name) == nil
                case .member(let id): settings.member(id) == nil
                }
            }
    }

    private func count(_ number: Int) -> String { number == 1 ? "1 approval" : "\(number) approvals" }

    private func able(_ members: [Member], _ most: Int) -> String {
        if members.isEmpty { return "no member may approve" }
        if members.count > most {
            return "only \(inWords(members.map(\.id))) may approve, and an author's own approval does not count"
        }
        return "only \(inWords(members.map(\.id))) may approve"
    }
}
