package import Approvals
package import Delivery
import FoundationEssentials
import Git
package import Resources

/// Finds what to tell whom of an act.
package struct Letters {
    private let outcome: Outcome
    /// As the act has left it.
    private let workspace: OpenWorkspace
    private let actor: Member

    package init(of outcome: Outcome, in workspace: OpenWorkspace, by actor: Member) {
        self.outcome = outcome
        self.workspace = workspace
        self.actor = actor
    }

    /// The mail that the first of those whom an open request asks would get now; where it asks nobody, its author's.
    package static func preview(of request: ApprovalRequest, style: String, in workspace: OpenWorkspace) throws
        -> MailMessage
    {
        let settings = workspace.settings
        let named = request.record.asked + [request.record.proposer] + settings.members.map(\.id)
        let plan = try Planner(workspace).plan(request)
        let recipient = named.lazy.compactMap { settings.member($0) }.first
        // Who looks may not have chosen a sender yet.
        guard let recipient, let sender = settings.notifications.from ?? Mailbox("Assent <assent@assent.invalid>"),
            let message = Letter(
                reader: try Reader(workspace, recipient).reading(as: recipient), recipient: recipient,
                actor: settings.member(request.record.proposer) ?? recipient, act: .submit,
                matters: [
                    .init(
                        draft: plan.draft, why: .asked, effect: .submitted(request, plan), plan: plan, voided: nil)
                ], opening: request.id, event: request.id
            ).mail(from: sender, style: style, at: Int(workspace.session.clock().timeIntervalSince1970), expires: 0)
        else { throw MemberRefusal.noAddress(member: recipient?.id ?? request.record.proposer) }
        return message.message
    }

    /// One for each member who should hear of it and wants to.
    package func all() throws -> [Letter] {
        try letters(to: concerned)
    }

    /// Those who get one.
    package func recipients() throws -> [Member] {
        // Whether it asks them for anything has to be found out first.
        let asked = try letters(to: concerned.filter { $0.mail == .asked }).map(\.recipient.id)
        return concerned.filter { $0.mail == .all || asked.contains($0.id) }
    }

    /// Members who should hear of it and get mail at all, each once. A member whom the act removed hears of it once more.
    private var concerned: [Member] {
        let ids = outcome.concerned.reduce(into: [String]()) { if !$0.contains($1.member) { $0.append($1.member) } }
        return ids.compactMap { id in workspace.settings.allMembers.first { $0.id.isExactly(id) && $0.mail != .none } }
    }

    private func letters(to members: [Member]) throws -> [Letter] {
        guard let digests = outcome.effects.lazy.compactMap(\.digests).first, !members.isEmpty else { return [] }
        let base = try Reader(workspace, nil)
        var plans: [String: Plan] = [:]
        return try members.compactMap { member in
            let matters = try outcome.concerned.filter { $0.member == member.id }.map { concerned in
                Letter.Matter(
                    draft: concerned.draft, why: concerned.why,
                    effect: outcome.effects.first { $0.draft?.isExactly(concerned.draft) ?? false },
                    plan: try plan(of: concerned.draft, &plans),
                    voided: outcome.voided.first { $0.draft.isExactly(concerned.draft) })
            }
            let letter = Letter(
                reader: base.reading(as: member), recipient: member, actor: actor, act: outcome.act, matters: matters,
                opening: digests.opening, event: digests.event)
            return member.mail == .asked && !letter.asks ? nil : letter
        }
    }

    private func plan(of draft: String, _ plans: inout [String: Plan]) throws -> Plan? {
        if let plan = plans[draft] { return plan }
        guard let request = try Requests(workspace).open(of: draft) else { return nil }
        let plan = try Planner(workspace).plan(request)
        plans[draft] = plan
        return plan
    }
}
