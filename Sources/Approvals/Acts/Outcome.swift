import Resources

/// The outcome of an act. What is printed about it, in text and in JSON, is made from this, and so is what members are
/// told.
///
/// An act that is repeated word for word has the same outcome again: the command that did it first may have been cut
/// off before anybody was told.
package struct Outcome: Sendable {
    package enum Act: String, CaseIterable, Sendable {
        case submit, comment, approve, publish, decline, withdraw, delete, revert, settings, accept
    }

    /// What happened to a request, or to a draft without one.
    package enum Effect: Sendable {
        case submitted(ApprovalRequest, Plan)
        case revised(ApprovalRequest, Plan)
        /// The request as it was before, and what was said.
        case commented(ApprovalRequest, SignedEvent)
        /// It is not live yet: the plan has what it waits for.
        case approved(ApprovalRequest, Plan)
        case declined(ApprovalRequest, Plan)
        /// It has all that it needs, and a job on the host moves main over this branch.
        case handedOver(ApprovalRequest, Plan, branch: String)
        case published(Landing)
        /// The request as it was before, and what ended it.
        case withdrawn(ApprovalRequest, SignedEvent)
        /// A draft, with its open request and what ended that.
        case deleted(Draft, (ApprovalRequest, SignedEvent)?)
        /// A draft was started, and nobody is asked yet.
        case started(Draft)
        case accepted(AcceptedCommits)
    }

    package private(set) var act: Act
    /// The member who did it.
    package let actor: String
    package private(set) var effects: [Effect]
    /// Who should hear of it, and why: never the actor, and only members.
    package private(set) var concerned: [Concerned]
    /// Approvals that no longer count because of it.
    package private(set) var voided: [VoidedApproval]
    /// It is done all the same: why something beside it (a work tree, the draft's branch) is left to a later command.
    package let problem: (any Error)?
    /// It is done all the same: why `concerned` and `voided` may lack somebody.
    package let missed: (any Error)?

    init(
        _ act: Act, by member: Member, _ effects: [Effect], _ concerns: Concerns? = nil, voided: [VoidedApproval] = [],
        problem: (any Error)? = nil, missed: (any Error)? = nil
    ) {
        self.act = act
        actor = member.id
        self.effects = effects
        concerned = concerns?.found ?? []
        self.voided = voided
        self.problem = problem
        self.missed = missed
    }

    /// The same, with those whom its effects concern.
    init(_ act: Act, by member: Member, _ effects: [Effect], under settings: Settings, voided: [VoidedApproval] = []) {
        var concerns = Concerns(of: member, under: settings)
        for effect in effects { concerns.add(effect, voiding: voided) }
        self.init(act, by: member, effects, concerns, voided: voided)
    }

    /// What the actor did on the way as well.
    mutating func add(_ other: Outcome) {
        effects += other.effects
        concerned += other.concerned.filter { !concerned.contains($0) }
        voided += other.voided.filter { !voided.contains($0) }
    }

    /// The same, as what another act came to.
    func asPart(of act: Act) -> Outcome {
        var outcome = self
        outcome.act = act
        return outcome
    }
}

extension Outcome {
    /// What went live, in the order in which it was published.
    package var landed: [Landing] {
        effects.compactMap { if case .published(let landing) = $0 { landing } else { nil } }
    }

    /// Requests whose approval was recorded, with what they wait for.
    package var recorded: [Plan] {
        effects.compactMap { if case .approved(_, let plan) = $0 { plan } else { nil } }
    }

    /// Plans that wait for the job on the host, each with the branch that the job lands.
    package var handedOver: [(plan: Plan, branch: String)] {
        effects.compactMap { if case .handedOver(_, let plan, let branch) = $0 { (plan, branch) } else { nil } }
    }

    package var accepted: [AcceptedCommits] {
        effects.compactMap { if case .accepted(let commits) = $0 { commits } else { nil } }
    }
}

/// A member who should hear of an act.
package struct Concerned: Hashable, Sendable {
    /// Why, the weightiest first. The names are promised in JSON.
    package enum Reason: String, CaseIterable, Sendable {
        /// Named by who asks, or else by a rule that is not met.
        case asked
        /// An author of a request that has all that it needs and is not live.
        case mayPublish
        case author
        case approved
        case declined
        case commented
        /// The member's approval does not count any more.
        case approvalVoided
        /// The member's request lost an approval.
        case lostApproval
        /// The member's draft conflicts with what went live.
        case conflicts
        case added
        case removed
        case roleChanged
        case keysChanged
    }

    package let member: String
    package let why: Reason
    /// About which draft.
    package let draft: String
}

/// Finds whom an act concerns: each member once a draft, for the first reason given.
struct Concerns {
    private let actor: String
    private let settings: Settings
    private(set) var found: [Concerned] = []

    init(of actor: Member, under settings: Settings) {
        self.actor = actor.id
        self.settings = settings
    }

    mutating func add(_ members: [String], _ why: Concerned.Reason, _ draft: String) {
        for id in members where settings.member(id) != nil { add(id, why, draft) }
    }

    private mutating func add(_ id: String, _ why: Concerned.Reason, _ draft: String) {
        guard id != actor, !found.contains(where: { $0.member == id && $0.draft == draft }) else { return }
        found.append(Concerned(member: id, why: why, draft: draft))
    }

    /// Adds the members who should hear of one effect of an act (F10). A publish
    /// concerns others too, which `Aftermath` finds out.
    mutating func add(_ effect: Outcome.Effect, voiding voided: [VoidedApproval]) {
        switch effect {
        case .submitted(let request, let plan): addAsked(by: request.record, plan)
        case .revised(let request, let plan):
            addAsked(by: request.record, plan)
            add(voided)
            add(request.record.events.filter(\.isDecline).map(\.actor), .declined, request.draftName)
        case .commented(let request, _):
            addThoseWhoTookPart(in: request.record)
            add(request.record.proposal.to, .asked, request.draftName)
        case .handedOver(let request, _, _): addThoseWhoTookPart(in: request.record)
        case .approved(let request, let plan):
            addAuthors(of: request.record, plan.isReady ? .mayPublish : .author)
            addAsked(by: request.record, plan) { plan.verdicts[$0] == nil }
        case .declined(let request, _), .withdrawn(let request, _): addThoseWhoTookPart(in: request.record)
        case .deleted(let draft, let closed):
            if let (request, _) = closed { addThoseWhoTookPart(in: request.record) }
            add([draft.member], .author, draft.name)
        case .published(let landing): addThoseWhoTookPart(in: landing.record)
        case .started, .accepted: break
        }
    }

    /// Those whom a request asks to approve it; where it names nobody, those whom the rules name that are not met.
    mutating func addAsked(by record: RequestRecord, _ plan: Plan, where isAsked: (String) -> Bool = { _ in true }) {
        add(Self.asked(record.asked, plan, under: settings).filter(isAsked), .asked, record.proposal.draft)
    }

    /// Those who were chosen, or else those whom the rules name that are not met.
    static func asked(_ chosen: [String], _ plan: Plan, under settings: Settings) -> [String] {
        if !chosen.isEmpty { return chosen }
        return plan.decision.missing.flatMap { requirement in
            guard case .rule(let position) = requirement.reason, settings.rules[position].from != nil else {
                return [String]()
            }
            return requirement.candidates
        }
    }

    mutating func addAuthors(of record: RequestRecord, _ why: Concerned.Reason = .author) {
        add(record.authorsInOrder.isEmpty ? [record.author] : record.authorsInOrder, why, record.proposal.draft)
    }

    /// Its authors, and those who approved, declined or commented.
    mutating func addThoseWhoTookPart(in record: RequestRecord) {
        addAuthors(of: record)
        // Of several verdicts of a member the last counts.
        for event in record.events.reversed() where event.isApproval || event.isDecline {
            add([event.actor], event.isApproval ? .approved : .declined, record.proposal.draft)
        }
        add(record.comments.map(\.actor), .commented, record.proposal.draft)
    }

    mutating func add(_ voided: [VoidedApproval]) {
        for item in voided {
            add(item.members, .approvalVoided, item.draft)
            add(item.authors, .lostApproval, item.draft)
        }
    }

    /// Those of whom a draft that went live changed what the settings say.
    mutating func addThoseChanged(by draft: String, to new: Settings) {
        for member in settings.members {
            guard let now = new.member(member.id) else {
                add(member.id, .removed, draft)
                continue
            }
            if now.role != member.role {
                add(member.id, .roleChanged, draft)
            } else if now.keys != member.keys {
                add(member.id, .keysChanged, draft)
            }
        }
        for member in new.members where settings.member(member.id) == nil { add(member.id, .added, draft) }
    }
}
