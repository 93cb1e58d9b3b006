package import Approvals
import Git
import Resources

/// What came of the acts.
extension Reader {
    ///     Submitted draft/ana/work-email for approval                                3f2a91c0
    ///       model/leads        2 fields
    ///       waits for approval: Bo Chen or Carol Diaz can give it
    package func page(of submission: Submission) -> Page {
        var page = Page()
        let plan = submission.plan
        let id = Words(short(submission.request.id), .faint)
        switch submission.kind {
        case .submitted: page.split("Submitted \(plan.draft, .strong) for approval", id)
        case .revised: page.split("Submitted \(plan.draft, .strong) again: what counts is the draft as it is now", id)
        case .unchanged: page.split("\(plan.draft, .strong) has not changed since you submitted it", id)
        }
        page.summary(of: plan, self)
        page.standing(on: submission.beneath, indent: 2)
        for rival in submission.rivals { page.line(words(rival: rival), indent: 2, hanging: 4) }
        let chosen = submission.request.record.proposal.to
        if !chosen.isEmpty {
            page.line("asked to approve: \(who(chosen, "and"))", indent: 2, hanging: 4)
        }
        page.line(Words(stateOf: plan, self), indent: 2, hanging: 4)
        if submission.approvers.isEmpty, !plan.decision.requirements.isEmpty {
            let administrators = settings.members(who: .manage).map(\.id)
            page.line(
                "Nobody alone may approve all that it touches: split it by source or destination, or ask "
                    + "\(who(administrators)) to widen a role.",
                indent: 2, hanging: 4)
        }
        page.line(
            "to see what the reviewer sees:\u{A0} \(.command("assent view", short(draft: plan.draft)))", indent: 2,
            hanging: 4)
        return page
    }

    ///     Published draft/ana/work-email: live on main                               9c41d07e
    ///       model/leads        2 fields
    ///       approved by Bo Chen
    package func page(of landing: Landing) -> Page {
        var page = Page()
        page.split(
            "Published \(landing.plan.draft, .strong): live on \(branch)", Words(landing.commit.short, .faint))
        page.summary(of: landing.plan, self)
        page.line(whoLet(landing), indent: 2, hanging: 4)
        return page
    }

    package func page(of approval: Approval) -> Page {
        var page = Page()
        for landing in approval.landed { page.add(self.page(of: landing)) }
        for plan in approval.recorded {
            let id = plan.request.map { Words(short($0.id), .faint) } ?? Words()
            page.split("Approved \(plan.draft, .strong); it is not live yet", id)
            // Of several that go together, one may have all it needs and wait for the others.
            let state: Words = plan.isReady ? "it waits for what was approved beside it" : Words(stateOf: plan, self)
            page.line(state, indent: 2, hanging: 4)
        }
        return page
    }

    ///     Declined draft/ana/work-email; the request stays open                      3f2a91c0
    ///       it goes on when Ana Silva changes it and submits again, or you approve it
    package func page(declined plan: Plan) -> Page {
        var page = Page()
        let id = plan.request.map { Words(short($0.id), .faint) } ?? Words()
        page.split("Declined \(plan.draft, .strong); the request stays open", id)
        let decliners = plan.decision.declinedBy
        // While it conflicts with main nobody's word is needed to keep it from going live.
        let way = decliners.isEmpty ? Words(stateOf: plan, self) : wayOn(from: decliners, plan)
        page.line(way, indent: 2, hanging: 4)
        return page
    }

    package func page(commentedOn request: ApprovalRequest) -> Page {
        var page = Page()
        page.split("Commented on \(request.draftName, .strong)", Words(short(request.id), .faint))
        page.line("see what was said:\u{A0} \(.command("assent view", short(draft: request.draftName)))", indent: 2)
        return page
    }

    ///     Started draft/dan/revert-work-email, which takes back draft/ana/work-email
    ///       sync/leads-to-crm  1 field
    package func page(of reversal: Reversal) -> Page {
        var page = Page()
        let draft = short(draft: reversal.draft.name)
        page.line(
            "Started \(reversal.draft.name, .strong), which takes back \(name(of: reversal.change)). Nothing is published yet.",
            hanging: 2)
        page.summary(of: reversal.plan, self)
        page.add(
            Page(steps: [
                .init("look at it", Shell.line(["assent", "diff", draft])),
                .init("then", Shell.line(["assent", "submit", draft])),
            ]))
        return page
    }

    func name(of change: PublishedChange) -> Words {
        change.request.map { "\($0.draftName)" } ?? "\(change.commit.short)"
    }

    /// By whose word a landing is live.
    func whoLet(_ landing: Landing) -> Words {
        if let publisher = landing.decision.waivedBy, landing.decision.requirements.contains(where: \.isWaived) {
            let reason: Words = landing.record.landedWaiver?.comment.map { ": \(Words(quoting: $0))" } ?? Words()
            return "\(who([publisher])) published it without approval, which is on record\(reason)"
        }
        let approvers = landing.decision.requirements.flatMap(\.given)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return approvers.isEmpty ? "nothing in it needed approval" : "approved by \(who(approvers, "and"))"
    }

    /// Of a request that was withdrawn, and whose ref somebody pushed again: `its request 3f2a91c0 is closed: Ana Silva withdrew it`
    package func words(closed request: ApprovalRequest) -> Words {
        guard let closing = request.record.closings.first else { return "its request \(short(request.id)) is closed" }
        let did: Words = closing.kind == .delete ? "deleted its draft" : "withdrew it"
        return
            "its request \(short(request.id)) is closed, and this is another: \(who([closing.actor])) \(did) \(ago(closing.time))"
    }

    /// Of another open request for the same draft, which two people who submit at the same moment may make.
    func words(rival: ApprovalRequest) -> Words {
        "\(name(rival.author)) asks for the same draft with \(short(rival.id)); one is enough: \(.command("assent withdraw", short(rival.id)))"
    }

    /// `model/leads (2 fields), sync/leads-to-crm (new)`
    package func words(of plan: Plan) -> Words { words(of: plan.changes, plan.uses) }
}

extension Page {
    /// Each resource with how much of it changes, and what is risky about it.
    fileprivate mutating func summary(of plan: Plan, _ reader: Reader) {
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        if reviews.isEmpty { line("only how files are written: no field means anything else", indent: 2, hanging: 4) }
        let column = min(40, 5 + (reviews.map(\.heading.width).max() ?? 0))
        for review in reviews { row(review.heading, review.whatChanged, indent: 2, at: column) }
        for risk in plan.risks {
            row(Words(trusted: "!\u{A0}\(risk.code)", .warning), "\(risk.message)", indent: 2, at: 10)
        }
    }
}
