/// One of the rules on who must approve. Every rule that matches a change must be met; one approval may meet several.
package struct ApprovalRule: Hashable, Sendable {
    /// All that is named must hold; a condition that names nothing matches every change.
    package struct Condition: Hashable, Sendable {
        /// The change has a finding of A4xx.
        package var isHighRisk: Bool
        /// The change reaches one of these; nil: not asked.
        package var destinations: [String]?
        package var sources: [String]?

        package init(isHighRisk: Bool = false, destinations: [String]? = nil, sources: [String]? = nil) {
            self.isHighRisk = isHighRisk
            self.destinations = destinations
            self.sources = sources
        }
    }

    /// Whose approval counts: `role:lifecycle-lead` or `member:bo`.
    package enum Approver: Hashable, Sendable, CustomStringConvertible {
        case role(String)
        case member(String)

        /// Nil for a text that is neither.
        init?(_ text: String) {
            if let name = text.dropping(prefix: "role:") {
                self = .role(name)
            } else if let id = text.dropping(prefix: "member:") {
                self = .member(id)
            } else {
                return nil
            }
        }

        package var description: String {
            switch self {
            case .role(let name): "role:\(name)"
            case .member(let id): "member:\(id)"
            }
        }
    }

    package var when: Condition
    /// Distinct approvers, at least 1.
    package var required: Int
    /// Nil: every member who may approve.
    package var from: [Approver]?
    /// Whether publishing without approval waives this rule.
    package var isWaivable: Bool

    package init(
        when: Condition = Condition(), required: Int = 1, from: [Approver]? = nil, isWaivable: Bool = true
    ) {
        self.when = when
        self.required = required
        self.from = from
        self.isWaivable = isWaivable
    }
}

extension ApprovalRule {
    /// Whether this member's approval counts toward the rule; permissions aside.
    package func counts(_ member: Member) -> Bool {
        guard let from else { return true }
        return from.contains { approver in
            switch approver {
            case .role(let name): member.role.isExactly(name)
            case .member(let id): member.id.isExactly(id)
            }
        }
    }
}

extension String {
    /// What follows `prefix`, or nil.
    fileprivate func dropping(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
