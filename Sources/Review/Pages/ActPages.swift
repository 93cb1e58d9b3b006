package import Approvals
import Git
import Resources

///     Submitted draft/ana/work-email for approval                                3f2a91c0
///       model/leads        2 fields
///       waits for approval: Bo Chen or Carol Diaz can give it
package struct SubmissionPage {
    package let page: Page

    package init(_ submission: Submission, for reader: Reader) {
        let plan = submission.plan
        let did: Words =
            switch submission.kind {
            case .submitted: "Submitted \(plan.draft, .strong) for approval"
            case .revised: "Submitted \(plan.draft, .strong) again: what counts is the draft as it is now"
            case .unchanged: "\(plan.draft, .strong) has not changed since you submitted it"
            }
        var entry = Entry(
            did, aside: [Words(reader.short(submission.request.id), .faint)], PlanSummary(plan, reader).blocks)
        if let beneath = Words(standingOn: submission.beneath) { entry.add(fact: beneath) }
        for rival in submission.rivals { entry.add(fact: reader.words(rival: rival)) }
        let chosen = submission.request.record.proposal.to
        if !chosen.isEmpty { entry.add(fact: "asked to approve: \(reader.who(chosen, "and"))") }
        entry.add(fact: Words(stateOf: plan, reader))
        if submission.approvers.isEmpty, !plan.decision.requirements.isEmpty {
            let administrators = reader.settings.members(who: .manage).map(\.id)
            entry.add(
                fact:
                    "Nobody alone may approve all that it touches: split it by source or destination, or ask \(reader.who(administrators)) to widen a role."
            )
        }
        let view = Shell.line(["assent", "view", reader.short(draft: plan.draft)])
        entry.add(.steps([Step("to see what the reviewer sees", view)]))
        page = Page(.entry(entry))
    }
}

///     Published draft/ana/work-email: live on main                               9c41d07e
///       model/leads        2 fields
///       approved by Bo Chen
package struct LandingPage {
    package let page: Page

    /// - Parameters:
    ///   - beneath: drafts that went live with it.
    ///   - closed: a request for it that was withdrawn, and whose ref somebody pushed again.
    package init(
        _ landing: Landing, with beneath: [String] = [], closed: ApprovalRequest? = nil, for reader: Reader
    ) {
        var entry = Entry(
            "Published \(landing.plan.draft, .strong): live on \(reader.branch)",
            aside: [Words(landing.commit.short, .faint)], PlanSummary(landing.plan, reader).blocks)
        entry.add(fact: reader.whoLet(landing))
        if !beneath.isEmpty {
            entry.add(fact: "with it what \(beneath.map { Words($0) }.inWords(limit: 5)) changed")
        }
        if let closed { entry.add(fact: reader.words(closed: closed)) }
        page = Page(.entry(entry))
    }
}

/// What `approve` came to: what is live, and what waits for more.
package struct ApprovalPage {
    package let page: Page

    package init(_ approval: Approval, for reader: Reader) {
        var page = Page()
        for landing in approval.landed { page.add(LandingPage(landing, for: reader).page) }
        for plan in approval.recorded {
            // Of several that go together, one may have all it needs and wait for the others.
            let state: Words = plan.isReady ? "it waits for what was approved beside it" : Words(stateOf: plan, reader)
            page.tell(
                "Approved \(plan.draft, .strong); it is not live yet", aside: [reader.id(of: plan)], .facts([state]))
        }
        self.page = page
    }
}

///     Declined draft/ana/work-email; the request stays open                      3f2a91c0
///       Ana Silva can change it and submit again, or you can approve it as it is
package struct DeclinePage {
    package let page: Page

    package init(_ plan: Plan, for reader: Reader) {
        let decliners = plan.decision.declinedBy
        // While it conflicts with main nobody's word is needed to keep it from going live.
        let way = decliners.isEmpty ? Words(stateOf: plan, reader) : reader.wayOn(from: decliners, plan)
        var page = Page()
        page.tell(
            "Declined \(plan.draft, .strong); the request stays open", aside: [reader.id(of: plan)], .facts([way]))
        self.page = page
    }
}

package struct CommentPage {
    package let page: Page

    package init(on request: ApprovalRequest, for reader: Reader) {
        let view = Shell.line(["assent", "view", reader.short(draft: request.draftName)])
        var page = Page()
        page.tell(
            "Commented on \(request.draftName, .strong)", aside: [Words(reader.short(request.id), .faint)],
            .steps([Step("see what was said", view)]))
        self.page = page
    }
}

package struct WithdrawalPage {
    package let page: Page

    package init(of request: ApprovalRequest, for reader: Reader) {
        var page = Page()
        page.tell(
            "Withdrew the request of \(request.draftName, .strong).", aside: [Words(reader.short(request.id), .faint)],
            .facts(["The draft stays, and can be submitted again."]))
        self.page = page
    }
}

///     Started draft/dan/revert-work-email, which takes back draft/ana/work-email
///       sync/leads-to-crm  1 field
package struct ReversalPage {
    package let page: Page

    package init(_ reversal: Reversal, for reader: Reader) {
        let draft = reader.short(draft: reversal.draft.name)
        var entry = Entry(
            "Started \(reversal.draft.name, .strong), which takes back \(Words(nameOf: reversal.change)). Nothing is published yet.",
            PlanSummary(reversal.plan, reader).blocks)
        entry.add(
            .steps([
                Step("look at it", Shell.line(["assent", "diff", draft])),
                Step("then", Shell.line(["assent", "submit", draft])),
            ]))
        page = Page(.entry(entry))
    }
}

///     draft/bo/score lost the approval of Carol Diaz: what it would do is not the same any more.
///       look again:  assent view bo/score
package struct VoidedApprovalsPage {
    package let page: Page

    package init(_ voided: [VoidedApproval], for reader: Reader) {
        let items = voided.map { item -> List.Item in
            let approvals: Words = item.members.count == 1 ? "the approval" : "the approvals"
            let why: Words =
                item.conflicts
                ? "it changes the same fields, and conflicts now" : "what it would do is not the same any more"
            let view = Shell.line(["assent", "view", reader.short(draft: item.draft)])
            return List.Item(
                "\(item.draft) lost \(approvals) of \(reader.who(item.members, "and")): \(why).",
                [.steps([Step("look again", view)])])
        }
        page = Page(.list(List(.facts, items)))
    }
}

/// Each resource with how much of it changes, and what is risky about it.
private struct PlanSummary {
    let blocks: [Block]

    init(_ plan: Plan, _ reader: Reader) {
        let reviews = ResourceReview.all(of: plan.changes, uses: plan.uses, layout: reader.layout)
        let changes: Block =
            reviews.isEmpty
            ? .facts(["only how files are written: no field means anything else"])
            : .table(Table(.fields, reviews.map { Table.Row($0.heading, $0.whatChanged) }))
        let risks = plan.risks.map {
            Table.Row(Words("\($0.code)", .warning), $0.words, mark: .risk)
        }
        blocks = [changes, .table(Table(.facts, risks))]
    }
}

extension Reader {
    fileprivate func id(of plan: Plan) -> Words { plan.request.map { Words(short($0.id), .faint) } ?? Words() }

    /// By whose word a landing is live.
    fileprivate func whoLet(_ landing: Landing) -> Words {
        if let publisher = landing.decision.waivedBy, landing.decision.requirements.contains(where: \.isWaived) {
            let reason: Words = landing.record.landedWaiver?.comment.map { ": \(Words(quoting: $0))" } ?? Words()
            return "\(who([publisher])) published it without approval, which is on record\(reason)"
        }
        let approvers = landing.decision.requirements.flatMap(\.given)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return approvers.isEmpty ? "nothing in it needed approval" : "approved by \(who(approvers, "and"))"
    }
}
