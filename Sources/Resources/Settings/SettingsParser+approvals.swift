import YAML

extension SettingsParser {
    mutating func approvals(_ root: Node, into settings: inout Settings) {
        guard let node = root["approvals"] else { return }
        settings.requiredApprovals = count(node, "required") ?? 1
        settings.allowsSelfApproval = node["self_approval"]?.bool ?? false
        for (index, item) in (node["rules"]?.items ?? []).enumerated() {
            settings.rules.append(rule(item, at: .keys("approvals", "rules").appending(.index(index)), settings))
            ruleNodes.append(item)
        }
    }

    private mutating func rule(_ node: Node, at path: FieldPath, _ settings: Settings) -> ApprovalRule {
        var rule = ApprovalRule()
        guard node.entries != nil else { return rule }
        if let when = node["when"] { rule.when = condition(when) }
        rule.required = count(node, "required") ?? 1
        rule.isWaivable = node["waivable"].map { $0.bool ?? false } ?? true
        rule.from = names(node, "from")?.compactMap { ApprovalRule.Approver($0.text) }
        for name in names(node, "from") ?? [] { checkApprover(name, at: path.key("from"), settings) }
        return rule
    }

    private func condition(_ node: Node) -> ApprovalRule.Condition {
        ApprovalRule.Condition(
            isHighRisk: text(node, "risk") == "high", destinations: reached(node, "destinations"),
            sources: reached(node, "sources"))
    }

    /// Nil for a list in which nothing can be read: a condition that asks for nothing matches more.
    private func reached(_ node: Node, _ key: String) -> [String]? {
        names(node, key).flatMap { $0.isEmpty ? nil : $0.map(\.text) }
    }

    private mutating func checkApprover(_ name: PlacedText, at path: FieldPath, _ settings: Settings) {
        let (message, label): (String, String?)
        switch ApprovalRule.Approver(name.text) {
        case .role(let role) where settings.role(role) == nil:
            message = "\(path) names the role \(role), which does not exist"
            label = mayGuess ? didYouMean(role, among: settings.roleNames) : nil
        case .member(let id) where settings.member(id) == nil:
            let isRemoved = settings.allMembers.contains { $0.id == id }
            message = "\(path) names the member \(id), who \(isRemoved ? "was removed" : "does not exist")"
            label = mayGuess ? didYouMean(id, among: settings.members.map(\.id)) : nil
        default: return
        }
        findings.append(
            source.finding(.badSettings, .error, name.range, message, label: label, field: path))
    }
}
