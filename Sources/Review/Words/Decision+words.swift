package import Approvals
import Git
package import Resources

extension Reader {
    /// How far each demand for approvals is met, and who can meet the rest.
    package func verdicts(on plan: Plan) -> [Verdict] {
        let decision = plan.decision
        var verdicts: [Verdict] = []
        if !decision.strangers.isEmpty {
            let drafters = policy.members(whoMay: .draft, plan.touches)
            verdicts.append(
                Verdict(
                    .blocks, "author",
                    "\(names(decision.strangers)) may not make all of these changes; \(who(drafters)) may"))
        }
        for member in decision.declinedBy {
            let event = plan.verdicts[member]
            verdicts.append(
                Verdict(
                    .blocks, "declined",
                    "by \(who([member])), \(event.map { ago($0.time) } ?? "at an unknown time")"
                        + "\(Words(reasonOf: event)) · \(wayOn(from: [member], plan))"))
        }
        if !plan.merge.conflicts.isEmpty {
            // What would change is not known yet, and so neither is who must agree.
            return verdicts
        }
        verdicts += decision.distinctRequirements.map { verdict(on: $0, plan) }
        if decision.requirements.isEmpty, decision.strangers.isEmpty, !plan.isEmpty {
            let why: Words =
                plan.needsApproval
                ? "this workspace asks for no approvals"
                : "only names, descriptions, tags or folders change"
            verdicts.append(Verdict(.met, "approvals", "none needed: \(why)"))
        }
        return verdicts
    }

    /// What can be done about a declined request.
    ///
    /// - Parameter isSeen: whether the reader viewed it; who did not cannot approve it.
    func wayOn(from decliners: [String], _ plan: Plan, isSeen: Bool = true) -> Words {
        let authors = plan.authors.sorted()
        let isMine = authors.contains { isMe($0) }
        let mending: Words =
            isMine
            ? "change it and submit again"
            : "\(who(authors)) can change it and submit again"
        if !isSeen, decliners.contains(where: isMe) { return mending }
        let isOwn = decliners.count == 1 && isMe(decliners[0])
        if isOwn { return "\(mending), or you can approve it as it is" }
        return isMine
            ? "\(mending), or ask \(who(decliners, "and")) to approve it as it is"
            : "\(mending), or \(who(decliners, "and")) can approve it as it is"
    }

    private func names(_ ids: [String]) -> Words { ids.map(name).inWords() }

    private func verdict(on requirement: Requirement, _ plan: Plan) -> Verdict {
        let label = "approvals"
        let why = reason(of: requirement, plan)
        if requirement.isWaived, requirement.given.count < requirement.required {
            return Verdict(
                .met, label,
                "waived by \(plan.decision.waivedBy.map { who([$0]) } ?? "who published it")\(why)")
        }
        let given: Words = requirement.given.isEmpty ? Words() : " by \(who(requirement.given, "and"))"
        let count: Words = "\(requirement.given.count)\u{A0}of\u{A0}\(requirement.required)\(given)"
        if requirement.isMet { return Verdict(.met, label, count + why) }
        return Verdict(.blocks, label, "\(count) · \(wayOut(requirement))\(why)")
    }

    /// Who can give what is missing.
    package func wayOut(_ requirement: Requirement) -> Words {
        let missing = requirement.left
        if requirement.isHopeless {
            let able: Words =
                requirement.candidates.isEmpty
                ? "nobody may approve it"
                : "only \(who(requirement.candidates, "and")) may approve it, which is not enough"
            let administrators = settings.members(who: .manage).map(\.id)
            return "\(able); \(who(administrators)) can change roles, rules and members"
        }
        let object: Words = missing > 1 ? "them" : requirement.given.isEmpty ? "it" : "the other"
        let last: Words = missing > 1 && requirement.candidates.count == missing ? "and" : "or"
        return "\(who(requirement.candidates, last)) can give \(object)"
    }

    /// Why so many: a rule, or what only administrators decide.
    private func reason(of requirement: Requirement, _ plan: Plan) -> Words {
        switch requirement.reason {
        case .approvals: return Words()
        case .manage: return " · settings and aliases need somebody who may manage the workspace"
        case .rule(let index):
            guard settings.rules.indices.contains(index) else { return Words() }
            let rule = settings.rules[index]
            let risk: Words = plan.risks.count > 1 ? "a risk above" : "the risk above"
            var causes = rule.when.isHighRisk ? [risk] : []
            causes += ((rule.when.destinations ?? []) + (rule.when.sources ?? [])).map { "\($0)" }
            let from: Words = rule.from.map { ", from \($0.map(words(of:)).inWords("or"))" } ?? Words()
            let cause = causes.isEmpty ? "a rule for every change" : causes.inWords("or")
            return " · \(cause) requires \(requirement.required)\(from)"
        }
    }

    private func words(of approver: ApprovalRule.Approver) -> Words {
        switch approver {
        case .role(let role): "any \(role)"
        case .member(let id): name(id)
        }
    }
}

extension Reader {
    /// What needs approval, and why, by class (F4): `sync/leads-to-crm: configuration and schedule`.
    package func needs(_ changes: [FileChange]) -> [Words] {
        ResourceReview.all(of: changes, layout: layout).filter(\.needsApproval).map { review in
            let what: Words
            if review.renamedTo != nil {
                what = "it is renamed"
            } else if review.main?.kind == .added {
                what = "it is new"
            } else if review.main?.kind == .deleted {
                what = "it is deleted"
            } else if review.changes.contains(where: { $0.isOpaque || $0.modeChange != nil }) {
                what = "the file itself changes"
            } else {
                let classes = Set(review.fields.filter(\.needsApproval).map(\.fieldClass))
                let named = FieldClass.allCases.filter(classes.contains).map { Words(nameOf: $0) }
                what = named.isEmpty ? "its columns" : "its \(named.inWords())"
            }
            return "\(review.title) (\(what))"
        }
    }
}

extension Words {
    init(nameOf fieldClass: FieldClass) {
        switch fieldClass {
        case .people: self = "description"
        case .configuration: self = "configuration"
        case .query: self = "query"
        case .columns: self = "columns"
        case .schedule: self = "schedule"
        case .settings: self = "settings"
        }
    }

    /// `: “too wide”`, or nothing.
    init(reasonOf event: Event?) { self = event?.comment.map { ": \(Words(quoting: $0))" } ?? Words() }
}
