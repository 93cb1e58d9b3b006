import Git
package import Resources

/// A request's way to main, before anything is moved.
struct LandingStep {
    let plan: Plan
    /// The request's id.
    let request: String
    /// The first member to submit it.
    let author: String
    /// The request's events, as they are on record there.
    let recorded: [SignedEvent]
    /// What this step adds to them: the lander's own at the end.
    var added: [SignedEvent] = []
    let decision: Decision
    /// The merge commit that would land it.
    var commit: ObjectID = .zero
    var lastEvent: ObjectID = .zero

    var events: [SignedEvent] { recorded + added }
    /// Who did the last of these acts.
    var lander: String { added.last?.event.actor ?? recorded.last?.event.actor ?? author }
    var publisher: String? { events.last { $0.event.kind == .publish }?.event.actor }
}

extension LandingStep {
    init(of request: ApprovalRequest, plan: Plan, adding added: [SignedEvent], decision: Decision) {
        self.init(
            plan: plan, request: request.id, author: request.author, recorded: request.chain.events.map(\.signed),
            added: added, decision: decision)
    }
}

/// Plans requests one on top of the other, and decides what each still needs.
package struct LandingSteps: Acting {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Plans requests one on top of the other, dependencies first.
    package func plans(for requests: [ApprovalRequest]) async throws -> [Plan] {
        try await steps(for: requests, isTrial: true) { request, plan, _ in
            LandingStep(of: request, plan: plan, adding: [], decision: plan.decision)
        }.map(\.plan)
    }

    /// F6: a request that holds only with other open requests, as it is after them; alone it would be refused.
    ///
    /// - Parameter plan: of the request alone.
    /// - Returns: nil where it needs none, or no open requests would do.
    package func planAfterOthers(_ request: ApprovalRequest, _ plan: Plan) async throws
        -> (others: [ApprovalRequest], plan: Plan)?
    {
        guard plan.needsOthers else { return nil }
        let models = try modelsNeeded(by: request)
        let candidates = try Requests(workspace).open().filter { other in
            guard other.id != request.id, !other.draftName.isExactly(request.draftName) else { return false }
            return try !RequestNames(workspace).resources(changedBy: other.revision).isDisjoint(with: models)
        }
        // Of several drafts of one model one alone may do.
        for others in candidates.map({ [$0] }) + (candidates.count > 1 ? [candidates] : []) {
            do {
                let plans = try await plans(for: [request] + others)
                if let found = plans.first(where: { $0.request?.id == request.id }), found.newErrors.isEmpty,
                    plans.allSatisfy({ $0.merge.conflicts.isEmpty && $0.newErrors.isEmpty })
                {
                    return (others, found)
                }
            } catch is any Refusal {}
        }
        return nil
    }

    /// Each step is planned on the landing of the one before it; `decide` is told the ids of those that it needs.
    func steps(
        for requests: [ApprovalRequest], isTrial: Bool = false,
        _ decide: (ApprovalRequest, Plan, _ needs: [String]) async throws -> LandingStep
    ) async throws -> [LandingStep] {
        var steps: [LandingStep] = []
        var onto = tip
        for (request, needs) in try dependenciesFirst(requests) {
            try requireOpen(request)
            let plan = try Planner(workspace).plan(
                request.revision, of: request.draftName, request: request, onto: onto)
            var step = try await decide(request, plan, needs)
            if requests.count > 1 || step.decision.isSatisfied {
                onto = try await Lander(workspace).write(&step, onto: onto, isTrial: isTrial)
            }
            steps.append(step)
        }
        return steps
    }

    /// The models beneath the syncs that a request changes, but for those that it changes itself.
    private func modelsNeeded(by request: ApprovalRequest) throws -> Set<ResourceID> {
        let changed = try RequestNames(workspace).resources(changedBy: request.revision)
        let after = try snapshot(of: request.revision)
        let models = try changed.compactMap { resource in
            resource.kind == .sync ? try after.model(of: resource.slug).map(ResourceID.model) : nil
        }
        return Set(models).subtracting(changed)
    }

    /// F6: what changes a model goes before what changes a sync on it.
    private func dependenciesFirst(_ requests: [ApprovalRequest]) throws
        -> [(request: ApprovalRequest, needs: [String])]
    {
        guard requests.count > 1 else { return requests.map { ($0, []) } }
        let changed = try requests.map { try RequestNames(workspace).resources(changedBy: $0.revision) }
        let models = try requests.map(modelsNeeded)
        func needs(_ a: Int, _ b: Int) -> Bool { !models[a].isDisjoint(with: changed[b]) }
        var ordered: [Int] = []
        var left = Array(requests.indices)
        while !left.isEmpty {
            let next = left.first { a in !left.contains { $0 != a && needs(a, $0) } } ?? left[0]
            ordered.append(next)
            left.removeAll { $0 == next }
        }
        return ordered.map { a in
            (requests[a], requests.indices.filter { $0 != a && needs(a, $0) }.map { requests[$0].id })
        }
    }

    // MARK: Deciding

    /// Adds the member's approval of a plan, if they may give it and it is of what they saw.
    ///
    /// - Parameter needs: requests that go live in the same step before this one, and without which it may not (F6).
    func approve(
        _ request: ApprovalRequest, _ plan: Plan, after needs: [String], by member: Member, comment: String?,
        shown: Set<String>
    ) async throws -> LandingStep {
        if let others = try await planAfterOthers(request, plan)?.others {
            throw ContentRefusal.needsOthers(draft: plan.draft, plan.newErrors, others.map(\.draftName))
        }
        try requireSound(plan)
        guard let subject = plan.subject else {
            throw ContentRefusal.conflicts(draft: plan.draft, plan.merge.conflicts)
        }
        guard !plan.isEmpty else { throw ContentRefusal.nothingToPublish(draft: plan.draft) }
        try requireProven(plan)
        let may = policy.may(member.id, .approve, plan.touches)
        let candidates = settings.members.map(\.id).filter { policy.mayApprove($0, plan.evidence()) }
        guard may else {
            throw RightsRefusal.mayNot(member: member.id, .approve, draft: plan.draft, plan: plan, who: candidates)
        }
        guard policy.mayApprove(member.id, plan.evidence()) else {
            throw RightsRefusal.ownRequest(member: member.id, draft: plan.draft, who: candidates)
        }
        guard shown.contains(subject) else {
            throw shown.isEmpty
                ? RightsRefusal.notViewed(draft: plan.draft, subject: subject)
                : RightsRefusal.subjectChanged(draft: plan.draft, shown: shown.min() ?? "", now: subject)
        }
        var added: [SignedEvent] = []
        var evidence = plan.evidence()
        if evidence.verdicts[member.id]?.isApproval != true {
            let said = Approving(risks: plan.riskCodes.sorted(), comment: comment, after: needs.sorted())
            let matter = Matter(revision: plan.revision, subject: subject)
            let event = try self.event(by: member, .approve(matter, said, request.chain.next))
            added.append(try await ActSigner(workspace).sign(event))
            evidence.verdicts[member.id] = event
        }
        return LandingStep(of: request, plan: plan, adding: added, decision: policy.decide(evidence))
    }

    /// That a draft can go live now as it is planned, if need be without the approvals that are missing.
    ///
    /// - Returns: its subject, and what lets it through.
    @discardableResult
    package func requireMayPublish(_ plan: Plan, by member: Member) throws -> (subject: String, decision: Decision) {
        guard !plan.isEmpty else {
            throw ContentRefusal.nothingToPublish(draft: plan.draft, isAskedFor: plan.request != nil)
        }
        try requireSound(plan)
        guard let subject = plan.subject else {
            throw ContentRefusal.conflicts(draft: plan.draft, plan.merge.conflicts)
        }
        try requireMayDraft(plan, by: member)
        var waiver: String?
        if !plan.decision.isSatisfied {
            guard policy.may(member.id, .publish, plan.touches) else {
                if plan.request != nil { throw RightsRefusal.waits(draft: plan.draft, plan: plan) }
                throw RightsRefusal.mayNot(
                    member: member.id, .publish, draft: plan.draft, plan: plan,
                    who: settings.members.map(\.id).filter { policy.mayApprove($0, plan.evidence()) })
            }
            waiver = member.id
        }
        let decision = policy.decide(plan.evidence(waiver: waiver))
        guard decision.isSatisfied else { throw RightsRefusal.waits(draft: plan.draft, plan: plan) }
        return (subject, decision)
    }

    /// The same; and that the member has seen what they say something of.
    @discardableResult
    func requireMayPublish(_ plan: Plan, _ draft: Draft, by member: Member) throws -> (
        subject: String, decision: Decision
    ) {
        let found = try requireMayPublish(plan, by: member)
        // A member who only lands what was approved records no waiver.
        if !plan.isAskedFor || !plan.decision.isSatisfied {
            try SeenDraft(draft, in: workspace).require(plan, by: member)
        }
        return found
    }

    /// Adds what makes a draft go live now.
    func publish(_ plan: Plan, _ draft: Draft, by member: Member, reason: String?) async throws
        -> LandingStep
    {
        let (subject, decision) = try requireMayPublish(plan, draft, by: member)
        var added: [SignedEvent] = []
        var next = plan.request?.chain.next
        if !plan.isAskedFor {
            let proposal = try await ActSigner(workspace).sign(
                Submitter(workspace).proposal(of: draft, subject: subject, by: member, after: plan.request))
            added.append(proposal)
            next = Link(
                request: next?.request ?? proposal.digest, sequence: (next?.sequence ?? 0) + 1,
                previous: proposal.digest)
        }
        guard let next else { throw NameRefusal.noRequest(draft: draft.name, closed: nil, hasChanges: true) }
        let said = Publishing(waives: !plan.decision.isSatisfied, comment: reason)
        let matter = Matter(revision: draft.tip, subject: subject)
        added.append(
            try await ActSigner(workspace).sign(event(by: member, .publish(matter, said, next))))
        return LandingStep(
            plan: plan, request: next.request, author: plan.request?.author ?? member.id,
            recorded: plan.request?.chain.events.map(\.signed) ?? [], added: added, decision: decision)
    }

    /// Records approvals that are not yet enough.
    func record(_ steps: [LandingStep], by member: Member) async throws {
        let writer = EventWriter(repository: repository)
        var updates: [RefUpdate] = []
        for step in steps {
            guard let request = step.plan.request else { continue }
            var tip = request.tip
            for signed in step.added { tip = try writer.append(signed, after: tip) }
            if let last = step.added.last {
                updates.append(
                    RefUpdate(
                        name: request.reference, expected: request.tip, new: tip, message: last.event.summary))
            }
        }
        if !updates.isEmpty { try await Mover(workspace).share(updates, updates[0].message, by: member) }
    }
}
