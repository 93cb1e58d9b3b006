package import Resources
import YAML

/// Who may do what, under one state of the settings: the settings that judge a change are those on main before it
/// (format.md). The same code decides in the command, in `verify` and on a server (B2).
package struct Policy: Sendable {
    package let settings: Settings
    /// Those on main before the change: the names in a limited role go through them too.
    let connections: Connections

    package init(_ settings: Settings, connections: Connections) {
        self.settings = settings
        self.connections = connections
    }

    /// Whether a member may do this to everything that is touched (F9). The settings and aliases need `manage` for all
    /// but drafting.
    package func may(_ member: String, _ permission: Permission, _ touches: [Touch]) -> Bool {
        guard let member = settings.member(member), let role = settings.role(member.role) else { return false }
        guard !touches.isEmpty else { return role.permissions.contains(permission) }
        return touches.allSatisfy { touch in
            if touch.needsManage { return role.permissions.contains(permission == .draft ? .draft : .manage) }
            guard role.permissions.contains(permission) else { return false }
            let destinations =
                permission == .draft ? touch.destinations : touch.destinations.union(touch.usedDestinations)
            return reaches(touch.sources, role.sources?.map(connections.resolve(source:)), touch.isUnknown)
                && reaches(destinations, role.destinations?.map(connections.resolve(destination:)), touch.isUnknown)
        }
    }

    /// A role without a limit reaches everything; a limited one what it names, and nothing that cannot be told.
    private func reaches(_ names: Set<ExactText>, _ limit: [String]?, _ isUnknown: Bool) -> Bool {
        guard let limit else { return true }
        return !isUnknown && names.isSubset(of: limit.map(ExactText.init))
    }

    /// Members who may do this, in the order of the settings.
    package func members(whoMay permission: Permission, _ touches: [Touch]) -> [String] {
        settings.members.map(\.id).filter { may($0, permission, touches) }
    }

    /// Whether this member's approval can count for this change: F5, and self-approval, which it also is by a key that
    /// an author has too.
    package func mayApprove(_ member: String, _ evidence: Evidence) -> Bool {
        guard may(member, .approve, evidence.touches) else { return false }
        return settings.allowsSelfApproval
            || !evidence.authors.contains { $0 == member || shareKey($0, member) }
    }

    /// F7: the event that withdrew a request, or deleted it with its draft. Its owners at that time may do so, and so
    /// may members who may approve all that it touches; nobody else can close it. Such an act ends a request, whatever
    /// is appended to it.
    package func closing(of record: RequestRecord, _ touches: () throws -> [Touch]) rethrows -> Event? {
        let closing = try record.entries.first { entry in
            guard entry.event.closes else { return false }
            return try entry.isByOwner || may(entry.event.actor, .approve, touches())
        }
        return closing?.event
    }

    private func shareKey(_ one: String, _ other: String) -> Bool {
        guard let keys = settings.member(one)?.publicKeys, !keys.isEmpty else { return false }
        return settings.member(other)?.publicKeys.contains(where: keys.contains) ?? false
    }
}

// MARK: - Deciding

extension Policy {
    /// Whether it matters to a decision what a change risks.
    package func asksForRisks(of touches: [Touch]) -> Bool {
        settings.requiresApprovals && settings.rules.contains(where: \.when.isHighRisk)
            && touches.contains(where: \.needsApproval)
    }

    /// protocol.md, Verification 4: the author may draft, and every matching rule is met, or waived by who may
    /// publish, or nothing that changed needs approval.
    package func decide(_ evidence: Evidence) -> Decision {
        let strangers = evidence.authors.filter { !may($0, .draft, evidence.touches) }.sorted()
        var decision = Decision(requirements: [], declinedBy: [], strangers: strangers, waivedBy: nil)
        let demands = demands(on: evidence)
        guard !demands.isEmpty else { return decision }

        decision.waivedBy = evidence.waiver.flatMap { may($0, .publish, evidence.touches) ? $0 : nil }
        let waives = decision.waivedBy != nil
        if !waives {
            // A member who became an author of a request withdraws it, and cannot decline it any more.
            decision.declinedBy = evidence.verdicts.filter(\.value.isDecline).keys
                .filter { may($0, .approve, evidence.touches) && !evidence.authors.contains($0) }.sorted()
        }
        let able = settings.members.filter { mayApprove($0.id, evidence) }
        for demand in demands {
            let counting = able.filter { demand.rule?.counts($0) ?? true }.map(\.id)
            // Distinct members with distinct keys: one key is one person, whatever the settings say.
            let given = counting.filter { evidence.verdicts[$0]?.isApproval == true }.reduce(into: [String]()) {
                given, id in
                if !given.contains(where: { shareKey($0, id) }) { given.append(id) }
            }
            decision.requirements.append(
                Requirement(
                    reason: demand.reason, required: demand.required, given: given,
                    candidates: counting.filter { !given.contains($0) && canAct($0) },
                    isWaivable: demand.rule?.isWaivable ?? true,
                    isWaived: waives && demand.rule?.isWaivable ?? true))
        }
        return decision
    }

    /// Whether what this member says can count: where signatures are required, nothing does without a key.
    private func canAct(_ member: String) -> Bool {
        settings.signatures != .required || settings.member(member)?.keys.isEmpty == false
    }

    private struct Demand {
        var reason: Requirement.Reason
        var required: Int
        var rule: ApprovalRule?
    }

    private func demands(on evidence: Evidence) -> [Demand] {
        let needing = evidence.touches.filter(\.needsApproval)
        let manages = needing.contains(where: \.needsManage)
        guard settings.requiresApprovals, !needing.isEmpty else {
            return manages ? [Demand(reason: .manage, required: 1)] : []
        }
        var demands = [Demand(reason: manages ? .manage : .approvals, required: settings.requiredApprovals)]
        let sources = needing.reduce(into: Set<ExactText>()) { $0.formUnion($1.sources) }
        let destinations = needing.reduce(into: Set<ExactText>()) {
            $0.formUnion($1.destinations.union($1.usedDestinations))
        }
        for (position, rule) in settings.rules.enumerated() {
            if rule.when.isHighRisk && !evidence.risks.contains(where: { FindingCode(rawValue: $0).isRisk }) {
                continue
            }
            let (from, to) = (rule.when.sources, rule.when.destinations)
            if let from, sources.isDisjoint(with: from.map { ExactText(connections.resolve(source: $0)) }) { continue }
            if let to, destinations.isDisjoint(with: to.map { ExactText(connections.resolve(destination: $0)) }) {
                continue
            }
            demands.append(Demand(reason: .rule(position), required: rule.required, rule: rule))
        }
        return demands
    }
}
