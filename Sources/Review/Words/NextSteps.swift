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
        let mayPublish = reader.policy.may(me.id, .publish, plan.touches)
        let mayDraft = reader.policy.may(me.id, .draft, plan.touches)
        guard plan.request != nil else {
            guard isMine, isSound else { return [] }
            if plan.decision.isSatisfied || mayPublish {
                return [.command("assent publish", draft)]
                    + (plan.decision.isSatisfied ? [] : [.command("assent submit")])
            }
            return [.command("assent submit", then: "-m \"…\"")]
        }
        var steps: [Words] = []
        let hasApproved = plan.verdicts[me.id]?.isApproval == true
        let mayApprove = reader.policy.mayApprove(me.id, plan.evidence())
        let asksForApproval = !plan.decision.requirements.isEmpty
        if isSound, !hasApproved, mayApprove, asksForApproval { steps.append(.command("assent approve", draft)) }
        if !isMine, reader.policy.may(me.id, .approve, plan.touches), asksForApproval,
            plan.verdicts[me.id]?.isDecline != true
        {
            steps.append(.command("assent decline", draft, then: "-m \"…\""))
        }
        steps.append(.command("assent comment", draft, then: "-m \"…\""))
        if plan.isReady, !plan.isEmpty, mayDraft {
            steps.append(.command("assent publish", draft))
        } else if isSound, isMine, mayPublish {
            steps.append(.command("assent publish", draft, then: "-m \"…\""))
        }
        if isMine, !plan.merge.conflicts.isEmpty { steps.append(.command("assent draft update")) }
        if isMine, hasMovedOn || !plan.decision.declinedBy.isEmpty { steps.append(.command("assent submit", draft)) }
        if isMine || reader.policy.may(me.id, .approve, plan.touches) {
            steps.append(.command("assent withdraw", draft))
        }
        if isMine, plan.isEmpty { steps.append(.command("assent draft delete", draft)) }
        return steps
    }
}

extension StatusReport {
    /// What the reader could type, being there.
    func nextSteps(for reader: Reader) -> [Words] {
        guard let me = reader.member, let preview else { return [] }
        let mayDraft = reader.settings.permissions(of: me).contains(.draft)
        if behind != nil { return [.command("assent draft update")] }
        if isLive, preview.unsaved.isEmpty { return [.command("assent draft switch \(reader.branch)")] }
        if !preview.unsaved.isEmpty, mayDraft { return [.command("assent save", then: "-m \"…\"")] }
        // It puts the conflict into the files, where it can be settled.
        if preview.draft != nil, preview.plan?.merge.conflicts.isEmpty == false {
            return [.command("assent draft update")]
        }
        var steps: [Words] = []
        if let plan = preview.plan, let draft = preview.draft {
            steps = Self.steps(on: draft, plan, preview, me, mayDraft: mayDraft, reader)
        } else if mayDraft, isOnMain, forMe.isEmpty {
            steps.append(.command("assent draft start", then: "<name>"))
        }
        if let first = forMe.first {
            steps.append(.command("assent view", reader.short(draft: first.request.draftName)))
        }
        return steps
    }

    private static func steps(
        on draft: Draft, _ plan: Plan, _ preview: Preview, _ me: Member, mayDraft: Bool, _ reader: Reader
    ) -> [Words] {
        var steps: [Words] = []
        let isNew = plan.request == nil || plan.request?.revision != draft.tip
        let isSound = plan.newErrors.isEmpty && !plan.isEmpty
        if isSound, isNew, mayDraft {
            let mayPublish = reader.policy.may(me.id, .publish, plan.touches) || plan.decision.isSatisfied
            if mayPublish { steps.append(.command("assent publish")) }
            if plan.needsApproval { steps.append(.command("assent submit")) }
        } else if plan.isReady, !plan.isEmpty, mayDraft {
            steps.append(.command("assent publish"))
        }
        if !preview.changes.isEmpty { steps.append(.command("assent diff")) }
        if plan.request != nil {
            steps.append(.command("assent view", reader.short(draft: draft.name)))
            if plan.isEmpty { steps.append(.command("assent withdraw", reader.short(draft: draft.name))) }
        }
        return steps
    }
}
