import YAML

extension SettingsParser {
    mutating func approvals(_ root: Node, into settings: inout Settings) {
        guard let node = root["approvals"], !node.isNull else { return }
        guard node.entries != nil else {
            problem(node, "approvals is not a map", field: .keys("approvals"))
            return
        }
        unknownKeys(in: node, at: .keys("approvals"), known: ["required", "self_approval", "rules"])
        settings.requiredApprovals = count(node, "required", at: .keys("approvals", "required")) ?? 1
        settings.allowsSelfApproval = flag(node, "self_approval", at: .keys("approvals", "self_approval")) ?? false
        guard let rules = node["rules"], !rules.isNull else { return }
        guard let items = rules.items else {
            problem(rules, "approvals.rules is not a list", field: .keys("approvals", "rules"))
            return
        }
        for (index, item) in items.enumerated() {
            settings.rules.append(rule(item, at: .keys("approvals", "rules").appending(.index(index)), settings))
            ruleNodes.append(item)
        }
    }

    private mutating func rule(_ node: Node, at path: FieldPath, _ settings: Settings) -> ApprovalRule {
        guard node.entries != nil else {
            problem(node, "\(path) is \(node.kindInWords), not a map", field: path)
            return ApprovalRule()
        }
        unknownKeys(in: node, at: path, known: ["when", "required", "from", "waivable"], severity: .error)
        var rule = ApprovalRule()
        if let when = node["when"] { rule.when = condition(when, at: path.key("when")) }
        rule.required = count(node, "required", at: path.key("required")) ?? 1
        rule.isWaivable = flag(node, "waivable", at: path.key("waivable")) ?? (node["waivable"] == nil)
        rule.from = names(node, "from", at: path.key("from"))?.compactMap { text, item in
            approver(text, item, at: path.key("from"), settings)
        }
        if rule.from?.isEmpty == true, node["from"]?.items?.isEmpty == true {
            problem(node["from"], "\(path).from names nobody", field: path.key("from"))
        }
        return rule
    }

    private mutating func condition(_ node: Node, at path: FieldPath) -> ApprovalRule.Condition {
        var condition = ApprovalRule.Condition()
        guard node.entries != nil else {
            problem(
                node, "\(path) is \(node.kindInWords), not a map",
                help: "write: when: {risk: high}", field: path)
            return condition
        }
        unknownKeys(in: node, at: path, known: ["risk", "destinations", "sources"], severity: .error)
        if let risk = node["risk"] {
            condition.isHighRisk = risk.anyText == "high"
            if !condition.isHighRisk {
                problem(risk, "\(path).risk can only be high", field: path.key("risk"))
            }
        }
        condition.destinations = reached(node, "destinations", at: path)
        condition.sources = reached(node, "sources", at: path)
        return condition
    }

    /// Nil for a list in which nothing can be read: a condition that asks for nothing matches more.
    private mutating func reached(_ node: Node, _ key: String, at path: FieldPath) -> [String]? {
        let read = names(node, key, at: path.key(key))?.map(\.name)
        if read?.isEmpty == true {
            if node[key]?.items?.isEmpty == true {
                problem(node[key], "\(path).\(key) names none", field: path.key(key))
            }
            return nil
        }
        return read
    }

    private mutating func approver(
        _ text: String, _ item: Node, at path: FieldPath, _ settings: Settings
    ) -> ApprovalRule.Approver? {
        if let name = text.dropping(prefix: "role:") {
            if settings.role(name) == nil {
                problem(
                    item, "\(path) names the role \(name), which does not exist",
                    label: didYouMean(name, among: settings.roleNames), field: path)
            }
            return .role(name)
        }
        if let id = text.dropping(prefix: "member:") {
            if settings.member(id) == nil {
                let isRemoved = settings.allMembers.contains { $0.id == id }
                problem(
                    item, "\(path) names the member \(id), who \(isRemoved ? "was removed" : "does not exist")",
                    label: didYouMean(id, among: settings.members.map(\.id)), field: path)
            }
            return .member(id)
        }
        problem(
            item, "\(path) has \(text), which is neither a role nor a member",
            help: "write \"role:\(settings.role(text) == nil ? "editor" : text)\" or \"member:<id>\"", field: path)
        return nil
    }
}

extension String {
    /// What follows `prefix`, or nil.
    func dropping(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
