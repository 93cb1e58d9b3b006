import Approvals
import Git
import Resources

extension PlanFacts {
    /// What the reader could type, having seen it.
    func nextSteps(for reader: Reader) -> [Words] {
        let draft = reader.short(draft: plan.draft)
        guard let me = reader.member else { return [] }
        let isMine = plan.authors.contains(me.id) || plan.draft.hasPrefix("draft/\(me.id)/")
        let isSound = plan.merge.conflicts.isEmpty && plan.newErrors.isEmpty && !plan.isEmpty
        let mayPublish = reader.canPublish(plan)
        let mayDraft = reader.policy.may(me.id, .draft, plan.touches)
        guard plan.request != nil else {
            guard isMine, isSound else { return [] }
            if plan.decision.isSatisfied || mayPublish {
                return [.command("assent publish", draft)]
                    + (plan.decision.isSatisfied ? [] : [submit(draft)])
            }
            return [submit(draft, then: "-m \"…\"")]
        }
        if plan.proposalProblem != nil {
            return (reader.resubmitters(of: plan).contains(me.id) ? [submit(draft)] : [])
                + [.command("assent comment", draft, then: "-m \"…\"")]
        }
        var steps: [Words] = []
        // If two requests ask for the same draft, its name identifies neither.
        let request = rivals.isEmpty ? draft : plan.request.map { reader.short($0.id) } ?? draft
        let hasApproved = plan.verdicts[me.id]?.isApproval == true
        let canSign = reader.settings.signatures != .required || !me.publicKeys.isEmpty
        let mayApprove = canSign && reader.policy.mayApprove(me.id, plan.evidence())
        let asksForApproval = !plan.decision.requirements.isEmpty
        if isSound, !hasApproved, mayApprove, asksForApproval {
            let all = after.map { reader.short(draft: $0) } + [request]
            // What goes with it is looked at first.
            steps +=
                unseen.isEmpty
                ? [.command(Shell.line(["assent", "approve"] + all))]
                : unseen.map { .command("assent view", reader.short(draft: $0)) }
        }
        if !isMine, reader.policy.may(me.id, .approve, plan.touches), asksForApproval,
            plan.verdicts[me.id]?.isDecline != true
        {
            steps.append(.command("assent decline", request, then: "-m \"…\""))
        }
        steps.append(.command("assent comment", request, then: "-m \"…\""))
        if plan.isReady, !plan.isEmpty, mayDraft, after.isEmpty {
            steps.append(.command("assent publish", draft))
        } else if isSound, after.isEmpty, isMine, mayPublish {
            steps.append(.command("assent publish", draft, then: "-m \"…\""))
        }
        if isMine, !plan.merge.conflicts.isEmpty {
            // It can only be resolved there.
            steps.append(isCurrent ? .command("assent draft update") : .command("assent draft switch", draft))
        } else if isMine, mayDraft, !isCurrent, !plan.decision.declinedBy.isEmpty {
            // It is changed there, and submitted again.
            steps.append(.command("assent draft switch", draft))
        }
        if isMine, mayDraft, hasMovedOn, !isDraftEmpty { steps.append(submit(draft)) }
        if isMine || reader.policy.may(me.id, .approve, plan.touches) {
            // To withdraw somebody else's request takes a reason.
            let isOwn = plan.request?.record.owners.contains(me.id) ?? false
            steps.append(.command("assent withdraw", request, then: isOwn ? nil : "-m \"…\""))
        }
        if isMine, plan.isEmpty { steps.append(.command("assent draft delete", draft)) }
        return steps
    }
}

extension Reader {
    /// Whether the reader may publish it now, without the approvals that it lacks: some rules cannot be waived.
    func canPublish(_ plan: Plan) -> Bool {
        guard let me = member, policy.may(me.id, .publish, plan.touches) else { return false }
        return policy.decide(plan.evidence(waiver: me.id)).isSatisfied
    }
}

extension PlanFacts {
    /// The draft that is checked out need not be named.
    private func submit(_ draft: String, then more: String? = nil) -> Words {
        isCurrent ? .command("assent submit", then: more) : .command("assent submit", draft, then: more)
    }
}

extension StatusReport {
    /// What the reader could type, being there.
    func nextSteps(for reader: Reader) -> [Words] {
        guard let me = reader.member, let preview else { return [] }
        let mayDraft = reader.has(.draft)
        if behind != nil { return [.command("assent draft update")] }
        if isLive, preview.unsaved.isEmpty { return [.command("assent draft switch \(reader.branch)")] }
        // A merge is in progress, and the files contain conflicts.
        let isMarked = preview.findings.contains { $0.code == .mergeConflict }
        if isMarked, !conflicts.fields.isEmpty {
            return [.command("assent draft resolve"), .command("git merge --abort")]
        }
        if !preview.unsaved.isEmpty, mayDraft {
            // What is edited on no draft comes along to one.
            let isSaved = isOnMain || preview.draft != nil
            return [
                isSaved ? .command("assent save", then: "-m \"…\"") : .command("assent draft start", then: "<name>")
            ]
        }
        // It puts the conflict into the files, where it can be resolved.
        if preview.draft != nil, !conflicts.fields.isEmpty {
            return [.command("assent draft update")]
        }
        var steps: [Words] = []
        if let plan = preview.plan, let draft = preview.draft {
            steps = self.steps(on: draft, plan, preview, me, mayDraft: mayDraft, reader)
        } else if mayDraft, isOnMain, forMe.isEmpty {
            steps.append(.command("assent draft start", then: "<name>"))
        }
        if let first = forMe.first {
            let look = Words.command("assent view", reader.short(draft: first.request.draftName))
            if !steps.contains(look) { steps.append(look) }
        }
        return steps
    }

    private func steps(
        on draft: Draft, _ plan: Plan, _ preview: Preview, _ me: Member, mayDraft: Bool, _ reader: Reader
    ) -> [Words] {
        var steps: [Words] = []
        let isNew = plan.request == nil || plan.request?.revision != draft.tip
        let isSound = plan.newErrors.isEmpty && !plan.isEmpty
        let isUnproven = plan.proposalProblem != nil && reader.resubmitters(of: plan).contains(me.id)
        if isSound, isNew || isUnproven, mayDraft {
            if reader.canPublish(plan) || plan.decision.isSatisfied { steps.append(.command("assent publish")) }
            if plan.needsApproval { steps.append(.command("assent submit")) }
        } else if plan.isReady, !plan.isEmpty, mayDraft {
            steps.append(.command("assent publish"))
        }
        if !preview.changes.isEmpty { steps.append(.command("assent diff")) }
        if plan.request != nil {
            steps.append(.command("assent view", reader.short(draft: draft.name)))
            let isDone = plan.isEmpty || current?.plan?.isEmpty ?? false
            if isDone { steps.append(.command("assent withdraw", reader.short(draft: draft.name))) }
        }
        return steps
    }
}
